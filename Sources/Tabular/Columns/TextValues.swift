/// Strings of a column, packed as UTF-8 in one buffer, so that a million keys are one allocation.
public struct TextValues: Sendable {
  private var bytes: [UInt8] = []
  /// `offsets[i] ..< offsets[i + 1]` are the bytes of row `i`.
  private var offsets: [Int] = [0]
  /// Rows without a value, ascending; few, so a sorted list.
  private var missingRows: [Int] = []

  /// Makes an empty column of text.
  public init() {}

  /// Packs strings; `nil` is a missing value.
  public init(_ strings: some Sequence<String?>) {
    for string in strings { append(string) }
  }

  /// The number of rows.
  public var count: Int { offsets.count - 1 }

  /// Adds one row; `nil` is a missing value.
  public mutating func append(_ string: String?) {
    if let string {
      bytes.append(contentsOf: string.utf8)
    } else {
      missingRows.append(count)
    }
    offsets.append(bytes.count)
  }

  /// Adds one row from UTF-8 bytes, which are not checked until read.
  public mutating func append(utf8 buffer: UnsafeBufferPointer<UInt8>) {
    bytes.append(contentsOf: buffer)
    offsets.append(bytes.count)
  }

  /// Makes room for so many further rows and bytes.
  mutating func reserve(rows: Int, bytes byteCount: Int) {
    offsets.reserveCapacity(offsets.count + rows)
    bytes.reserveCapacity(bytes.count + byteCount)
  }

  /// Writes out the levels of coded rows; negative codes are missing.
  init(codes: [Int32], levels: LevelDictionary) {
    offsets.reserveCapacity(codes.count + 1)
    for code in codes {
      if code < 0 { append(nil) } else { levels.withBytes(of: Int(code)) { append(utf8: $0) } }
    }
  }

  /// Puts pieces one below the other.
  init(joining parts: [TextValues]) {
    reserve(rows: parts.reduce(0) { $0 + $1.count }, bytes: parts.reduce(0) { $0 + $1.bytes.count })
    for part in parts { append(contentsOf: part) }
  }

  /// Feeds the rows, their lengths and which are missing into a hash.
  func combine(into hash: inout ByteHash) {
    bytes.withUnsafeBytes { hash.combine($0) }
    offsets.withUnsafeBytes { hash.combine($0) }
    missingRows.withUnsafeBytes { hash.combine($0) }
  }

  /// Adds the rows of another column below these.
  public mutating func append(contentsOf other: TextValues) {
    let base = bytes.count
    let first = count
    bytes.append(contentsOf: other.bytes)
    offsets.append(contentsOf: other.offsets.dropFirst().lazy.map { $0 + base })
    missingRows.append(contentsOf: other.missingRows.lazy.map { $0 + first })
  }

  /// The string of a row, or `nil` where it is missing; invalid UTF-8 is repaired.
  public subscript(row: Int) -> String? {
    if isMissing(row) { return nil }
    return String(decoding: bytes[offsets[row]..<offsets[row + 1]], as: UTF8.self)
  }

  /// Whether a row has no value, by binary search.
  public func isMissing(_ row: Int) -> Bool {
    var low = 0
    var high = missingRows.count
    while low < high {
      let middle = (low + high) / 2
      if missingRows[middle] < row { low = middle + 1 } else { high = middle }
    }
    return low < missingRows.count && missingRows[low] == row
  }

  /// How many rows have no value.
  public var missingCount: Int { missingRows.count }

  /// Calls `body` with the UTF-8 bytes of a row (none where it is missing).
  public func withUTF8<Result>(
    at row: Int, _ body: (UnsafeBufferPointer<UInt8>) throws -> Result
  ) rethrows -> Result {
    try bytes.withUnsafeBufferPointer {
      try body(UnsafeBufferPointer(rebasing: $0[offsets[row]..<offsets[row + 1]]))
    }
  }
}
