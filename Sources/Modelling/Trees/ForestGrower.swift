import CIntrinsics
import Tabular

/// Grows one forest tree after another on one thread, node by node, each on its own columns.
///
/// It uses the splits of ``SplitSearch`` with λ = 0: positives' weight for gradients and weight for
/// hessians. The sums are packed two to an integer, and only bytes that have rows are visited, so
/// that small nodes are cheap.
final class ForestGrower {
  private let matrix: BinnedMatrix
  private let rules: SplitRules
  private let maximumDepth: Int
  private let columnsPerNode: Int
  private let projection: ColumnProjection
  private let decode: [UInt8]
  private let rowMajor: RowMajorBytes
  /// Packed sums by byte, 256 a group; all 0 between nodes.
  private let cells: ScratchBuffer<Int64>
  /// Which bytes of a group have rows in this node: four words a group.
  private let touched: ScratchBuffer<UInt64>
  private var isWanted: [Bool]
  /// The groups of the columns drawn so far, of which the first ``countedCount`` are counted.
  private var wantedGroups: [Int] = []
  private var countedCount = 0
  private var order: [Int]
  /// The rows of the tree's nodes; filled by the caller before growing.
  let rows: ScratchBuffer<UInt32>
  private let spare: ScratchBuffer<UInt32>
  private let marks = ScratchBuffer<UInt8>(count: 256, repeating: 0)

  private struct Open {
    let node: Int
    let range: Range<Int>
    let sum: GradientPair
    let depth: Int
  }

  init(
    matrix: BinnedMatrix, rowMajor: RowMajorBytes, decode: [UInt8], rules: SplitRules,
    maximumDepth: Int?, columnsPerNode: Int
  ) {
    self.rowMajor = rowMajor
    self.matrix = matrix
    self.decode = decode
    self.rules = rules
    self.maximumDepth = maximumDepth ?? .max
    self.columnsPerNode = columnsPerNode
    projection = ColumnProjection(matrix: matrix, decode: decode)
    cells = ScratchBuffer(count: matrix.groups.count * 256, repeating: 0)
    touched = ScratchBuffer(count: matrix.groups.count * 4, repeating: 0)
    isWanted = [Bool](repeating: false, count: matrix.groups.count)
    order = Array(0..<matrix.columns.count)
    rows = ScratchBuffer(count: matrix.rowCount, repeating: 0)
    spare = ScratchBuffer(count: matrix.rowCount, repeating: 0)
  }

  /// Grows a tree on the first `rowCount` of ``rows``.
  ///
  /// - Parameters:
  ///   - packed: a packed pair for each row of the matrix.
  ///   - visitLeaf: gets each leaf's value and range of ``rows``.
  func grow(
    rowCount: Int, packed: UnsafePointer<Int64>, total: GradientPair,
    using generator: inout SeededGenerator, visitLeaf: (Float, Range<Int>) -> Void
  ) -> GrownTree {
    var tree = GrownTree()
    for column in order.indices { order[column] = column }
    var stack = [Open(node: 0, range: 0..<rowCount, sum: total, depth: 0)]
    while let open = stack.popLast() {
      guard mayBeSplit(open), let split = search(open, packed, using: &generator) else {
        let value = Float(Double(open.sum.x) / Double(open.sum.y))
        tree.nodes[open.node].value = value
        tree.nodes[open.node].cover = Double(open.sum.y) * rules.unit.y
        visitLeaf(value, open.range)
        continue
      }
      let left = tree.split(open.node, by: split)
      let middle = part(open.range, by: split)
      stack.append(
        Open(
          node: left + 1, range: middle..<open.range.upperBound,
          sum: open.sum &- split.leftSum, depth: open.depth + 1))
      stack.append(
        Open(
          node: left, range: open.range.lowerBound..<middle, sum: split.leftSum,
          depth: open.depth + 1))
    }
    tree.sumCovers()
    return tree
  }

  private func mayBeSplit(_ open: Open) -> Bool {
    open.depth < maximumDepth && open.sum.x > 0 && open.sum.x < open.sum.y
      && Double(open.sum.y) * rules.unit.y >= 2 * rules.minimumChildWeight
  }

  /// The best split by the node's own columns; further columns are drawn while there is none.
  private func search(
    _ open: Open, _ packed: UnsafePointer<Int64>, using generator: inout SeededGenerator
  ) -> BinSplit? {
    // The columns that are tried in any case are counted in one pass over the rows.
    for drawn in 0..<columnsPerNode { draw(drawn, using: &generator) }
    count(open.range, packed)
    var search = SplitSearch(rules: rules, total: open.sum)
    for drawn in order.indices {
      if drawn >= columnsPerNode {
        if search.best != nil { break }
        draw(drawn, using: &generator)
        count(open.range, packed)
      }
      let column = order[drawn]
      let group = matrix.places[column].group
      projection.search(
        &search, column: column, isAlone: matrix.groups[group].columns.count == 1,
        packed: cells.base + group * 256, touched: touched.base + group * 4)
    }
    forgetCounts()
    return search.best
  }

  /// Puts a column drawn from those left at a place in the order, and its group among those to be
  /// counted.
  private func draw(_ place: Int, using generator: inout SeededGenerator) {
    order.swapAt(place, place + generator.below(order.count - place))
    let group = matrix.places[order[place]].group
    if !isWanted[group] {
      isWanted[group] = true
      wantedGroups.append(group)
    }
  }

  /// Counts the wanted groups that aren't counted yet.
  private func count(_ range: Range<Int>, _ packed: UnsafePointer<Int64>) {
    let fresh = wantedGroups.count - countedCount
    guard fresh > 0, let last = range.last else { return }
    let rows = rows.base
    let cells = cells.base
    let touched = touched.base
    let width = rowMajor.width
    let bytes = rowMajor.base
    let tracks = range.count < 64
    wantedGroups.withUnsafeBufferPointer { wanted in
      guard let groups = wanted.baseAddress.map({ $0 + countedCount }) else { return }
      for position in range {
        let ahead = Int(rows[min(position &+ 16, last)])
        cprefetch(packed + ahead)
        cprefetch(bytes + ahead &* width)
        let row = Int(rows[position])
        let pair = packed[row]
        let own = bytes + row &* width
        for index in 0..<fresh {
          let group = groups[index]
          let byte = Int(own[group])
          cells[group &* 256 &+ byte] &+= pair
          if tracks { touched[group &* 4 &+ byte >> 6] |= 1 << UInt64(byte & 63) }
        }
      }
      // Every row has some weight, so a cell without any has no rows.
      guard !tracks else { return }
      for index in 0..<fresh {
        for word in groups[index] * 4..<groups[index] * 4 + 4 {
          var bits: UInt64 = 0
          for bit in 0..<64 { bits |= (cells[word * 64 + bit] != 0 ? 1 : 0) << UInt64(bit) }
          touched[word] = bits
        }
      }
    }
    countedCount = wantedGroups.count
  }

  private func forgetCounts() {
    for group in wantedGroups {
      let own = cells.base + group * 256
      let words = touched.base + group * 4
      ColumnProjection.forEachBit(words) { own[$0] = 0 }
      for word in 0..<4 { words[word] = 0 }
      isWanted[group] = false
    }
    wantedGroups.removeAll(keepingCapacity: true)
    countedCount = 0
  }

  /// Parts a node's rows in place, keeping their order; gives where the right ones start.
  private func part(_ range: Range<Int>, by split: BinSplit) -> Int {
    let start = matrix.places[split.column].group * matrix.rowCount
    let valueBinCount = matrix.columns[split.column].valueBinCount
    let table = split.column * 256
    return matrix.bytes.withUnsafeBufferPointer { bytes in
      decode.withUnsafeBufferPointer { decode in
        // Asking the split once for each byte pays in nodes of more rows than that.
        if range.count > 192 {
          for byte in 0..<256 {
            marks.base[byte] =
              split.sendsLeft(bin: Int(decode[table + byte]), valueBinCount: valueBinCount) ? 1 : 0
          }
          return part(range) { Int(marks.base[Int(bytes[start + $0])]) }
        }
        return part(range) {
          let bin = Int(decode[table + Int(bytes[start + $0])])
          return split.sendsLeft(bin: bin, valueBinCount: valueBinCount) ? 1 : 0
        }
      }
    }
  }

  /// - Parameter goesLeft: 1 for a row that goes left, otherwise 0.
  @inline(__always)
  private func part(_ range: Range<Int>, _ goesLeft: (Int) -> Int) -> Int {
    var left = range.lowerBound
    var right = 0
    for position in range {
      let row = rows.base[position]
      let step = goesLeft(Int(row))
      rows.base[left] = row
      spare.base[right] = row
      left += step
      right += 1 - step
    }
    (rows.base + left).update(from: spare.base, count: right)
    return left
  }
}
