/// Reads JSON (RFC 8259) from bytes of strangers, strictly, and says at which byte it is wrong.
///
/// Text must be UTF-8; an object may name a member once; arrays and objects nest 64 deep at most, so
/// that no text can exhaust the stack; numbers that a double can't hold are refused.
public struct JSONScanner {
  private let bytes: UnsafeBufferPointer<UInt8>
  private var place = 0
  private static let deepest = 64

  /// The value that some bytes spell.
  ///
  /// - Throws: ``WorkbenchError`` with the place of what is wrong.
  public static func value(of bytes: [UInt8]) throws -> JSONValue {
    try bytes.withUnsafeBufferPointer { buffer in
      var scanner = JSONScanner(bytes: buffer)
      let value = try scanner.value(depth: 0)
      scanner.skipBlanks()
      guard scanner.place == buffer.count else {
        throw scanner.fault("there is more behind the end of the value")
      }
      return value
    }
  }

  private init(bytes: UnsafeBufferPointer<UInt8>) { self.bytes = bytes }

  private var next: UInt8? { place < bytes.count ? bytes[place] : nil }

  private func fault(_ words: String) -> WorkbenchError {
    WorkbenchError(.badInput, "The JSON is wrong at byte \(place + 1): \(words).")
  }

  private mutating func skipBlanks() {
    while let byte = next, byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 {
      place += 1
    }
  }

  private mutating func value(depth: Int) throws -> JSONValue {
    guard depth < Self.deepest else { throw fault("it nests deeper than \(Self.deepest)") }
    skipBlanks()
    guard let byte = next else { throw fault("it ends where a value should be") }
    switch byte {
    case UInt8(ascii: "{"): return .object(try members(depth: depth))
    case UInt8(ascii: "["): return .array(try elements(depth: depth))
    case UInt8(ascii: "\""): return .text(try text())
    case UInt8(ascii: "t"): return try word("true", .bool(true))
    case UInt8(ascii: "f"): return try word("false", .bool(false))
    case UInt8(ascii: "n"): return try word("null", .null)
    case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): return .number(try number())
    default: throw fault("no value begins like this")
    }
  }

  private mutating func word(_ word: StaticString, _ value: JSONValue) throws -> JSONValue {
    let length = word.utf8CodeUnitCount
    guard bytes.count - place >= length,
      (0..<length).allSatisfy({ bytes[place + $0] == word.utf8Start[$0] })
    else { throw fault("no value begins like this") }
    place += length
    return value
  }

  private mutating func members(depth: Int) throws -> [JSONValue.Member] {
    place += 1
    var members: [JSONValue.Member] = []
    var names: Set<String> = []
    skipBlanks()
    if next == UInt8(ascii: "}") {
      place += 1
      return members
    }
    while true {
      skipBlanks()
      guard next == UInt8(ascii: "\"") else { throw fault("the name of a member should be here") }
      let name = try text()
      guard names.insert(name).inserted else {
        throw fault("“\(PlainText.line(name, limit: 40))” is named twice")
      }
      skipBlanks()
      guard next == UInt8(ascii: ":") else { throw fault("a colon should be here") }
      place += 1
      members.append(.init(name: name, value: try value(depth: depth + 1)))
      if try ends(with: UInt8(ascii: "}"), "a comma or } should be here") { return members }
    }
  }

  private mutating func elements(depth: Int) throws -> [JSONValue] {
    place += 1
    var elements: [JSONValue] = []
    skipBlanks()
    if next == UInt8(ascii: "]") {
      place += 1
      return elements
    }
    while true {
      elements.append(try value(depth: depth + 1))
      if try ends(with: UInt8(ascii: "]"), "a comma or ] should be here") { return elements }
    }
  }

  /// Whether a list ends here, or goes on behind a comma.
  private mutating func ends(with end: UInt8, _ words: String) throws -> Bool {
    skipBlanks()
    guard let byte = next, byte == end || byte == UInt8(ascii: ",") else { throw fault(words) }
    place += 1
    return byte == end
  }

  private mutating func digits() throws {
    guard let first = next, isDigit(first) else { throw fault("a digit should be here") }
    while let byte = next, isDigit(byte) { place += 1 }
  }

  private func isDigit(_ byte: UInt8) -> Bool { byte &- 48 < 10 }

  private mutating func number() throws -> Double {
    let start = place
    if next == UInt8(ascii: "-") { place += 1 }
    if next == UInt8(ascii: "0") { place += 1 } else { try digits() }
    var isWhole = true
    if next == UInt8(ascii: ".") {
      isWhole = false
      place += 1
      try digits()
    }
    if next == UInt8(ascii: "e") || next == UInt8(ascii: "E") {
      isWhole = false
      place += 1
      if next == UInt8(ascii: "-") || next == UInt8(ascii: "+") { place += 1 }
      try digits()
    }
    // Most numbers are short and whole, which needs no text in between.
    if isWhole, place - start <= 15, bytes[start] != UInt8(ascii: "-") {
      return Double(bytes[start..<place].reduce(0) { $0 * 10 + Int($1 &- 48) })
    }
    let spelling = String(decoding: bytes[start..<place], as: UTF8.self)
    guard let value = Double(spelling), value.isFinite else {
      throw fault("the number in front is too large")
    }
    return value
  }

  private mutating func text() throws -> String {
    place += 1
    let start = place
    while let byte = next, byte >= 0x20, byte != UInt8(ascii: "\""), byte != UInt8(ascii: "\\") {
      place += 1
    }
    // Most texts hold nothing that is escaped.
    if next == UInt8(ascii: "\"") {
      let text = try valid(bytes[start..<place])
      place += 1
      return text
    }
    var unescaped = Array(bytes[start..<place])
    while let byte = next, byte != UInt8(ascii: "\"") {
      guard byte >= 0x20 else { throw fault("a control character must be escaped") }
      place += 1
      if byte != UInt8(ascii: "\\") {
        unescaped.append(byte)
      } else {
        unescaped.append(contentsOf: Array(String(try escaped()).utf8))
      }
    }
    guard next != nil else { throw fault("a text never ends") }
    let text = try valid(unescaped[...])
    place += 1
    return text
  }

  private func valid(_ part: some Collection<UInt8>) throws -> String {
    guard let text = String(validating: part, as: UTF8.self) else {
      throw fault("the text in front is not UTF-8")
    }
    return text
  }

  private mutating func escaped() throws -> Unicode.Scalar {
    guard let byte = next else { throw fault("a text never ends") }
    place += 1
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return Unicode.Scalar(byte)
    case UInt8(ascii: "b"): return "\u{8}"
    case UInt8(ascii: "f"): return "\u{C}"
    case UInt8(ascii: "n"): return "\n"
    case UInt8(ascii: "r"): return "\r"
    case UInt8(ascii: "t"): return "\t"
    case UInt8(ascii: "u"):
      let first = try unit()
      if let scalar = Unicode.Scalar(first) { return scalar }
      // Half of a pair: the other half must follow.
      guard first < 0xDC00, next == UInt8(ascii: "\\") else { throw fault("half a character") }
      place += 1
      guard next == UInt8(ascii: "u") else { throw fault("half a character") }
      place += 1
      let second = try unit()
      guard (0xDC00...0xDFFF).contains(second),
        let scalar = Unicode.Scalar(0x10000 + ((first - 0xD800) << 10) + (second - 0xDC00))
      else { throw fault("half a character") }
      return scalar
    default: throw fault("there is no such escape")
    }
  }

  private mutating func unit() throws -> UInt32 {
    var value: UInt32 = 0
    for _ in 0..<4 {
      guard let byte = next, let digit = Character(Unicode.Scalar(byte)).hexDigitValue, byte < 128
      else { throw fault("four hexadecimal digits should be here") }
      value = value << 4 | UInt32(digit)
      place += 1
    }
    return value
  }
}
