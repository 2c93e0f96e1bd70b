import Segmentation
import Testing

@Suite struct HDBSCANTests {
  @Test func groupsAndNoiseAreThoseOfScikitLearn() throws {
    for (name, reference) in try Reference.all() {
      for expected in reference.hdbscan {
        let found = HDBSCAN(
          minimumClusterSize: expected.size, minimumSamples: expected.samples
        ).result(of: reference.space, threads: 2)
        let labels = Reference.groups(expected.labels)
        // Where core distances tie, so do trees, and a point on a border may fall to either side.
        let agreement = AdjustedRand.index(found.labels, labels) ?? 0
        #expect(agreement > 0.98, "\(name), groups of at least \(expected.size)")
        let others = zip(found.labels, labels).count { ($0 == nil) != ($1 == nil) }
        #expect(others <= labels.count / 100, "\(name), \(others) points are noise in one only")
      }
    }
  }

  @Test func tooFewPointsAndPointsThatNeverPartAreNoise() {
    let few = Points(dimension: 1, values: [1, 2, 3])
    #expect(
      HDBSCAN(minimumClusterSize: 5).result(of: few, threads: 1).labels.allSatisfy { $0 == nil })
    let same = Points(dimension: 2, values: [Float](repeating: 1, count: 80))
    #expect(HDBSCAN(minimumClusterSize: 5).result(of: same, threads: 1).clusterCount == 0)
    let none = Points(dimension: 1, values: [])
    #expect(HDBSCAN(minimumClusterSize: 2).result(of: none, threads: 1).labels.isEmpty)
  }

  @Test func equalPointsMakeGroupsOfFiniteStability() {
    let values = [Float](repeating: 0, count: 20) + [Float](repeating: 9, count: 20) + [4]
    let found = HDBSCAN(minimumClusterSize: 5).result(
      of: Points(dimension: 1, values: values), threads: 1)
    #expect(found.clusterCount == 2)
    #expect(found.labels[0] != found.labels[20] && found.labels[0] != nil)
    // On the way to the others it is nearest to the first heap, and leaves that last.
    #expect(found.labels[40] == found.labels[0])
    #expect(found.stabilities.allSatisfy { $0.isFinite && $0 > 0 })
  }

  @Test func theThreadsChangeNothing() throws {
    let points = try #require(try Reference.all()["mixed"]).space
    let settings = HDBSCAN(minimumClusterSize: 8)
    #expect(settings.result(of: points, threads: 1) == settings.result(of: points, threads: 4))
  }
}
