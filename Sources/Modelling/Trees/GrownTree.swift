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
