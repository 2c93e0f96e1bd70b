import Modelling
import Tabular

extension BenchmarkRounds {
  /// The fit alone of trees that put lists in order by NDCG; binning counts apart.
  @Sendable static func orderFit(_ input: BenchmarkInput) throws -> BenchmarkWork.Round {
    try orderFit(input, .lambdaNDCG)
  }

  /// As ``orderFit(_:)``, by average precision.
  @Sendable static func precisionFit(_ input: BenchmarkInput) throws -> BenchmarkWork.Round {
    try orderFit(input, .lambdaMAP)
  }

  private static func orderFit(
    _ input: BenchmarkInput, _ objective: BoostingObjective
  ) throws -> BenchmarkWork.Round {
    let table = try BenchmarkTable(input)
    var estimator = boosted
    estimator.objective = objective
    return { [estimator] in
      let data = TrainingSet(frame: table.frame, labels: table.labels, groups: table.groups)
      let run = TrainingRun(seed: input.seed, threads: input.threads)
      let binning = seconds { _ = data.bins.matrix(threads: input.threads) }
      var model: FittedModel?
      let fitting = try seconds {
        model = .init(ownBoosted: try estimator.fitted(to: data, run: run))
      }
      return BenchmarkSample(
        seconds: fitting, apart: ["binning": binning],
        figures: ["rows": Double(table.labels.count)],
        quality: try model.map { try table.orderQuality(of: $0, threads: input.threads) })
    }
  }
}
