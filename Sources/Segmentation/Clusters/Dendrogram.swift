/// How points join into ever larger sets as the distance grows (single linkage).
struct Dendrogram {
  /// Two sets that join. A set below ``pointCount`` is a point, others are joins from there on.
  struct Join {
    let left: Int
    let right: Int
    let distance: Float
    let size: Int
  }

  let pointCount: Int
  /// One less than there are points; the last one holds all.
  let joins: [Join]

  /// - Precondition: the edges are those of a tree over all points, shortest first.
  init(_ edges: [SpanningTree.Edge], pointCount: Int) {
    precondition(edges.count == max(0, pointCount - 1), "A tree has one edge less than points.")
    self.pointCount = pointCount
    var parents = Array(0..<pointCount + edges.count)
    func root(of point: Int) -> Int {
      var root = point
      while parents[root] != root { root = parents[root] }
      var place = point
      while parents[place] != root { (place, parents[place]) = (parents[place], root) }
      return root
    }
    var joins: [Join] = []
    joins.reserveCapacity(edges.count)
    let size = { (set: Int) in set < pointCount ? 1 : joins[set - pointCount].size }
    for edge in edges {
      let (left, right) = (root(of: Int(edge.from)), root(of: Int(edge.to)))
      let joined = pointCount + joins.count
      parents[left] = joined
      parents[right] = joined
      joins.append(
        Join(
          left: left, right: right, distance: edge.length, size: size(left) + size(right)))
    }
    self.joins = joins
  }

  func size(of set: Int) -> Int { set < pointCount ? 1 : joins[set - pointCount].size }

  /// The points of a set.
  func points(of set: Int) -> [Int] {
    var points: [Int] = []
    var open = [set]
    while let next = open.popLast() {
      guard next >= pointCount else {
        points.append(next)
        continue
      }
      open.append(joins[next - pointCount].right)
      open.append(joins[next - pointCount].left)
    }
    return points
  }
}
