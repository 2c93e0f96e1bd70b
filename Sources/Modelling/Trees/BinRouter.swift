/// Where rows of a matrix end in a grown tree.
struct BinRouter {
  /// A leaf sends every row to itself, so that rows can be moved without asking who has arrived.
  private struct Step {
    var left: Int32
    /// Where the bytes of the split's group start.
    var start: Int
  }

  private let steps: [Step]
  /// A bit for each byte that goes left, four words a node.
  private let marks: [UInt64]
  private let values: [Float]
  private let depth: Int
  private let matrix: BinnedMatrix

  /// - Parameter decode: the bin of `column` for a byte at `column * 256 + byte`.
  init(_ tree: GrownTree, matrix: BinnedMatrix, decode: [UInt8]) {
    self.matrix = matrix
    var steps: [Step] = []
    var marks = [UInt64](repeating: .max, count: tree.nodes.count * 4)
    var levels = [Int](repeating: 0, count: tree.nodes.count)
    steps.reserveCapacity(tree.nodes.count)
    for (index, node) in tree.nodes.enumerated() {
      guard let split = node.split else {
        steps.append(Step(left: Int32(index), start: 0))
        continue
      }
      let place = matrix.places[split.column]
      steps.append(Step(left: node.left, start: place.group * matrix.rowCount))
      for side in 0..<2 { levels[Int(node.left) + side] = levels[index] + 1 }
      let valueBinCount = matrix.columns[split.column].valueBinCount
      for word in 0..<4 {
        var bits: UInt64 = 0
        for bit in 0..<64 {
          let bin = Int(decode[split.column * 256 + word * 64 + bit])
          if split.sendsLeft(bin: bin, valueBinCount: valueBinCount) { bits |= 1 << UInt64(bit) }
        }
        marks[index * 4 + word] = bits
      }
    }
    self.steps = steps
    self.marks = marks
    values = tree.nodes.map(\.value)
    depth = levels.max() ?? 0
  }

  /// Visits some rows with the value of the leaf that each ends in.
  ///
  /// The rows of a stretch move down a level together: their ways don't depend on each other, so
  /// that the processor follows several at once.
  @inline(__always)
  func forEachValue(
    of rows: UnsafePointer<UInt32>, count: Int, _ body: (_ row: Int, _ value: Float) -> Void
  ) {
    let length = 64
    withUnsafeTemporaryAllocation(of: Int32.self, capacity: length) { nodes in
      for first in stride(from: 0, to: count, by: length) {
        let own = rows + first
        let ownCount = min(length, count - first)
        for index in 0..<ownCount { nodes[index] = 0 }
        move(nodes, own, ownCount)
        for index in 0..<ownCount { body(Int(own[index]), values[Int(nodes[index])]) }
      }
    }
  }

  private func move(
    _ nodes: UnsafeMutableBufferPointer<Int32>, _ rows: UnsafePointer<UInt32>, _ count: Int
  ) {
    steps.withUnsafeBufferPointer { steps in
      marks.withUnsafeBufferPointer { marks in
        matrix.bytes.withUnsafeBufferPointer { bytes in
          for _ in 0..<depth {
            for index in 0..<count {
              let node = Int(nodes[index])
              let step = steps[node]
              let byte = Int(bytes[step.start + Int(rows[index])])
              let left = marks[node * 4 + byte >> 6] >> UInt64(byte & 63) & 1
              // A leaf marks every byte, and its left is itself.
              nodes[index] = step.left + 1 - Int32(truncatingIfNeeded: left)
            }
          }
        }
      }
    }
  }
}
