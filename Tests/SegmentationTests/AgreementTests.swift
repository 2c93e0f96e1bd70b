import Segmentation
import Testing

@Suite struct AgreementTests {
  @Test func adjustedRandIsThatOfScikitLearn() throws {
    #expect(abs((AdjustedRand.index([0, 0, 1, 1], [0, 0, 1, 2]) ?? 0) - 0.571_428_57) < 1e-8)
    #expect(AdjustedRand.index([0, 0, 1, 1], [5, 5, 2, 2]) == 1)
    #expect(AdjustedRand.index([0, 0], [0, 0]) == 1)
    #expect(AdjustedRand.index([], []) == nil)
    for (name, reference) in try Reference.all() {
      for density in reference.hdbscan {
        let found = try #require(
          AdjustedRand.index(
            reference.kmeansLabels.map { $0 }, Reference.groups(density.labels)))
        #expect(abs(found - density.agreement) < 1e-9, "\(name)")
      }
    }
  }

  @Test func silhouetteAndTrustworthinessAreThoseOfScikitLearn() throws {
    for (name, reference) in try Reference.all() {
      let points = reference.space
      let silhouette = try #require(
        Silhouette.mean(of: points, labels: reference.kmeansLabels.map { $0 }, threads: 2))
      #expect(abs(silhouette - reference.silhouette) < 1e-5, "\(name)")
      let plane = try #require(PrincipalComponents(of: points, limits: 2...2)).projected(points)
      let trust = try #require(Trustworthiness.score(of: plane, for: points, threads: 2))
      #expect(abs(trust - reference.trustworthiness) < 1e-3, "\(name)")
    }
  }

  @Test func undefinedSilhouettesAreNil() {
    let points = Points(dimension: 1, values: [1, 2, 3])
    #expect(Silhouette.mean(of: points, labels: [0, 0, 0], threads: 1) == nil)
    #expect(Silhouette.mean(of: points, labels: [0, 1, 2], threads: 1) == nil)
    #expect(Silhouette.mean(of: points, labels: [nil, nil, nil], threads: 1) == nil)
    #expect(Trustworthiness.score(of: points, for: points, threads: 1) == nil)
  }

  @Test func groupsThatAreThereComeBackAndCutsThroughOneHeapDoNot() throws {
    let points = try #require(try Reference.all()["blobs"]).space
    let agreement = { (count: Int) -> ClusterStability in
      let labels = KMeans(clusterCount: count).model(of: points, seed: 1, threads: 2).labels
      return ClusterStability(of: labels, repeats: 8, seed: 2, threads: 2) { rows, seed in
        KMeans(clusterCount: count).model(of: points.rows(rows), seed: seed, threads: 1).labels
      }
    }
    let (four, seven) = (agreement(4), agreement(7))
    #expect(four.meanAgreement ?? 0 > 0.95)
    #expect(four.overlaps.allSatisfy { $0 > 0.9 })
    #expect(seven.meanAgreement ?? 1 < (four.meanAgreement ?? 0) - 0.1)
    #expect(agreement(4) == four)
    let nothing = ClusterStability(of: [nil, nil], repeats: 2, seed: 1, threads: 1) { rows, _ in
      rows.map { _ in nil }
    }
    #expect(nothing.agreements == [1, 1] && nothing.overlaps.isEmpty)
  }
}
