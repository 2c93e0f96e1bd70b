/// Columns that share one byte: the byte is the sum of each column's bin times its stride.
///
/// One update of a histogram over the byte serves every column of the group; a column's own
/// histogram is the sum over the others.
struct ColumnGroup: Sendable, Equatable {
  /// The columns, ascending.
  let columns: [Int]
  /// What one bin of each column adds to the byte.
  let strides: [Int]
  /// The number of different bytes, at most 256.
  let cellCount: Int

  init(columns: [Int], binCounts: [Int]) {
    self.columns = columns
    var strides: [Int] = []
    var product = 1
    for column in columns {
      strides.append(product)
      product *= binCounts[column]
    }
    self.strides = strides
    cellCount = product
  }

  /// The bin of the group's column at `position` in a byte.
  @inline(__always)
  func bin(of byte: Int, at position: Int, binCount: Int) -> Int {
    byte / strides[position] % binCount
  }

  /// Puts columns into as few groups as first-fit by falling size finds.
  ///
  /// - Parameter fused: `false` leaves every column alone.
  static func groups(binCounts: [Int], fused: Bool) -> [ColumnGroup] {
    let order = binCounts.indices.sorted { (binCounts[$1], $0) < (binCounts[$0], $1) }
    var members: [[Int]] = []
    var sizes: [Int] = []
    for column in order {
      let fit = fused ? sizes.firstIndex { $0 * binCounts[column] <= 256 } : nil
      if let fit {
        members[fit].append(column)
        sizes[fit] *= binCounts[column]
      } else {
        members.append([column])
        sizes.append(binCounts[column])
      }
    }
    return members.map { ColumnGroup(columns: $0.sorted(), binCounts: binCounts) }
  }
}
