/// One line of text that is being typed.
public struct TextField: Widget {
  /// The text.
  public var text: String
  /// The character that the cursor stands before; may be the number of characters.
  public var cursor: Int
  /// In front of the text.
  public var prompt: String
  /// Shown while there is no text.
  public var hint: String
  /// Whether the cursor is here.
  public var isFocused: Bool
  /// The background.
  public var background: Role

  /// Makes a text field.
  public init(
    _ text: String, cursor: Int, prompt: String = "", hint: String = "",
    isFocused: Bool = true, background: Role = .panel
  ) {
    self.text = text
    self.cursor = cursor
    self.prompt = prompt
    self.hint = hint
    self.isFocused = isFocused
    self.background = background
  }

  /// Draws the part of the text around the cursor.
  public func draw(in area: Rect, of frame: inout Frame) {
    var rest = area.line(0)
    frame.fill(rest, style: Style(.text, on: background))
    _ = rest.takeLeft(frame.write(prompt, in: rest, style: Style(.key, on: background, .bold)))
    guard rest.width > 0 else { return }
    if text.isEmpty {
      frame.write(hint, in: rest, style: Style(.faint, on: background))
    }
    let ascii = frame.glyphs.isASCII
    var start = text.startIndex
    let place = text.index(text.startIndex, offsetBy: max(0, cursor), limitedBy: text.endIndex)
    let end = place ?? text.endIndex
    // One column is kept for the cursor behind the last character.
    while SafeText.width(of: text[start..<end], ascii: ascii) > rest.width - 1, start < end {
      start = text.index(after: start)
    }
    frame.clipped(to: rest) {
      $0.write(
        text[start...], column: rest.column, row: rest.row, style: Style(.text, on: background))
    }
    if isFocused {
      frame.cursor = Position(
        column: rest.column + SafeText.width(of: text[start..<end], ascii: ascii), row: rest.row)
    }
  }
}
