/// The walk of one row over one tree for up to 64 values of one feature at once, a bit each.
///
/// At a split on the feature the values part, and where they do both ways are gone; every other
/// split is decided by the row once for all values.
struct PartingWalk {
  /// Ways still to go: at most one for each value, since every way carries one at least.
  typealias Ways = UnsafeMutableBufferPointer<(node: Int, values: UInt64)>

  let nodes: UnsafePointer<TreeNode>
  let words: UnsafePointer<UInt64>
  let feature: Int

  /// Room for the ways of one walk after another.
  @inline(__always)
  static func withRoom(_ body: (Ways) -> Void) {
    withUnsafeTemporaryAllocation(
      of: (node: Int, values: UInt64).self, capacity: 64, body)
  }

  /// Visits every leaf that some value reaches.
  ///
  /// - Parameters:
  ///   - root: the tree's first node.
  ///   - row: a value for each feature; that of the feature itself is not read.
  ///   - values: a bit for each value.
  ///   - lefts: those of all values that go left at a node which tests the feature.
  ///   - reached: takes a leaf's value and the values that reach it, at least one.
  @inline(__always)
  func visit(
    _ root: Int, row: UnsafePointer<Float>, values all: UInt64, room open: Ways,
    lefts: (Int) -> UInt64, reached: (Double, UInt64) -> Void
  ) {
    var openCount = 0
    var (index, values) = (root, all)
    while true {
      while !nodes[index].isLeaf {
        let node = nodes[index]
        let left = Int(node.left)
        if Int(node.feature) != feature {
          index = left + (node.sendsLeft(row[Int(node.feature)], words: words) ? 0 : 1)
          continue
        }
        let goingLeft = lefts(index)
        let (below, above) = (values & goingLeft, values & ~goingLeft)
        if below == 0 {
          index = left + 1
        } else {
          if above != 0 {
            open[openCount] = (left + 1, above)
            openCount += 1
          }
          (index, values) = (left, below)
        }
      }
      reached(Double(nodes[index].value), values)
      if openCount == 0 { return }
      openCount -= 1
      (index, values) = open[openCount]
    }
  }
}

extension UInt64 {
  /// Bits for the first so many places, 1 to 64.
  static func places(_ count: Int) -> UInt64 { .max >> UInt64(64 - count) }

  /// Does something for the place of each bit that is set, lowest first.
  @inline(__always)
  func forEachPlace(_ body: (Int) -> Void) {
    var rest = self
    while rest != 0 {
      body(rest.trailingZeroBitCount)
      rest &= rest - 1
    }
  }
}
