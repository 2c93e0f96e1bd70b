import CTerminal

/// Turns what ncurses reads into events, one code at a time, whatever the pieces they arrive in.
struct InputDecoder {
  /// What ncurses read.
  enum Code: Hashable {
    case character(UInt32)
    case function(UInt32)
  }

  private enum State {
    case keys
    case mouse(String)
    case paste(String.UnicodeScalarView)
  }

  /// Pasted text is cut here, so that a paste by mistake can't fill the memory.
  static let maximumPaste = 1 << 20

  private var state = State.keys
  private var size = 0

  /// Takes one code; returns an event when one is complete.
  mutating func decode(_ code: Code) -> InputEvent? {
    switch state {
    case .keys: return decodeKey(code)
    case .mouse(let text): return decodeMouse(code, after: text)
    case .paste: return decodePaste(code)
    }
  }

  private mutating func decodeKey(_ code: Code) -> InputEvent? {
    switch code {
    case .character(let value): return InputDecoder.key(value).map { .key($0) }
    case .function(let value):
      switch Int(value) {
      case Int(CTERMINAL_MOUSE): state = .mouse("")
      case Int(CTERMINAL_PASTE_START):
        state = .paste(String.UnicodeScalarView())
        size = 0
      case Int(CTERMINAL_PASTE_END): break
      case Int(CTERMINAL_FOCUS_IN): return .focus(true)
      case Int(CTERMINAL_FOCUS_OUT): return .focus(false)
      default: return InputDecoder.function(value).map { .key($0) }
      }
      return nil
    }
  }

  private mutating func decodePaste(_ code: Code) -> InputEvent? {
    guard case .paste(var text) = state else { return nil }
    switch code {
    case .function(let value) where Int(value) == Int(CTERMINAL_PASTE_END):
      state = .keys
      return .paste(String(text))
    case .character(let value):
      guard size < InputDecoder.maximumPaste, let scalar = Unicode.Scalar(value) else { return nil }
      // Released first, so that appending doesn't copy the text for each character.
      state = .keys
      text.append(scalar == "\r" ? "\n" : scalar)
      size += 1
      state = .paste(text)
    case .function: break
    }
    return nil
  }

  private mutating func decodeMouse(_ code: Code, after text: String) -> InputEvent? {
    guard case .character(let value) = code, let scalar = Unicode.Scalar(value), text.count < 20
    else {
      state = .keys
      return decodeKey(code)
    }
    switch scalar {
    case "0"..."9", ";":
      state = .mouse(text + String(scalar))
      return nil
    case "M", "m":
      state = .keys
      return InputDecoder.mouse(text, isRelease: scalar == "m").map { .mouse($0) }
    default:
      state = .keys
      return decodeKey(code)
    }
  }

  /// A mouse report in SGR form: button code, column and row, both counted from one.
  private static func mouse(_ text: String, isRelease: Bool) -> MouseEvent? {
    let numbers = text.split(separator: ";").compactMap { Int($0) }
    guard numbers.count == 3, numbers[1] > 0, numbers[2] > 0 else { return nil }
    let code = numbers[0]
    var modifiers: KeyPress.Modifiers = []
    if code & 4 != 0 { modifiers.insert(.shift) }
    if code & 8 != 0 { modifiers.insert(.alt) }
    if code & 16 != 0 { modifiers.insert(.control) }
    let position = Position(column: numbers[1] - 1, row: numbers[2] - 1)
    if code & 64 != 0 {
      guard !isRelease, code & 3 < 2 else { return nil }
      return MouseEvent(
        code & 3 == 0 ? .wheelUp : .wheelDown, at: position, modifiers: modifiers)
    }
    let buttons: [MouseEvent.Button] = [.left, .middle, .right]
    guard code & 3 < 3 else { return nil }
    let button = buttons[code & 3]
    let action: MouseEvent.Action =
      isRelease ? .release(button) : code & 32 != 0 ? .drag(button) : .press(button)
    return MouseEvent(action, at: position, modifiers: modifiers)
  }

  private static func key(_ value: UInt32) -> KeyPress? {
    switch value {
    case 0: return KeyPress(.space, .control)
    case 0x08, 0x7F: return KeyPress(.backspace)
    case 0x09: return KeyPress(.tab)
    case 0x0A, 0x0D: return KeyPress(.enter)
    case 0x1B: return KeyPress(.escape)
    case 0x20: return KeyPress(.space)
    case 1...26: return control(value + 0x60)
    case 0x1C...0x1F: return control(value + 0x40)
    default:
      guard let scalar = Unicode.Scalar(value), !(0x80..<0xA0).contains(value) else { return nil }
      return KeyPress(.character(Character(scalar)))
    }
  }

  private static func control(_ value: UInt32) -> KeyPress? {
    Unicode.Scalar(value).map { KeyPress(.character(Character($0)), .control) }
  }

  private static let names: [Int: KeyPress.Name] = [
    Int(CTERMINAL_UP): .up, Int(CTERMINAL_DOWN): .down, Int(CTERMINAL_LEFT): .left,
    Int(CTERMINAL_RIGHT): .right, Int(CTERMINAL_HOME): .home, Int(CTERMINAL_END): .end,
    Int(CTERMINAL_INSERT): .insert, Int(CTERMINAL_DELETE): .delete,
    Int(CTERMINAL_PAGE_UP): .pageUp, Int(CTERMINAL_PAGE_DOWN): .pageDown,
    Int(CTERMINAL_BACKSPACE): .backspace, Int(CTERMINAL_ENTER): .enter,
  ]

  private static func function(_ value: UInt32) -> KeyPress? {
    let base = Int(value) % 64
    let modifiers = KeyPress.Modifiers(rawValue: UInt8(truncatingIfNeeded: value / 64) & 7)
    if base == Int(CTERMINAL_BACK_TAB) { return KeyPress(.tab, .shift) }
    if let name = names[base] { return KeyPress(name, modifiers) }
    let number = base - Int(CTERMINAL_F0)
    return (1...12).contains(number) ? KeyPress(.function(number), modifiers) : nil
  }
}
