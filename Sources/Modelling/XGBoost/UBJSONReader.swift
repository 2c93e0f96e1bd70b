import Foundation

/// Rewrites UBJSON, the binary form that XGBoost saves by default, as JSON text.
///
/// Numbers keep their value: a float is written with the digits that give it back. Nothing is read
/// outside the bytes, and no count in them is trusted before as many bytes are there.
struct UBJSONReader {
  /// The bytes end early, hold an unknown marker, or nest too deeply.
  struct Damage: Error {}

  private let bytes: [UInt8]
  private var place = 0
  private var text: [UInt8] = []
  private static let maximumDepth = 64

  private init(_ bytes: Data) { self.bytes = [UInt8](bytes) }

  /// The JSON text of one UBJSON value.
  ///
  /// - Throws: ``Damage``.
  static func json(_ bytes: Data) throws -> Data {
    var reader = UBJSONReader(bytes)
    try reader.value(try reader.next(), depth: 0)
    guard reader.place == reader.bytes.count else { throw Damage() }
    return Data(reader.text)
  }

  private mutating func next() throws -> UInt8 {
    guard place < bytes.count else { throw Damage() }
    place += 1
    return bytes[place - 1]
  }

  private mutating func write(_ string: String) { text += Array(string.utf8) }

  private mutating func value(_ marker: UInt8, depth: Int) throws {
    guard depth < Self.maximumDepth else { throw Damage() }
    switch Character(Unicode.Scalar(marker)) {
    case "{": try object(depth: depth)
    case "[": try array(depth: depth)
    case "S": try string()
    case "Z": write("null")
    case "T": write("true")
    case "F": write("false")
    case "d":
      let number = Float(bitPattern: UInt32(truncatingIfNeeded: try bits(4)))
      write(number.isNaN ? "NaN" : "\(number)")
    case "D":
      let number = Double(bitPattern: UInt64(bitPattern: try bits(8)))
      write(number.isNaN ? "NaN" : "\(number)")
    default: write("\(try integer(marker))")
    }
  }

  /// Big-endian bytes, not sign-extended.
  private mutating func bits(_ count: Int) throws -> Int64 {
    guard bytes.count - place >= count else { throw Damage() }
    var result: UInt64 = 0
    for _ in 0..<count { result = result << 8 | UInt64(try next()) }
    return Int64(bitPattern: result)
  }

  private mutating func integer(_ marker: UInt8) throws -> Int64 {
    switch Character(Unicode.Scalar(marker)) {
    case "i": return Int64(Int8(truncatingIfNeeded: try bits(1)))
    case "U": return try bits(1)
    case "I": return Int64(Int16(truncatingIfNeeded: try bits(2)))
    case "l": return Int64(Int32(truncatingIfNeeded: try bits(4)))
    case "L": return try bits(8)
    default: throw Damage()
    }
  }

  /// A count that the bytes left can hold, an element taking a byte at least.
  private mutating func count() throws -> Int {
    let value = try integer(try next())
    guard value >= 0, value <= Int64(bytes.count - place) else { throw Damage() }
    return Int(value)
  }

  private mutating func string() throws {
    let length = try count()
    let content = String(decoding: bytes[place..<place + length], as: UTF8.self)
    place += length
    text += try JSONEncoder().encode(content)
  }

  private mutating func object(depth: Int) throws {
    write("{")
    var isFirst = true
    while true {
      guard place < bytes.count else { throw Damage() }
      if bytes[place] == UInt8(ascii: "}") {
        place += 1
        break
      }
      if !isFirst { write(",") }
      isFirst = false
      try string()
      write(":")
      try value(try next(), depth: depth + 1)
    }
    write("}")
  }

  private mutating func array(depth: Int) throws {
    write("[")
    var type: UInt8?
    var marker = try next()
    if marker == UInt8(ascii: "$") {
      type = try next()
      marker = try next()
      // Elements without bytes of their own could be counted by the million in a few bytes.
      guard marker == UInt8(ascii: "#"), !Array("ZNTF".utf8).contains(type ?? 0) else {
        throw Damage()
      }
    }
    if marker == UInt8(ascii: "#") {
      for index in 0..<(try count()) {
        if index > 0 { write(",") }
        try value(try type ?? next(), depth: depth + 1)
      }
    } else {
      var isFirst = true
      while marker != UInt8(ascii: "]") {
        if !isFirst { write(",") }
        isFirst = false
        try value(marker, depth: depth + 1)
        marker = try next()
      }
    }
    write("]")
  }
}
