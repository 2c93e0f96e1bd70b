/// A key with its modifiers, as a terminal can tell them apart.
public struct KeyPress: Hashable, Sendable {
  /// Which key.
  public var key: Key
  /// What was held down. Shift is part of a character, so it appears with named keys only.
  public var modifiers: Modifiers

  /// A key.
  public enum Key: Hashable, Sendable {
    /// A character, upper case if Shift was held.
    case character(Character)
    /// A key that has a name.
    case named(Name)
    /// A function key, from 1 to 12.
    case function(Int)
  }

  /// The keys that have a name.
  public enum Name: String, Hashable, Sendable, CaseIterable {
    /// The arrow upwards.
    case up
    /// The arrow downwards.
    case down
    /// The arrow to the left.
    case left
    /// The arrow to the right.
    case right
    /// To the start.
    case home
    /// To the end.
    case end
    /// A page back.
    case pageUp = "pageup"
    /// A page on.
    case pageDown = "pagedown"
    /// Return.
    case enter
    /// Escape.
    case escape = "esc"
    /// Tabulator.
    case tab
    /// The space bar.
    case space
    /// Delete to the left.
    case backspace
    /// Delete to the right.
    case delete
    /// Insert.
    case insert
  }

  /// Keys held down with another.
  public struct Modifiers: OptionSet, Hashable, Sendable {
    /// One bit a key.
    public let rawValue: UInt8
    /// Makes a set from its bits.
    public init(rawValue: UInt8) { self.rawValue = rawValue }
    /// Shift.
    public static let shift = Modifiers(rawValue: 1)
    /// Alt or Meta.
    public static let alt = Modifiers(rawValue: 2)
    /// Control.
    public static let control = Modifiers(rawValue: 4)
  }

  /// Makes a key press.
  public init(_ key: Key, _ modifiers: Modifiers = []) {
    self.key = key
    self.modifiers = modifiers
  }

  /// A named key.
  public init(_ name: Name, _ modifiers: Modifiers = []) { self.init(.named(name), modifiers) }

  /// The character that the key types, if it types one.
  public var typed: Character? {
    guard modifiers.isEmpty else { return nil }
    switch key {
    case .character(let character): return character
    case .named(.space): return " "
    default: return nil
    }
  }
}
