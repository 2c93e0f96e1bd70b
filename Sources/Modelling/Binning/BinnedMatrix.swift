import Threads

/// Training rows with every column cut into at most 255 bins and one for missing values.
///
/// It is made once and read by every model, fold and search trial. Columns with few bins share a
/// byte (``ColumnGroup``); bytes are stored one group after another, `rowCount` each.
public struct BinnedMatrix: Sendable {
  /// The number of rows.
  public let rowCount: Int
  /// How each column is cut.
  public let columns: [ColumnBins]
  /// The columns that share a byte.
  let groups: [ColumnGroup]
  /// `bytes[group * rowCount + row]`.
  let bytes: [UInt8]
  /// Where each column is: its group and its position there.
  let places: [(group: Int, position: Int)]

  /// The most bins of present values that a column can have.
  public static let largestBinCount = 255

  /// Cuts the columns of training rows.
  ///
  /// Edges are quantiles of these rows; numbers with at most `maximumBins` different values are
  /// kept exactly, and so are categories of at most that many levels. The result depends on neither
  /// the threads nor anything random.
  ///
  /// - Parameters:
  ///   - maximumBins: 2…255.
  ///   - fused: whether columns with few bins share a byte; models are the same either way.
  public init(
    frame: FeatureFrame, maximumBins: Int = BinnedMatrix.largestBinCount, fused: Bool = true,
    threads: Int
  ) {
    precondition(
      (2...Self.largestBinCount).contains(maximumBins), "A column has 2 to 255 bins of values.")
    let features = frame.schema.features
    let columns = parallelMap(features.count, threads: threads) { column in
      ColumnBins(
        values: frame.columns[column], feature: features[column], maximumBins: maximumBins)
    }
    let binCounts = columns.map(\.binCount)
    let groups = ColumnGroup.groups(binCounts: binCounts, fused: fused)
    let rowCount = frame.rowCount
    bytes = [UInt8](unsafeUninitializedCapacity: rowCount * groups.count) { buffer, count in
      count = rowCount * groups.count
      guard let base = buffer.baseAddress, rowCount > 0 else { return }
      inParallel(groups.count, threads: threads) { index, _ in
        Self.write(
          groups[index], of: frame, columns: columns, to: base + index * rowCount)
      }
    }
    self.rowCount = rowCount
    self.columns = columns
    self.groups = groups
    places = Self.places(of: groups, columnCount: columns.count)
  }

  /// The same columns and groups over other rows.
  init(rowCount: Int, bytes: [UInt8], like other: BinnedMatrix) {
    precondition(bytes.count == rowCount * other.groups.count, "A byte for each row and group.")
    self.rowCount = rowCount
    self.bytes = bytes
    columns = other.columns
    groups = other.groups
    places = other.places
  }

  /// The bin of a cell.
  public func bin(row: Int, column: Int) -> Int {
    let place = places[column]
    return groups[place.group].bin(
      of: Int(bytes[place.group * rowCount + row]), at: place.position,
      binCount: columns[column].binCount)
  }

  private static func write(
    _ group: ColumnGroup, of frame: FeatureFrame, columns: [ColumnBins],
    to target: UnsafeMutablePointer<UInt8>
  ) {
    let count = frame.rowCount
    let first = group.columns[0]
    columns[first].write(frame.columns[first], to: target)
    guard group.columns.count > 1 else { return }
    let scratch = ScratchBuffer<UInt8>(count: count, repeating: 0)
    for (column, stride) in zip(group.columns, group.strides).dropFirst() {
      columns[column].write(frame.columns[column], to: scratch.base)
      let step = UInt8(truncatingIfNeeded: stride)
      for row in 0..<count { target[row] &+= scratch.base[row] &* step }
    }
  }

  private static func places(
    of groups: [ColumnGroup], columnCount: Int
  ) -> [(group: Int, position: Int)] {
    var places = [(group: Int, position: Int)](
      repeating: (0, 0), count: columnCount)
    for (index, group) in groups.enumerated() {
      for (position, column) in group.columns.enumerated() { places[column] = (index, position) }
    }
    return places
  }

  /// The bin of `column` for each byte of its group.
  func binOfByte(column: Int) -> [UInt8] {
    let place = places[column]
    let group = groups[place.group]
    let binCount = columns[column].binCount
    return (0..<256).map {
      UInt8(truncatingIfNeeded: group.bin(of: $0, at: place.position, binCount: binCount))
    }
  }
}
