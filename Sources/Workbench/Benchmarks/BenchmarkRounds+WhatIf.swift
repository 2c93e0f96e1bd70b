import Foundation
import Modelling
import Offers
import Tabular

extension BenchmarkRounds {
  private static let offerCount = 50
  private static let customerCount = 1000
  private static let models: [ModelKind] = [.logistic, .forest, .boosted, .xgboost]

  /// Customers one after the other, each with 50 offers under four models; the time is that which 99
  /// of 100 keep.
  @Sendable static func whatIf(_ input: BenchmarkInput) throws -> BenchmarkWork.Round {
    let folder = AtomicFile.folder(of: input.file)
    let opened = try Opener.open(folder)
    let data = opened.with(catalogue: try catalogue(of: opened))
    var configuration = PlanConfiguration()
    configuration.models = models.map(\.rawValue)
    configuration.settings = [
      "forest.treeCount": Double(treeCount), "boosted.rounds": Double(treeCount),
      "boosted.earlyStoppingRounds": 0, "xgboost.rounds": Double(treeCount),
      "xgboost.earlyStoppingRounds": 0,
    ]
    configuration.seed = input.seed
    configuration.threads = input.threads
    let session = TrainingSession(data: data, plan: try configuration.plan(for: data))
    let comparison = try session.run { _ in }
    let simulator = Simulator(comparison)
    let base = simulator.typicalProfile()
    let rowCount = data.dataset.table.rowCount
    let count = min(customerCount, rowCount / 4)
    let profiles = (0..<count).map { simulator.profile(ofRow: $0 * rowCount / count) }
    // Whom one compares with stays the same from key to key.
    let baseline = try simulator.simulate(base, base: base).baseline
    let frames = try offerFrames(of: comparison, profile: base)
    return {
      let simulated = try profiles.map { profile in
        try seconds {
          _ = try simulator.simulate(
            profile, base: base, baseline: baseline, threads: input.threads)
        }
      }.sorted()
      let explained = profiles.indices.map { _ in
        seconds { explainAll(frames) }
      }.sorted()
      return BenchmarkSample(
        seconds: percentile(simulated, 0.99),
        figures: [
          "models": Double(comparison.trained.count), "offers": Double(offerCount),
          "p50Milliseconds": percentile(simulated, 0.5) * 1e3,
          "p99Milliseconds": percentile(simulated, 0.99) * 1e3,
          "mostMilliseconds": (simulated.last ?? 0) * 1e3,
          "everyOfferExplainedP50Milliseconds": percentile(explained, 0.5) * 1e3,
          "everyOfferExplainedP99Milliseconds": percentile(explained, 0.99) * 1e3,
        ])
    }
  }

  /// 50 offers for everybody: those of the data, again under other names until there are enough.
  private static func catalogue(of data: OpenedData) throws -> OfferCatalogue {
    let known = data.catalogue?.offers ?? []
    guard !known.isEmpty else {
      throw WorkbenchError(
        .badInput, "\(data.path): has no offers; generate the set again beside this one.")
    }
    return try OfferCatalogue(
      (0..<offerCount).map { place in
        let offer = known[place % known.count]
        return Offer(
          id: "B\(place)", name: offer.name, category: offer.category, value: offer.value,
          cost: offer.cost, sets: offer.sets)
      })
  }

  /// One customer as shown each of the offers, as each model reads it.
  private static func offerFrames(
    of comparison: Comparison, profile: CustomerProfile
  ) throws -> [(model: CorrectedModel, frame: FeatureFrame)] {
    let data = comparison.data
    let schema = ProfileSchema(table: data.dataset.table, columns: profile.columns)
    let shown = (data.catalogue?.offers ?? []).map { profile.setting($0.sets) }
    let table = try schema.table(of: shown)
    return comparison.trained.map { ($1.model, $1.model.schema.frame(of: table)) }
  }

  private static func explainAll(_ frames: [(model: CorrectedModel, frame: FeatureFrame)]) {
    for (model, frame) in frames {
      _ = model.probabilities(for: frame, threads: 1)
      _ = model.contributions(for: frame, threads: 1)
    }
  }

  /// The least of the ascending values that the share of all does not exceed.
  static func percentile(_ ascending: [Double], _ share: Double) -> Double {
    precondition(!ascending.isEmpty, "A percentile is taken of something.")
    let place = Int((share * Double(ascending.count)).rounded(.up)) - 1
    return ascending[min(max(place, 0), ascending.count - 1)]
  }
}
