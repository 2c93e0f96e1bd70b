import Tabular
import Testing

@testable import Modelling

@Suite struct HistogramBuilderTests {
  /// Nodes of none, one, few and many rows, the last in several pieces of work.
  private static let nodeSizes = [0, 1, 600, 19_000]

  /// Scattered ascending rows, one node after another.
  private func scatteredRows(of rowCount: Int) -> [UInt32] {
    var generator = SeededGenerator(seed: 3)
    return Self.nodeSizes.flatMap { size in
      (0..<size).map { _ in UInt32(generator.below(rowCount)) }.sorted()
    }
  }

  private func sums(
    _ matrix: BinnedMatrix, _ rows: [UInt32], _ pairs: RowPairs, threads: Int
  ) -> [[GradientPair]] {
    let builder = HistogramBuilder(matrix, threads: threads)
    let cells = Self.nodeSizes.map { _ in
      ScratchBuffer(count: builder.cellCount, repeating: GradientPair(7, 7))
    }
    rows.withUnsafeBufferPointer { rows in
      guard let base = rows.baseAddress else { return }
      var start = 0
      var jobs: [HistogramBuilder.Job] = []
      for (size, cells) in zip(Self.nodeSizes, cells) {
        jobs.append(.init(rows: base + start, count: size, cells: cells.base))
        start += size
      }
      builder.build(jobs, pairs: pairs, threads: threads)
    }
    return cells.map { cells in (0..<builder.cellCount).map { cells.base[$0] } }
  }

  /// Rows in stretches of twenty with the same five numbers, and two of their own.
  private func stretches(rowCount: Int) -> FeatureFrame {
    var generator = SeededGenerator(seed: 6)
    let columns = (0..<7).map { column in
      let values = (0..<rowCount).map { _ in Float(generator.below(200)) }
      return column % 3 == 1 ? values : values.indices.map { values[$0 / 20] }
    }
    return FeatureFrame(
      schema: FeatureSchema(
        features: (0..<7).map { Feature(name: "x\($0)", kind: .number) }),
      rowCount: rowCount, columns: columns)
  }

  @Test(arguments: [1, 2, 4, 8], [false, true])
  func cellsAreTheSumsOverTheRows(threads: Int, isSteady: Bool) {
    let frame =
      isSteady ? stretches(rowCount: 30_000) : TreeTestData.mixed(rowCount: 30_000, seed: 5).frame
    let matrix = BinnedMatrix(frame: frame, threads: 1)
    #expect(GroupOrder(matrix).steadyCount == (isSteady ? 5 : 0))
    #expect(GroupOrder(matrix).groups.sorted() == Array(matrix.groups.indices))
    let rows = scatteredRows(of: matrix.rowCount)
    let wide = ScratchBuffer(count: matrix.rowCount, repeating: GradientPair())
    let packed = ScratchBuffer<Int64>(count: matrix.rowCount, repeating: 0)
    var generator = SeededGenerator(seed: 8)
    for row in 0..<matrix.rowCount {
      let pair = GradientPair(Int64(generator.below(1 << 18)) - 1 << 17, Int64(1 << 18))
      wide.base[row] = pair
      packed.base[row] = PackedPair.packed(pair.x, pair.y)
    }
    var expected = Self.nodeSizes.map { _ in
      [GradientPair](repeating: GradientPair(), count: matrix.groups.count * 256)
    }
    var start = 0
    for (node, size) in Self.nodeSizes.enumerated() {
      for row in rows[start..<start + size].map(Int.init) {
        for group in matrix.groups.indices {
          let byte = Int(matrix.bytes[group * matrix.rowCount + row])
          expected[node][group * 256 + byte] &+= wide.base[row]
        }
      }
      start += size
    }
    let ofWide = sums(matrix, rows, .wide(wide.base), threads: threads)
    let ofPacked = sums(matrix, rows, .packed(packed.base), threads: threads)
    let areEqual = ofWide == expected && ofPacked == expected
    #expect(areEqual)
  }
}
