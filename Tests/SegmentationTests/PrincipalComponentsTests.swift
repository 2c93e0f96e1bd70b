import Segmentation
import Testing

@Suite struct PrincipalComponentsTests {
  @Test func directionsAndVariancesAreThoseOfScikitLearn() throws {
    for (name, reference) in try Reference.all() {
      let found = try #require(PrincipalComponents(of: reference.space), "\(name)")
      for (mine, its) in zip(found.variances, reference.variances) {
        #expect(abs(mine - its) < 1e-9 * max(1, its), "\(name)")
      }
      let dimension = reference.points[0].count
      for component in 0..<found.count {
        let places = component * dimension..<(component + 1) * dimension
        let product = zip(found.directions[places], reference.directions[places])
          .reduce(0) { $0 + $1.0 * $1.1 }
        #expect(abs(abs(product) - 1) < 1e-9, "\(name)")
      }
      #expect(abs(found.shares.reduce(0, +) - 1) < 1e-12)
    }
  }

  @Test func projectedPointsHaveTheVariancesAndASmallShareKeepsFewDirections() throws {
    let points = try #require(try Reference.all()["blobs"]).space
    let found = try #require(PrincipalComponents(of: points, share: 0.5))
    #expect(found.count < points.dimension)
    let projected = found.projected(points)
    let column = (0..<points.count).map { Double(projected.values[$0 * found.count]) }
    let mean = column.reduce(0, +) / Double(column.count)
    let variance =
      column.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(column.count - 1)
    #expect(abs(mean) < 1e-5)
    #expect(abs(variance - found.variances[0]) < 1e-3 * variance)
  }

  @Test func pointsThatDoNotDifferHaveNoVariance() throws {
    let points = Points(dimension: 2, values: [3, 1, 3, 1, 3, 1])
    let found = try #require(PrincipalComponents(of: points, share: 0.9, limits: 2...10))
    #expect(found.variances == [0, 0])
    #expect(found.shares == [0, 0])
    #expect(found.projected(points).values.allSatisfy { $0 == 0 })
  }
}
