import CIntrinsics

/// Shallow trees laid out for scoring 512 rows at once, a bit each.
///
/// Values are first replaced by the number of the ensemble's thresholds at or below them, a byte each.
/// Then every test of a tree is one comparison of a column of bytes; nobody asks which of the tests a
/// row needs, as a comparison of 64 rows takes less time than following one of them down a step. The
/// sums are the same bits as those of rows that go down one by one: leaves are added as 64-bit
/// numbers in the order of the trees.
struct SlicedTrees: Sendable {
  /// Rows that are scored at once.
  static let blockSize = cslices_rows

  /// Thresholds of one feature as a search tree, and the columns that it fills: one in which missing
  /// values come last, and one in which they come first.
  struct Ranks: Sendable {
    let feature: Int
    /// In ``thresholds``.
    let first: Int
    let steps: Int32
    var missingLast: Int?
    var missingFirst: Int?
  }

  /// The planes of a category's levels, and behind them that of missing values.
  struct Levels: Sendable {
    let feature: Int
    let firstPlane: Int
    let count: Int
  }

  var trees: [cslices_tree] = []
  var tests: [cslices_test] = []
  var members: [UInt32] = []
  var leaves: [Float] = []
  var thresholds: [Float] = []
  var ranks: [Ranks] = []
  var levels: [Levels] = []
  var columnCount = 0
  var planeCount = 0

  /// Memory of one worker.
  struct Scratch {
    fileprivate let columns: ScratchBuffer<UInt8>
    fileprivate let planes: ScratchBuffer<UInt64>
    fileprivate let values = ScratchBuffer<Float>(count: blockSize, repeating: 0)
    fileprivate let sums = ScratchBuffer<Double>(count: blockSize, repeating: 0)

    init(_ trees: SlicedTrees) {
      // One more column holds the levels of a category or codes that no test asks for.
      columns = ScratchBuffer(count: (trees.columnCount + 1) * blockSize, repeating: 0)
      planes = ScratchBuffer(count: trees.planeCount * blockSize / 64, repeating: 0)
    }
  }

  /// Writes the sums of the leaves of at most 512 rows.
  func sum(
    _ rows: Range<Int>, of frame: FeatureFrame, to target: UnsafeMutablePointer<Double>,
    scratch: Scratch, instructions: cinstructions
  ) {
    precondition(rows.count <= Self.blockSize, "A block has at most 512 rows.")
    fillColumns(rows, of: frame, scratch, instructions)
    fillPlanes(rows, of: frame, scratch)
    let sums = rows.count == Self.blockSize ? target : scratch.sums.base
    sums.initialize(repeating: 0, count: Self.blockSize)
    cslices_add(
      trees, Int32(trees.count), tests, members, leaves, scratch.columns.base,
      scratch.planes.base, sums, instructions)
    if sums != target { target.initialize(from: sums, count: rows.count) }
  }

  private func fillColumns(
    _ rows: Range<Int>, of frame: FeatureFrame, _ scratch: Scratch,
    _ instructions: cinstructions
  ) {
    thresholds.withUnsafeBufferPointer { thresholds in
      guard let thresholds = thresholds.baseAddress else { return }
      for ranks in ranks {
        let codes = scratch.columns.base + (ranks.missingLast ?? columnCount) * Self.blockSize
        let shifted = ranks.missingFirst.map { scratch.columns.base + $0 * Self.blockSize }
        frame.columns[ranks.feature].withUnsafeBufferPointer { column in
          guard let values = column.baseAddress else { return }
          var block = values + rows.lowerBound
          if rows.count < Self.blockSize {
            scratch.values.base.update(from: block, count: rows.count)
            block = UnsafePointer(scratch.values.base)
          }
          cslices_rank(
            block, thresholds + ranks.first, ranks.steps, QuantileEdges.limit, codes, shifted,
            instructions)
        }
      }
    }
  }

  private func fillPlanes(_ rows: Range<Int>, of frame: FeatureFrame, _ scratch: Scratch) {
    let missing = UInt8(cslices_missing)
    let codes = scratch.columns.base + columnCount * Self.blockSize
    for levels in levels {
      frame.columns[levels.feature].withUnsafeBufferPointer { column in
        for (place, row) in rows.enumerated() {
          let level = ColumnBins.level(column[row], below: levels.count)
          codes[place] = level.map { UInt8(truncatingIfNeeded: $0) } ?? missing
        }
      }
      cslices_levels(
        codes, Int32(levels.count), scratch.planes.base + levels.firstPlane * Self.blockSize / 64)
    }
  }
}
