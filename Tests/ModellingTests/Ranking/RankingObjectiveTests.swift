import Foundation
import Synchronization
import Tabular
import Testing

@testable import Modelling

@Suite struct RankingObjectiveTests {
  private static let rankers: [BoostingObjective] = [.lambdaNDCG, .lambdaMAP, .yetiRank]

  private func estimator(
    _ objective: BoostingObjective, rounds: Int = 40, growth: TreeGrowth = .depthWise
  ) -> BoostedEstimator {
    BoostedEstimator(
      rounds: rounds, maximumDepth: 4, minimumChildWeight: 0.1, objective: objective,
      growth: growth)
  }

  @Test(arguments: rankers) func learnsTheOrderOfListsItNeverSaw(
    objective: BoostingObjective
  ) throws {
    let set = RankingTestData.lists(count: 300, seed: 1)
    let other = RankingTestData.lists(count: 200, seed: 2)
    let groups = try #require(other.groups)
    let model = try estimator(objective).fitted(to: set, run: TreeTestData.run())
    #expect(model.objective == objective)
    #expect(model.marginScale == .score)
    var generator = SeededGenerator(seed: 4)
    let chance = other.labels.map { _ in generator.unit() }
    // Ties are broken by a little noise, as the plain measure knows none.
    let scores = zip(model.scores(for: other.frame, threads: 2), chance).map { $0 + $1 * 1e-9 }
    let measure = { (scores: [Double]) in
      RankingTestData.mean(scores, other.labels, groups) {
        objective == .lambdaMAP
          ? RankingTestData.averagePrecision($0) : RankingTestData.ndcg($0)
      }
    }
    #expect(measure(scores) > 0.9)
    #expect(measure(chance) < 0.75)
  }

  @Test(arguments: rankers) func lossesAreThoseOfTheMeasure(objective: BoostingObjective) throws {
    let held = RankingTestData.validation(count: 80, seed: 3)
    let set = RankingTestData.lists(count: 120, seed: 1, validation: held)
    let seen = Mutex<[TrainingProgress]>([])
    let run = TrainingRun(seed: 1, threads: 2) { step in seen.withLock { $0.append(step) } }
    var settings = estimator(objective, rounds: 200)
    settings.earlyStoppingRounds = 8
    let model = try settings.fitted(to: set, run: run)
    let steps = seen.withLock { $0 }
    let losses = steps.compactMap(\.validationLoss)
    // Three rounds are judged together: two fifths of the patience.
    let means = losses.indices.dropFirst(2).map { losses[$0 - 2] + losses[$0 - 1] + losses[$0] }
    let best = 2 + (try #require(means.indices.min { means[$0] < means[$1] }))
    #expect(model.treeCount == best + 1)
    #expect(steps.count == model.treeCount + 8)
    // Ties are broken by chance in both, so the values agree nearly.
    let plain = RankingTestData.mean(
      model.scores(for: held.frame, threads: 1), held.labels, try #require(held.groups)
    ) {
      objective == .lambdaMAP ? RankingTestData.averagePrecision($0) : RankingTestData.ndcg($0)
    }
    #expect(abs(1 - plain - losses[best]) < 0.02)
    let training = steps.compactMap(\.trainingLoss)
    #expect(training.last ?? 1 < (training.first ?? 0))
  }

  /// The gradients of LambdaMART, worked out pair by pair; of many grades and of two, held wide and
  /// packed.
  @Test(
    arguments: [(BoostingObjective.lambdaNDCG, 3), (.lambdaNDCG, 1), (.lambdaMAP, 3)],
    [Int.max, 1])
  func gradientsAreThoseOfThePairs(
    of measured: (objective: BoostingObjective, highest: Int), packedRowCount: Int
  ) throws {
    let objective = measured.objective
    let set = RankingTestData.lists(count: 30, seed: 5, highest: measured.highest)
    let groups = try #require(set.groups)
    let rows = TreeTrainingRows(set, bins: set.bins.make(threads: 1), merged: false)
    let measure = RankingMeasure(objective, cutoff: 7)
    let lists = RankingLists(groups: groups, grades: set.labels, measure: measure, seed: 1)
    let gradients = LambdaGradients(rows, lists: lists, packedRowCount: packedRowCount)
    var generator = SeededGenerator(seed: 8)
    let margins = set.labels.map { _ in Float(generator.unit() * 2) }
    let written = gradients.write(margins, round: 0, threads: 2)
    #expect(written.total == margins.indices.reduce(GradientPair()) { $0 &+ gradients.pairs[$1] })
    let tolerance = 1e-4 + (packedRowCount == 1 ? gradients.unit.x : 0)
    for group in Set(groups) {
      let members = groups.indices.filter { groups[$0] == group }
        .sorted { margins[$0] > margins[$1] }
      let grades = members.map { set.labels[$0] }
      var expected = [SIMD2<Double>](repeating: SIMD2(), count: members.count)
      let value = { (grades: [UInt8]) in
        objective == .lambdaMAP
          ? RankingTestData.averagePrecision(grades)
          : RankingTestData.ndcg(grades, cutoff: 100).map {
            // The sum over all places, by the ideal of those that count.
            $0 * RankingTestData.gains(grades.sorted(by: >), cutoff: 100)
              / RankingTestData.gains(grades.sorted(by: >), cutoff: 7)
          }
      }
      var pull = 0.0
      for (a, b) in members.indices.flatMap({ a in members.indices.map { (a, $0) } })
      where a < b && a < 7 {
        let gains = [a, b].map { measure.gain(grades[$0]) }
        guard gains[0] != gains[1], let old = value(grades) else { continue }
        var swapped = grades
        swapped.swapAt(a, b)
        let distance = Double(margins[members[a]]) - Double(margins[members[b]])
        let change = abs((value(swapped) ?? 0) - old) / (0.01 + distance)
        let (better, worse) = gains[0] > gains[1] ? (a, b) : (b, a)
        let chance = logistic(gains[0] > gains[1] ? -distance : distance)
        expected[better] += SIMD2(-change * chance, change * chance * (1 - chance))
        expected[worse] += SIMD2(change * chance, change * chance * (1 - chance))
        pull += 2 * change * chance
      }
      let factor = pull > 0 ? log2(1 + pull) / pull : 1
      for (place, row) in members.enumerated() {
        let pair = gradients.pairs[row]
        let real = SIMD2(Double(pair.x), Double(pair.y)) * gradients.unit
        let difference = real - expected[place] * factor
        #expect(abs(difference.x) < tolerance && abs(difference.y) < tolerance)
      }
    }
  }

  @Test(arguments: rankers, TreeGrowth.allCases)
  func threadsDoNotChangeTheModel(objective: BoostingObjective, growth: TreeGrowth) throws {
    // Enough rows for several blocks of lists.
    let models = try [1, 2, 4].map { threads in
      try estimator(objective, rounds: 4, growth: growth).fitted(
        to: RankingTestData.lists(count: 400, seed: 1),
        run: TreeTestData.run(threads: threads))
    }
    let areEqual = models[0] == models[1] && models[1] == models[2]
    #expect(areEqual)
  }

  /// Lists of equal grades teach nothing, and their rows are left out of the trees; here every list
  /// has such a copy of itself.
  @Test(arguments: rankers, [UInt8(0), 2])
  func listsOfEqualGradesChangeNothing(objective: BoostingObjective, grade: UInt8) throws {
    let set = RankingTestData.lists(count: 60, seed: 1)
    let groups = try #require(set.groups)
    let twice = TrainingSet(
      frame: FeatureFrame(
        schema: set.frame.schema, rowCount: 2 * set.frame.rowCount,
        columns: set.frame.columns.map { $0 + $0 }),
      labels: set.labels + set.labels.map { _ in grade }, groups: groups + groups.map { -1 - $0 })
    let models = try [set, twice].map {
      try estimator(objective, rounds: 5).fitted(to: $0, run: TreeTestData.run())
    }
    let scores = models.map { $0.scores(for: set.frame, threads: 1) }
    for (score, other) in zip(scores[0], scores[1]) { #expect(abs(score - other) < 1e-4) }
  }

  /// Enough rows for packed pairs.
  @Test(arguments: rankers) func threadsDoNotChangeTheModelOfALongTable(
    objective: BoostingObjective
  ) throws {
    let set = RankingTestData.lists(count: 1600, seed: 1)
    #expect(set.labels.count > LogisticGradients.packedRowCount)
    let models = try [1, 2, 4].map { threads in
      try estimator(objective, rounds: 3).fitted(to: set, run: TreeTestData.run(threads: threads))
    }
    let areEqual = models[0] == models[1] && models[1] == models[2]
    #expect(areEqual)
  }

  /// Whoever writes another number beside each list changes nothing.
  @Test func codesOfGroupsAreNames() throws {
    let set = RankingTestData.lists(count: 60, seed: 1)
    let other = TrainingSet(
      frame: set.frame, labels: set.labels, groups: set.groups?.map { 100_000 - $0 * 3 })
    let models = try [set, other].map {
      try estimator(.lambdaNDCG, rounds: 5).fitted(to: $0, run: TreeTestData.run())
    }
    let areEqual = models[0] == models[1]
    #expect(areEqual)
  }

  @Test func calibratedScoresAreProbabilitiesInTheSameOrder() throws {
    let set = RankingTestData.lists(count: 60, seed: 1)
    let ranker = try estimator(.lambdaNDCG).fitted(to: set, run: TreeTestData.run())
    let model = ranker.calibrated(slope: 0.7, intercept: -1.5)
    #expect(model.marginScale == .logOdds)
    let scores = ranker.scores(for: set.frame, threads: 1)
    let probabilities = model.probabilities(for: set.frame, threads: 1)
    for (score, probability) in zip(scores, probabilities) {
      #expect(abs(logistic(0.7 * score - 1.5) - probability) < 1e-12)
    }
    let contributions = model.contributions(for: set.frame, threads: 1)
    let margins = model.margins(for: set.frame, threads: 1)
    for row in 0..<20 {
      #expect(
        abs(contributions.base + contributions.row(row).reduce(0, +) - margins[row]) < 1e-6)
    }
    for model in [ranker, model] {
      let loaded = try JSONDecoder().decode(
        TreeEnsembleModel.self, from: JSONEncoder().encode(model))
      let areEqual = loaded == model
      #expect(areEqual)
      #expect(loaded.marginScale == model.marginScale)
    }
  }

  @Test func whatCannotBeRankedIsRefused() throws {
    let set = RankingTestData.lists(count: 20, seed: 1)
    let sets = [
      TrainingSet(frame: set.frame, labels: set.labels),
      TrainingSet(
        frame: set.frame, labels: set.labels, groups: (0..<Int32(set.labels.count)).map { $0 }),
      TrainingSet(
        frame: set.frame, labels: set.labels.map { $0 == 3 ? 31 : $0 }, groups: set.groups),
      TrainingSet(
        frame: set.frame, labels: set.labels, groups: set.groups,
        validation: .init(frame: set.frame, labels: set.labels)),
    ]
    for (index, set) in sets.enumerated() {
      let error = #expect(throws: ModellingError.self) {
        _ = try estimator(.lambdaNDCG).fitted(to: set, run: TreeTestData.run())
      }
      #expect(error?.code == .unusableData, "set \(index)")
    }
    let error = #expect(throws: ModellingError.self) {
      _ = try BoostedEstimator().fitted(to: set, run: TreeTestData.run())
    }
    #expect(error?.message.contains("ranking objective") == true)
  }
}
