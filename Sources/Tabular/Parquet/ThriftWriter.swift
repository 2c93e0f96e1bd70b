/// Writes Thrift's compact protocol, in which Parquet says of itself what ``ThriftReader`` reads.
struct ThriftWriter {
  private(set) var bytes: [UInt8] = []
  private var lastField: [Int] = [0]

  /// A 32-bit whole number.
  mutating func field(_ number: Int, int32 value: Int) { whole(number, value, type: 5) }

  /// A 64-bit whole number.
  mutating func field(_ number: Int, int64 value: Int) { whole(number, value, type: 6) }

  /// A yes or no.
  mutating func field(_ number: Int, flag: Bool) { head(number, type: flag ? 1 : 2) }

  /// A text.
  mutating func field(_ number: Int, text: String) {
    head(number, type: 8)
    string(text)
  }

  /// A structure.
  mutating func field(_ number: Int, _ contents: (inout ThriftWriter) -> Void) {
    head(number, type: 12)
    structure(contents)
  }

  /// A list of structures.
  mutating func list<Element>(
    _ number: Int, _ elements: [Element], _ contents: (inout ThriftWriter, Element) -> Void
  ) {
    listHead(number, elements.count, type: 12)
    for element in elements { structure { contents(&$0, element) } }
  }

  /// A list of 32-bit whole numbers.
  mutating func list(_ number: Int, int32 values: [Int]) {
    listHead(number, values.count, type: 5)
    for value in values { zigzag(value) }
  }

  /// A list of texts.
  mutating func list(_ number: Int, texts: [String]) {
    listHead(number, texts.count, type: 8)
    for text in texts { string(text) }
  }

  /// The end of the outermost structure.
  mutating func end() { bytes.append(0) }

  private mutating func structure(_ contents: (inout ThriftWriter) -> Void) {
    lastField.append(0)
    contents(&self)
    bytes.append(0)
    lastField.removeLast()
  }

  private mutating func whole(_ number: Int, _ value: Int, type: UInt8) {
    head(number, type: type)
    zigzag(value)
  }

  private mutating func head(_ number: Int, type: UInt8) {
    let step = number - (lastField.last ?? 0)
    precondition((1...15).contains(step), "Fields are written in ascending order.")
    bytes.append(UInt8(step) << 4 | type)
    lastField[lastField.count - 1] = number
  }

  private mutating func listHead(_ number: Int, _ count: Int, type: UInt8) {
    head(number, type: 9)
    if count < 15 {
      bytes.append(UInt8(count) << 4 | type)
    } else {
      bytes.append(0xF0 | type)
      varint(UInt64(count))
    }
  }

  private mutating func string(_ text: String) {
    varint(UInt64(text.utf8.count))
    bytes.append(contentsOf: text.utf8)
  }

  private mutating func zigzag(_ value: Int) {
    varint(UInt64(bitPattern: Int64(value << 1 ^ value >> 63)))
  }

  private mutating func varint(_ value: UInt64) {
    var rest = value
    while rest >= 0x80 {
      bytes.append(UInt8(rest & 0x7F) | 0x80)
      rest >>= 7
    }
    bytes.append(UInt8(rest))
  }
}
