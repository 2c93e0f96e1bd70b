/// A tree as it is grown: splits in bins. Children come in pairs after their parent.
struct GrownTree: Sendable {
  struct Node: Sendable {
    /// The left child, the right one being next to it; 0 for a leaf.
    var left: Int32 = 0
    /// The split, for inner nodes.
    var split: BinSplit?
    /// What rows that end here get.
    var value: Float = 0
    /// The weight of the training rows that came here.
    var cover: Double = 0
  }

  var nodes: [Node] = [Node()]

  /// Makes a leaf an inner node and gives its left child.
  mutating func split(_ node: Int, by split: BinSplit) -> Int {
    let left = nodes.count
    nodes[node].left = Int32(left)
    nodes[node].split = split
    nodes.append(Node())
    nodes.append(Node())
    return left
  }

  /// Gives inner nodes the sum of their leaves' weights.
  mutating func sumCovers() {
    for index in nodes.indices.reversed() where nodes[index].left > 0 {
      let left = Int(nodes[index].left)
      nodes[index].cover = nodes[left].cover + nodes[left + 1].cover
    }
  }
}

/// Where rows of a matrix end in a grown tree.
struct BinRouter {
  private struct Step {
    var left: Int32
    var group: Int32
    var decode: Int32
    var valueBinCount: Int32
    var split: BinSplit?
  }

  private let steps: [Step]
  private let values: [Float]
  private let matrix: BinnedMatrix
  private let decode: [UInt8]

  /// - Parameter decode: the bin of `column` for a byte at `column * 256 + byte`.
  init(_ tree: GrownTree, matrix: BinnedMatrix, decode: [UInt8]) {
    self.matrix = matrix
    self.decode = decode
    values = tree.nodes.map(\.value)
    steps = tree.nodes.map { node in
      guard let split = node.split else {
        return Step(left: 0, group: 0, decode: 0, valueBinCount: 0)
      }
      return Step(
        left: node.left, group: Int32(matrix.places[split.column].group),
        decode: Int32(split.column * 256),
        valueBinCount: Int32(matrix.columns[split.column].valueBinCount), split: split)
    }
  }

  /// The value of the leaf that a row ends in.
  @inline(__always)
  func value(row: Int) -> Float {
    var node = 0
    while let split = steps[node].split {
      let step = steps[node]
      let byte = Int(matrix.bytes[Int(step.group) * matrix.rowCount + row])
      let left = split.sendsLeft(
        bin: Int(decode[Int(step.decode) + byte]), valueBinCount: Int(step.valueBinCount))
      node = Int(step.left) + (left ? 0 : 1)
    }
    return values[node]
  }
}
