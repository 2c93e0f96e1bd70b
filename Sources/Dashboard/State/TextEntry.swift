/// A line of text that is being typed.
public struct TextEntry: Codable, Hashable, Sendable {
  /// The text.
  public var text: String
  /// The character that the cursor stands before; at most the number of characters.
  public var cursor: Int

  /// Makes an entry with the cursor behind the text.
  public init(_ text: String = "") {
    self.text = text
    cursor = text.count
  }

  /// One key's change to the text.
  public enum Edit: Codable, Hashable, Sendable {
    /// Typed or pasted text.
    case insert(String)
    /// The character before the cursor goes.
    case deleteBackward
    /// The character behind the cursor goes.
    case deleteForward
    /// Everything goes.
    case clear
    /// The cursor moves so many characters; held inside the text.
    case moveCursor(Int)
  }

  /// The longest text that can be typed.
  static let maximumCount = 1_000

  /// Changes the text; a change that is not possible does nothing.
  public mutating func apply(_ edit: Edit) {
    var characters = Array(text)
    let place = max(0, min(cursor, characters.count))
    switch edit {
    case .insert(let new):
      let clean = new.filter { !$0.isNewline && $0 != "\u{1B}" }
        .prefix(max(0, TextEntry.maximumCount - characters.count))
      characters.insert(contentsOf: clean, at: place)
      cursor = place + clean.count
    case .deleteBackward:
      guard place > 0 else { return }
      characters.remove(at: place - 1)
      cursor = place - 1
    case .deleteForward:
      guard place < characters.count else { return }
      characters.remove(at: place)
    case .clear:
      characters = []
      cursor = 0
    case .moveCursor(let count):
      // A jump to an end may be asked for with any number.
      let limited = max(-TextEntry.maximumCount, min(count, TextEntry.maximumCount))
      cursor = max(0, min(place + limited, characters.count))
    }
    // Combining marks can join their neighbours, so characters are counted again.
    text = String(characters)
    cursor = min(cursor, text.count)
  }
}
