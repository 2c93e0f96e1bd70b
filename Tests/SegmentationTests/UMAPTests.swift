import Segmentation
import Testing

@Suite struct UMAPTests {
  @Test func neighboursOnTheMapAreNeighboursInTheSpace() throws {
    let reference = try #require(try Reference.all()["blobs"])
    let map = UMAP(epochs: 200).map(of: reference.space, seed: 3, threads: 2)
    let score = try #require(Trustworthiness.score(of: map, for: reference.space, threads: 2))
    #expect(score > 0.93)
    // The four heaps of points stand apart on the map.
    let found = HDBSCAN(minimumClusterSize: 20).result(of: map, threads: 1)
    #expect(
      AdjustedRand.index(found.labels, reference.kmeansLabels.map { $0 }) ?? 0 > 0.95)
  }

  @Test func moonsStayWhole() throws {
    let points = try #require(try Reference.all()["moons"]).space
    let map = UMAP(minimumDistance: 0).map(of: points, seed: 1, threads: 1)
    #expect(Trustworthiness.score(of: map, for: points, threads: 1) ?? 0 > 0.97)
  }

  @Test func theSeedDecidesAndTheThreadsDoNot() throws {
    let points = try #require(try Reference.all()["mixed"]).space
    let one = UMAP(epochs: 50).map(of: points, seed: 9, threads: 1)
    #expect(one == UMAP(epochs: 50).map(of: points, seed: 9, threads: 4))
    #expect(one != UMAP(epochs: 50).map(of: points, seed: 10, threads: 1))
  }

  @Test func fewAndEqualPointsAreFinite() {
    let same = Points(dimension: 3, values: [Float](repeating: 2, count: 60))
    #expect(UMAP(epochs: 20).map(of: same, seed: 1, threads: 1).values.allSatisfy { $0.isFinite })
    let few = Points(dimension: 1, values: [1, 2, 4])
    #expect(UMAP(epochs: 20).map(of: few, seed: 1, threads: 1).count == 3)
    let two = Points(dimension: 1, values: [1, 2])
    #expect(UMAP().map(of: two, seed: 1, threads: 1).values == [0, 0, 0, 0])
  }
}
