import Tabular
import Testing

@testable import Modelling

@Suite struct BinRouterTests {
  /// Rows end where following the splits one at a time ends.
  @Test(arguments: [1, 63, 64, 65, 500]) func rowsFollowTheSplits(count: Int) {
    let frame = TreeTestData.mixed(rowCount: 500, seed: 2).frame
    let matrix = BinnedMatrix(frame: frame, threads: 1)
    var levels = BinSet()
    levels.insert(1)
    levels.insert(4)
    var tree = GrownTree()
    let none = GradientPair()
    let first = tree.split(
      0,
      by: BinSplit(
        column: 1, gain: 1, test: .below(100), missingLeft: true, leftSum: none))
    let second = tree.split(
      first + 1,
      by: BinSplit(column: 3, gain: 1, test: .among(levels), missingLeft: false, leftSum: none))
    _ = tree.split(
      second,
      by: BinSplit(column: 0, gain: 1, test: .below(20), missingLeft: false, leftSum: none))
    for node in tree.nodes.indices { tree.nodes[node].value = Float(node) }
    let router = BinRouter(
      tree, matrix: matrix, decode: ColumnProjection.decodeTable(of: matrix))
    let rows = (0..<count).map { UInt32($0 * 7 % 500) }
    var values: [Float] = []
    rows.withUnsafeBufferPointer { rows in
      guard let base = rows.baseAddress else { return }
      router.forEachValue(of: base, count: count) { row, value in
        #expect(row == Int(rows[values.count]))
        values.append(value)
      }
    }
    let expected = rows.map { row in
      var node = 0
      while let split = tree.nodes[node].split {
        let left = split.sendsLeft(
          bin: matrix.bin(row: Int(row), column: split.column),
          valueBinCount: matrix.columns[split.column].valueBinCount)
        node = Int(tree.nodes[node].left) + (left ? 0 : 1)
      }
      return Float(node)
    }
    #expect(values == expected)
    #expect(count < 500 || Set(values).count == 4)
  }
}
