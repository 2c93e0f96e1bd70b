import Segmentation
import Testing

@Suite struct KMeansTests {
  @Test func groupsAndInertiaAreThoseOfScikitLearn() throws {
    for (name, reference) in try Reference.all() {
      let model = KMeans(clusterCount: reference.kmeansCount, starts: 20).model(
        of: reference.space, seed: 1, threads: 2)
      #expect(model.inertia < reference.kmeansInertia * 1.000_5, "\(name)")
      #expect(model.inertia > reference.kmeansInertia * 0.999_5, "\(name)")
      let agreement = try #require(
        AdjustedRand.index(model.labels, reference.kmeansLabels.map { $0 }))
      #expect(agreement > 0.98, "\(name)")
      #expect(model.labels(of: reference.space, threads: 1) == model.labels)
    }
  }

  @Test func theSeedDecidesAndTheThreadsDoNot() throws {
    let points = try #require(try Reference.all()["mixed"]).space
    let one = KMeans(clusterCount: 7).model(of: points, seed: 5, threads: 1)
    #expect(one == KMeans(clusterCount: 7).model(of: points, seed: 5, threads: 2))
    #expect(one == KMeans(clusterCount: 7).model(of: points, seed: 5, threads: 4))
  }

  @Test func fewerPointsThatDifferThanGroupsMakeFewerGroups() {
    let points = Points(dimension: 1, values: [1, 1, 1, 4, 4])
    let model = KMeans(clusterCount: 4).model(of: points, seed: 1, threads: 1)
    #expect(model.centres.count == 2)
    #expect(model.inertia == 0)
    #expect(model.labels[0] == model.labels[2] && model.labels[0] != model.labels[3])
    let single = KMeans(clusterCount: 3).model(
      of: Points(dimension: 1, values: [2]), seed: 1, threads: 1)
    #expect(single.labels == [0])
  }

  @Test func everyGroupHasAPointWhateverTheSeed() {
    let values = (0..<60).map { (row: Int) -> Float in
      row % 3 == 0 ? Float(1000 + row) : Float(row % 3)
    }
    let points = Points(dimension: 1, values: values)
    for seed in 0..<30 {
      let model = KMeans(clusterCount: 12, starts: 1).model(
        of: points, seed: UInt64(seed), threads: 1)
      #expect(Set(model.labels).count == model.centres.count)
    }
  }
}
