public import TerminalKit
public import Workbench

/// One thing that a person does, or a script waits for or looks at; one line of a script.
public enum ScriptStep: Hashable, Sendable {
  /// Keys, one after the other.
  case press([KeyPress])
  /// Text that is typed, a key a character.
  case type(String)
  /// Text that is pasted at once.
  case paste(String)
  /// The left button on a cell.
  case click(Position)
  /// The left button goes down on the first cell, moves over the others and is let go.
  case drag([Position])
  /// The wheel over a cell, by so many notches, towards the end if positive.
  case wheel(Int, Position)
  /// The screen gets another size.
  case resize(Size)
  /// An entry of the palette, by its name.
  case choose(String)
  /// Waits until nothing is under way.
  case wait
  /// Waits until a result is there, or nothing is under way; with a model, what the clock said of it.
  case until(String, FitTimes?)
  /// Keeps the screen under a name.
  case snapshot(String)
  /// The screen must show a text.
  case expect(String)
  /// The screen must not show a text.
  case absent(String)
}

extension ScriptStep {
  /// The steps in words, for those who write one.
  static let forms =
    "press, type, paste, click, drag, wheel, resize, do, wait, await, snapshot, expect or absent"

  /// The line of a script.
  public var text: String {
    switch self {
    case .press(let keys): return "press " + keys.map(\.text).joined(separator: " ")
    case .type(let text): return "type " + text
    case .paste(let text): return "paste " + ScriptStep.escaped(text)
    case .click(let place): return "click " + ScriptStep.text(place)
    case .drag(let places): return "drag " + places.map(ScriptStep.text).joined(separator: " ")
    case .wheel(let notches, let place):
      let count = abs(notches) > 1 ? " \(abs(notches))" : ""
      return "wheel \(notches < 0 ? "up" : "down") \(ScriptStep.text(place))\(count)"
    case .resize(let size): return "resize \(size.width)x\(size.height)"
    case .choose(let name): return "do " + name
    case .wait: return "wait"
    case .until(let name, let times):
      return "await \(name)" + (times.map { " \($0.train) \($0.predict) \($0.total)" } ?? "")
    case .snapshot(let name): return "snapshot " + name
    case .expect(let text): return "expect " + text
    case .absent(let text): return "absent " + text
    }
  }

  /// Reads a line.
  ///
  /// - Throws: ``ScriptError`` without the place, which the script knows.
  public init(parsing line: String) throws(ScriptError) {
    let word = line.prefix { $0 != " " }
    // Blanks belong to typed text, so only the one behind the word goes.
    let rest = String(line.dropFirst(word.count).dropFirst())
    let plain = rest.trimmed
    switch word {
    case "press": self = .press(try ScriptStep.keys(plain))
    case "type":
      guard !rest.isEmpty else { throw ScriptStep.wrong("type needs the text to type.") }
      self = .type(rest)
    case "paste":
      guard let text = ScriptStep.unescaped(rest), !text.isEmpty else {
        throw ScriptStep.wrong(
          #"paste needs a text, with \n for a line end and \\ for a backslash."#)
      }
      self = .paste(text)
    case "click":
      guard let place = ScriptStep.position(plain) else {
        throw ScriptStep.wrong("click needs a cell, as click 12,5: column and row, counted from 1.")
      }
      self = .click(place)
    case "drag":
      let places = plain.split(separator: " ").map { ScriptStep.position(String($0)) }
      guard places.count > 1, !places.contains(nil) else {
        throw ScriptStep.wrong("drag needs two or more cells, as drag 12,5 20,5.")
      }
      self = .drag(places.compactMap(\.self))
    case "wheel": self = try ScriptStep.wheel(plain)
    case "resize":
      guard let size = Size(parsing: plain) else {
        throw ScriptStep.wrong("resize needs a size, as resize 80x24; each side is from 1 to 1000.")
      }
      self = .resize(size)
    case "do":
      guard !plain.isEmpty else { throw ScriptStep.wrong("do needs the name of an action.") }
      self = .choose(plain)
    case "wait":
      guard plain.isEmpty else { throw ScriptStep.wrong("wait stands alone; await takes a name.") }
      self = .wait
    case "await": self = try ScriptStep.until(plain)
    case "snapshot":
      guard !plain.isEmpty, plain.count <= 60,
        plain.allSatisfy({ $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-" || $0 == "_") })
      else {
        throw ScriptStep.wrong("snapshot needs a name of letters, digits, - and _.")
      }
      self = .snapshot(plain)
    case "expect", "absent":
      guard !plain.isEmpty else { throw ScriptStep.wrong("\(word) needs a text.") }
      self = word == "expect" ? .expect(plain) : .absent(plain)
    default:
      throw ScriptStep.wrong("“\(line.prefix(40))” is no step; write \(ScriptStep.forms).")
    }
  }

  private static func wrong(_ text: String) -> ScriptError { ScriptError(.badLine, text) }

  private static func keys(_ text: String) throws(ScriptError) -> [KeyPress] {
    var keys: [KeyPress] = []
    for word in text.split(separator: " ") {
      guard let key = KeyPress(String(word)) else {
        throw wrong("“\(word.prefix(40))” is no key; write one such as g, G, enter, ctrl-r or f2.")
      }
      keys.append(key)
    }
    guard !keys.isEmpty else { throw wrong("press needs a key, such as press enter.") }
    return keys
  }

  private static func wheel(_ text: String) throws(ScriptError) -> ScriptStep {
    let words = text.split(separator: " ").map(String.init)
    let count = words.count > 2 ? Int(words[2]) : 1
    guard words.count == 2 || words.count == 3, ["up", "down"].contains(words[0]),
      let place = position(words[1]), let count, (1...1_000).contains(count)
    else { throw wrong("wheel needs a way and a cell, as wheel down 12,5.") }
    return .wheel(words[0] == "up" ? -count : count, place)
  }

  private static func until(_ text: String) throws(ScriptError) -> ScriptStep {
    let words = text.split(separator: " ").map(String.init)
    let numbers = words.reversed().prefix { Double($0) != nil }.reversed().compactMap(Double.init)
    let name = words.dropLast(numbers.count).joined(separator: " ")
    guard Milestone.names.contains(name), numbers.isEmpty || numbers.count == 3 else {
      throw wrong(
        "await needs what to wait for, as await trained forest; one of \(Milestone.summary).")
    }
    return .until(
      name,
      numbers.isEmpty
        ? nil : FitTimes(train: numbers[0], predict: numbers[1], total: max(0, numbers[2])))
  }

  private static func text(_ place: Position) -> String { "\(place.column + 1),\(place.row + 1)" }

  private static func position(_ text: String) -> Position? {
    let parts = text.split(separator: ",", omittingEmptySubsequences: false).map { Int($0) }
    // A drag may leave the screen, but not by far.
    guard parts.count == 2, let column = parts[0], let row = parts[1],
      (-1_000...2_000).contains(column), (-1_000...2_000).contains(row)
    else { return nil }
    return Position(column: column - 1, row: row - 1)
  }

  private static func escaped(_ text: String) -> String {
    text.replacing("\\", with: "\\\\").replacing("\n", with: "\\n").replacing("\t", with: "\\t")
  }

  private static func unescaped(_ text: String) -> String? {
    var result = ""
    var isEscaped = false
    for character in text {
      guard isEscaped else {
        if character == "\\" { isEscaped = true } else { result.append(character) }
        continue
      }
      switch character {
      case "n": result.append("\n")
      case "t": result.append("\t")
      case "\\": result.append("\\")
      default: return nil
      }
      isEscaped = false
    }
    return isEscaped ? nil : result
  }
}

extension ScriptStep: Codable {
  /// Reads the line.
  public init(from decoder: any Decoder) throws {
    try self.init(parsing: decoder.singleValueContainer().decode(String.self))
  }

  /// Writes the line.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(text)
  }
}

extension Size {
  /// Reads a size such as `120x40`; each side is from 1 to 1000.
  public init?(parsing text: String) {
    let sides = text.lowercased().split(separator: "x", omittingEmptySubsequences: false)
      .map { Int($0) }
    guard sides.count == 2, let width = sides[0], let height = sides[1],
      (1...1_000).contains(width), (1...1_000).contains(height)
    else { return nil }
    self.init(width: width, height: height)
  }
}

extension StringProtocol {
  /// Without blanks at its ends.
  var trimmed: String {
    var rest = Substring(self)
    while rest.first?.isWhitespace == true { rest.removeFirst() }
    while rest.last?.isWhitespace == true { rest.removeLast() }
    return String(rest)
  }
}
