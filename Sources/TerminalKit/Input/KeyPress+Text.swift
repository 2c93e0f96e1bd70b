extension KeyPress {
  /// Reads a key from text such as `g`, `G`, `ctrl-r`, `shift-tab`, `enter`, `f5` or `-`; `nil` if it
  /// isn't one.
  ///
  /// Names are read in either case; modifiers may be written `ctrl`, `c`, `alt`, `a`, `shift`, `s`.
  public init?(_ text: String) {
    var rest = Substring(text)
    var modifiers: Modifiers = []
    while rest.count > 1, let dash = rest.firstIndex(of: "-"), dash != rest.startIndex {
      switch rest[..<dash].lowercased() {
      case "ctrl", "control", "c": modifiers.insert(.control)
      case "alt", "meta", "a": modifiers.insert(.alt)
      case "shift", "s": modifiers.insert(.shift)
      default: return nil
      }
      rest = rest[rest.index(after: dash)...]
    }
    guard let key = Key(rest) else { return nil }
    self.init(key, modifiers)
    normalize()
  }

  /// The text that reads back as this key.
  public var text: String {
    var result = ""
    if modifiers.contains(.control) { result += "ctrl-" }
    if modifiers.contains(.alt) { result += "alt-" }
    if modifiers.contains(.shift) { result += "shift-" }
    switch key {
    case .character(let character): result.append(character)
    case .named(let name): result += name.rawValue
    case .function(let number): result += "f\(number)"
    }
    return result
  }

  /// The key as a person sees it in a footer: `↑`, `Enter`, `^R`, `⇧Tab`.
  public func label(_ glyphs: Glyphs) -> String {
    var result = ""
    if modifiers.contains(.control) { result += "^" }
    if modifiers.contains(.alt) { result += "Alt-" }
    if modifiers.contains(.shift) { result += glyphs.isASCII ? "S-" : "⇧" }
    switch key {
    case .character(let character):
      result += modifiers.contains(.control) ? character.uppercased() : String(character)
    case .function(let number): result += "F\(number)"
    case .named(let name): result += KeyPress.label(of: name, ascii: glyphs.isASCII)
    }
    return result
  }

  private static func label(of name: Name, ascii: Bool) -> String {
    switch name {
    case .up: ascii ? "Up" : "↑"
    case .down: ascii ? "Down" : "↓"
    case .left: ascii ? "Left" : "←"
    case .right: ascii ? "Right" : "→"
    case .home: "Home"
    case .end: "End"
    case .pageUp: "PgUp"
    case .pageDown: "PgDn"
    case .enter: ascii ? "Enter" : "⏎"
    case .escape: "Esc"
    case .tab: "Tab"
    case .space: "Space"
    case .backspace: "Bksp"
    case .delete: "Del"
    case .insert: "Ins"
    }
  }

  /// Brings keys that a terminal can't tell apart to one spelling.
  private mutating func normalize() {
    guard case .character(let character) = key else { return }
    if modifiers.contains(.shift) {
      key = .character(Character(character.uppercased()))
      modifiers.remove(.shift)
    }
    if modifiers.contains(.control) {
      key = .character(Character(String(character).lowercased()))
    }
  }
}

extension KeyPress.Key {
  fileprivate init?(_ text: Substring) {
    if text.count == 1, let character = text.first, let scalar = text.unicodeScalars.first,
      scalar.value >= 0x20, scalar.value != 0x7F
    {
      self = character == " " ? .named(.space) : .character(character)
      return
    }
    let lower = text.lowercased()
    let synonyms: [String: KeyPress.Name] = [
      "return": .enter, "escape": .escape, "del": .delete, "ins": .insert, "pgup": .pageUp,
      "pgdn": .pageDown, "bspace": .backspace,
    ]
    if let name = KeyPress.Name(rawValue: lower) ?? synonyms[lower] {
      self = .named(name)
    } else if lower.first == "f", let number = Int(lower.dropFirst()), (1...12).contains(number) {
      self = .function(number)
    } else {
      return nil
    }
  }
}

extension KeyPress: Codable, CustomStringConvertible {
  /// Reads the text form.
  /// - Throws: `DecodingError` if the text names no key.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    let text = try container.decode(String.self)
    guard let key = KeyPress(text) else {
      throw DecodingError.dataCorruptedError(
        in: container, debugDescription: "“\(text)” is not a key.")
    }
    self = key
  }

  /// Writes the text form.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(text)
  }

  /// The text form.
  public var description: String { text }
}

extension KeyPress: ExpressibleByStringLiteral {
  /// A key written in code; a text that names no key is a programmer's error.
  public init(stringLiteral value: String) {
    guard let key = KeyPress(value) else { preconditionFailure("“\(value)” is not a key.") }
    self = key
  }
}
