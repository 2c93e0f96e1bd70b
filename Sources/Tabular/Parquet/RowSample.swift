/// Which rows of a table are read, where only a share of them is wanted.
///
/// Rows of equal keys are read together or not at all, so that the lists of groups stay whole. The
/// choice is by a hash of the keys: the same for the same keys in any file.
public struct RowSample: Sendable, Equatable {
  /// The columns whose equal values stay together; without any, each row is drawn by its number.
  public let columns: [String]
  /// The share of the keys, above 0 and at most 1.
  public let share: Double

  /// Makes a sample.
  ///
  /// - Precondition: the share is above 0 and at most 1.
  public init(columns: [String], share: Double) {
    precondition(share > 0 && share <= 1, "A sample is a share above 0 and at most 1.")
    self.columns = columns
    self.share = share
  }

  /// Whether each row is read, given the columns of the keys.
  func kept(of columns: [Column], rowCount: Int) -> [Bool] {
    let hashes = columns.map(Self.hashes)
    // Shares of 2^32, which a Double holds exactly.
    let limit = UInt64(share * 4_294_967_296)
    return (0..<rowCount).map { row in
      var hash = hashes.isEmpty ? Self.mixed(UInt64(row)) : 0
      for column in hashes { hash = Self.mixed(hash ^ column(row)) }
      return hash >> 32 < limit
    }
  }

  /// The hash of a row's value; rows without one are drawn by their numbers.
  private static func hashes(of column: Column) -> (Int) -> UInt64 {
    let column = column.inMemory
    switch column.values {
    case .category(let codes, let levels):
      let known = levels.map { level in
        var level = level
        return level.withUTF8 { mixed(ByteHash.hash($0)) }
      }
      return { row in codes[row] < 0 ? mixed(UInt64(row)) : known[Int(codes[row])] }
    case .text(let texts):
      return { row in
        texts.isMissing(row)
          ? mixed(UInt64(row)) : texts.withUTF8(at: row) { mixed(ByteHash.hash($0)) }
      }
    case .date(let dates): return { row in mixed(UInt64(bitPattern: dates[row])) }
    case .flag, .float, .double:
      return { row in mixed(column.number(row)?.bitPattern ?? UInt64(row)) }
    }
  }

  /// The bits of a number, stirred.
  private static func mixed(_ value: UInt64) -> UInt64 {
    var generator = SeededGenerator(seed: value)
    return generator.next()
  }
}

extension Table {
  /// The rows of a sample; keys that the table lacks count for nothing.
  public func sampled(_ sample: RowSample) -> Table {
    let kept = sample.kept(of: sample.columns.compactMap { self[$0] }, rowCount: rowCount)
    return rows(kept.indices.filter { kept[$0] })
  }
}
