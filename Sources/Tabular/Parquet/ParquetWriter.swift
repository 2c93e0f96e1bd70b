/// Makes flat Parquet files of columns without missing values: version 1, plain, not packed. Every group
/// of rows is made by itself, so that a file may be larger than memory.
public struct ParquetWriter: Sendable {
  /// What a column holds.
  public enum Kind: String, Sendable, Codable {
    /// 32-bit whole numbers.
    case int32
    /// 64-bit whole numbers.
    case int64
    /// Numbers of 64 bits.
    case double
    /// Text.
    case text
    /// Microseconds since 1970 in UTC.
    case timestamp
  }

  /// The values of a column in one group.
  public enum Values: Sendable {
    /// 32-bit whole numbers.
    case int32([Int32])
    /// 64-bit whole numbers, and times.
    case int64([Int64])
    /// Numbers of 64 bits.
    case double([Double])
    /// Text.
    case text([String])
  }

  /// Where a group lies in the file, which the end of the file must say.
  public struct Group: Sendable, Codable, Equatable {
    let rowCount: Int
    let chunks: [Chunk]

    struct Chunk: Sendable, Codable, Equatable {
      let start: Int
      let byteCount: Int
    }
  }

  /// A column of the file.
  public struct Column: Sendable, Codable, Equatable {
    /// Its name.
    public let name: String
    /// What it holds.
    public let kind: Kind

    /// Makes a column.
    public init(name: String, kind: Kind) {
      self.name = name
      self.kind = kind
    }
  }

  private let columns: [Column]

  /// Describes a file.
  ///
  /// - Precondition: the names are distinct.
  public init(_ columns: [Column]) {
    precondition(
      Set(columns.map(\.name)).count == columns.count, "Columns of a file have distinct names.")
    self.columns = columns
  }

  /// The bytes that a file starts with.
  public static let start = Array("PAR1".utf8)

  /// A group of rows.
  ///
  /// - Parameters:
  ///   - values: one a column, equally long.
  ///   - offset: how many bytes stand before it in the file.
  /// - Returns: the bytes, and what to remember for ``end(_:)``.
  public func group(_ values: [Values], at offset: Int) -> (bytes: [UInt8], group: Group) {
    precondition(values.count == columns.count, "A group has all columns.")
    var bytes: [UInt8] = []
    var chunks: [Group.Chunk] = []
    var rowCount = 0
    for column in values {
      let (body, count) = Self.plain(column)
      rowCount = count
      var head = ThriftWriter()
      head.field(1, int32: 0)
      head.field(2, int32: body.count)
      head.field(3, int32: body.count)
      head.field(5) { page in
        page.field(1, int32: count)
        page.field(2, int32: 0)
        page.field(3, int32: 3)
        page.field(4, int32: 3)
      }
      head.end()
      chunks.append(
        Group.Chunk(start: offset + bytes.count, byteCount: head.bytes.count + body.count))
      bytes += head.bytes
      bytes += body
    }
    return (bytes, Group(rowCount: rowCount, chunks: chunks))
  }

  /// The bytes that a file ends with.
  public func end(_ groups: [Group]) -> [UInt8] {
    var footer = ThriftWriter()
    footer.field(1, int32: 1)
    let elements: [(name: String, kind: Kind?)] =
      [("schema", nil)] + columns.map { ($0.name, Optional($0.kind)) }
    footer.list(2, elements) { writer, element in
      guard let kind = element.kind else {
        writer.field(4, text: element.name)
        writer.field(5, int32: columns.count)
        return
      }
      writer.field(1, int32: Self.physical(kind))
      writer.field(3, int32: 0)
      writer.field(4, text: element.name)
      if kind == .text { writer.field(6, int32: 0) }
      if kind == .timestamp { writer.field(6, int32: 10) }
    }
    footer.field(3, int64: groups.reduce(0) { $0 + $1.rowCount })
    footer.list(4, groups) { writer, group in
      writer.list(1, Array(zip(columns, group.chunks))) { writer, chunk in
        writer.field(2, int64: chunk.1.start)
        writer.field(3) { meta in
          meta.field(1, int32: Self.physical(chunk.0.kind))
          meta.list(2, int32: [0])
          meta.list(3, texts: [chunk.0.name])
          meta.field(4, int32: 0)
          meta.field(5, int64: group.rowCount)
          meta.field(6, int64: chunk.1.byteCount)
          meta.field(7, int64: chunk.1.byteCount)
          meta.field(9, int64: chunk.1.start)
        }
      }
      writer.field(2, int64: group.chunks.reduce(0) { $0 + $1.byteCount })
      writer.field(3, int64: group.rowCount)
    }
    footer.field(6, text: "OfferScope")
    footer.end()
    let length = UInt32(footer.bytes.count)
    return footer.bytes + (0..<4).map { UInt8(truncatingIfNeeded: length >> (8 * $0)) }
      + Self.start
  }

  private static func physical(_ kind: Kind) -> Int {
    switch kind {
    case .int32: 1
    case .int64, .timestamp: 2
    case .double: 5
    case .text: 6
    }
  }

  private static func plain(_ values: Values) -> (bytes: [UInt8], count: Int) {
    switch values {
    case .int32(let numbers):
      return (numbers.withUnsafeBytes { [UInt8]($0) }, numbers.count)
    case .int64(let numbers):
      return (numbers.withUnsafeBytes { [UInt8]($0) }, numbers.count)
    case .double(let numbers):
      return (numbers.withUnsafeBytes { [UInt8]($0) }, numbers.count)
    case .text(let texts):
      var bytes: [UInt8] = []
      bytes.reserveCapacity(texts.reduce(0) { $0 + $1.utf8.count + 4 })
      for text in texts {
        let length = UInt32(text.utf8.count)
        withUnsafeBytes(of: length.littleEndian) { bytes.append(contentsOf: $0) }
        bytes.append(contentsOf: text.utf8)
      }
      return (bytes, texts.count)
    }
  }
}
