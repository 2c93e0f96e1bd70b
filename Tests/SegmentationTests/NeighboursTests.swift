import Segmentation
import Testing

@Suite struct NeighboursTests {
  @Test func neighboursAreThoseOfEveryPairLookedAt() throws {
    let points = try #require(try Reference.all()["blobs"]).space
    let near = Neighbours(of: points, count: 9, threads: 2)
    for row in stride(from: 0, to: points.count, by: 7) {
      let distances = (0..<points.count).filter { $0 != row }.map { other in
        (
          zip(points[row], points[other]).reduce(Float(0)) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) },
          other
        )
      }.sorted { $0 < $1 }
      let found = Array(near.indices[row * 9..<(row + 1) * 9].map(Int.init))
      #expect(found == distances.prefix(9).map(\.1))
      #expect(abs(near.distances[row * 9 + 8] - distances[8].0.squareRoot()) < 1e-4)
    }
  }

  @Test func equallyNearPointsComeByIndexAndThreadsChangeNothing() {
    let points = Points(dimension: 1, values: [0, 1, -1, 1, 5, 5])
    let one = Neighbours(of: points, count: 3, threads: 1)
    #expect(Array(one.indices[0..<3]) == [1, 2, 3])
    #expect(Array(one.indices[12..<15]) == [5, 1, 3])
    #expect(one == Neighbours(of: points, count: 3, threads: 4))
    let queries = Points(dimension: 1, values: [4.9])
    #expect(Neighbours(of: queries, among: points, count: 1, threads: 1).indices == [4])
  }
}
