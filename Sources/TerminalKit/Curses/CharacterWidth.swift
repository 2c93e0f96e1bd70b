import CTerminal

/// The width of characters as the C library sees them, which is how ncurses sees them.
enum CharacterWidth {
  /// Cells that a scalar takes: 0 for a combining mark, 1, 2, or -1 for one that can't be printed.
  static func of(_ code: UInt32) -> Int {
    if code >= 0x20 && code < 0x7F || code >= 0xA0 && code < 0x300 { return 1 }
    // Box drawing, blocks and braille are what our own charts are made of.
    if code >= 0x2500 && code < 0x25A0 || code >= 0x2800 && code < 0x2900 { return 1 }
    return Int(cterminal_width(code))
  }
}
