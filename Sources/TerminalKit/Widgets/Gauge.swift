/// A share as a bar with words beside it: progress, a probability.
public struct Gauge: Widget {
  /// From 0 to 1; outside it is held to that range, and `nil` draws an empty bar.
  public var share: Double?
  /// At the left of the bar.
  public var label: String
  /// At the right of the bar.
  public var note: String
  /// The colour of the bar.
  public var role: Role
  /// Columns for the label; `nil` as many as it needs.
  public var labelWidth: Int?
  /// Columns for the note; `nil` as many as it needs.
  public var noteWidth: Int?
  /// The background.
  public var background: Role

  /// Makes a gauge.
  public init(
    _ share: Double?, label: String = "", note: String = "", role: Role = .accent,
    labelWidth: Int? = nil, noteWidth: Int? = nil, background: Role = .canvas
  ) {
    self.share = share
    self.label = label
    self.note = note
    self.role = role
    self.labelWidth = labelWidth
    self.noteWidth = noteWidth
    self.background = background
  }

  /// Draws label, bar and note in the first row of the area.
  public func draw(in area: Rect, of frame: inout Frame) {
    var rest = area.line(0)
    let ascii = frame.glyphs.isASCII
    if !label.isEmpty || labelWidth != nil {
      let width = labelWidth ?? SafeText.width(of: label, ascii: ascii)
      frame.write(label, in: rest.takeLeft(width), style: Style(.text, on: background))
      _ = rest.takeLeft(1)
    }
    if !note.isEmpty || noteWidth != nil {
      let width = noteWidth ?? SafeText.width(of: note, ascii: ascii)
      frame.write(
        note, in: rest.takeRight(width), style: Style(.muted, on: background), alignment: .right)
      _ = rest.takeRight(1)
    }
    frame.bar(share ?? 0, in: rest, role: role, background: background, hasTrack: true)
  }
}

extension Frame {
  /// Fills a share of the first row of an area from the left, to an eighth of a cell.
  ///
  /// - Returns: The columns that the bar touches.
  @discardableResult
  public mutating func bar(
    _ share: Double, in rect: Rect, role: Role, background: Role = .canvas, hasTrack: Bool = false
  ) -> Int {
    let line = rect.line(0)
    let length = (share > 0 ? min(1, share) : 0) * Double(line.width)
    var touched = 0
    for offset in 0..<line.width {
      let rest = length - Double(offset)
      let glyph = rest > 0 ? glyphs.leftBlock(rest) : " "
      if glyph != " " {
        touched = offset + 1
        put(
          glyph, column: line.column + offset, row: line.row, style: Style(role, on: background))
      } else if hasTrack {
        put(
          glyphs.track, column: line.column + offset, row: line.row,
          style: Style(.faint, on: background))
      }
    }
    return touched
  }
}
