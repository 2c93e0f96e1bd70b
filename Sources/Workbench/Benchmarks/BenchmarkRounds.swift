import Evaluation
import Foundation
import Modelling
import Tabular

/// What each benchmark prepares, and what it measures.
enum BenchmarkRounds {
  /// Settings that the other side of a comparison has too.
  static let treeCount = 100
  static let boosted = BoostedEstimator(
    rounds: treeCount, maximumDepth: 6, learningRate: 0.1, lambda: 1, minimumChildWeight: 1)
  static let forest = ForestEstimator(treeCount: treeCount, maximumDepth: 13, minimumLeafRows: 10)

  /// The fit alone; binning counts apart.
  @Sendable static func boostedFit(_ input: BenchmarkInput) throws -> BenchmarkWork.Round {
    try fit(input) { .boosted(try boosted.fitted(to: $0, run: $1)) }
  }

  /// As ``boostedFit(_:)``.
  @Sendable static func forestFit(_ input: BenchmarkInput) throws -> BenchmarkWork.Round {
    try fit(input) { .forest(try forest.fitted(to: $0, run: $1)) }
  }

  private static func fit(
    _ input: BenchmarkInput,
    _ fitted: @escaping (TrainingSet, TrainingRun) throws -> FittedModel
  ) throws -> BenchmarkWork.Round {
    let table = try BenchmarkTable(input)
    return {
      let data = table.freshTrainingSet()
      let run = TrainingRun(seed: input.seed, threads: input.threads)
      let binning = seconds { _ = data.bins.matrix(threads: input.threads) }
      var model: FittedModel?
      let fitting = try seconds { model = try fitted(data, run) }
      return BenchmarkSample(
        seconds: fitting, apart: ["binning": binning],
        figures: ["rows": Double(table.labels.count)],
        quality: try model.map { try table.quality(of: $0, threads: input.threads) })
    }
  }

  /// Probabilities of encoded rows by boosted trees.
  @Sendable static func scoring(_ input: BenchmarkInput) throws -> BenchmarkWork.Round {
    let table = try BenchmarkTable(input)
    let run = TrainingRun(seed: input.seed, threads: input.threads)
    let model = FittedModel.boosted(try boosted.fitted(to: table.freshTrainingSet(), run: run))
    let quality = try table.quality(of: model, threads: input.threads)
    return {
      let elapsed = seconds {
        _ = model.probabilities(for: table.frame, threads: input.threads)
      }
      let rows = Double(table.labels.count)
      return BenchmarkSample(
        seconds: elapsed, figures: ["rows": rows, "rowsPerSecond": rows / elapsed],
        quality: quality)
    }
  }

  /// SHAP values of all rows of the file.
  @Sendable static func contributions(_ input: BenchmarkInput) throws -> BenchmarkWork.Round {
    let table = try BenchmarkTable(input, holdsOut: false)
    let run = TrainingRun(seed: input.seed, threads: input.threads)
    let model = FittedModel.boosted(try boosted.fitted(to: table.freshTrainingSet(), run: run))
    return {
      let elapsed = seconds {
        _ = model.contributions(for: table.frame, threads: input.threads)
      }
      let rows = Double(table.labels.count)
      return BenchmarkSample(
        seconds: elapsed, figures: ["rows": rows, "rowsPerSecond": rows / elapsed])
    }
  }

  /// A file to typed columns.
  @Sendable static func reading(_ input: BenchmarkInput) throws -> BenchmarkWork.Round {
    var options = CSVOptions()
    options.threads = input.threads
    let attributes = try? FileManager.default.attributesOfItem(atPath: input.file)
    let bytes = (attributes?[.size] as? NSNumber)?.doubleValue
    return { [options] in
      var rows = 0
      let elapsed = try seconds {
        rows = try CSVReader.read(path: input.file, options: options).table.rowCount
      }
      var figures = ["rows": Double(rows), "rowsPerSecond": Double(rows) / elapsed]
      figures["megabytes"] = bytes.map { $0 / 1e6 }
      return BenchmarkSample(seconds: elapsed, figures: figures)
    }
  }

  /// A large file to a model; every part counts.
  @Sendable static func loading(_ input: BenchmarkInput) throws -> BenchmarkWork.Round {
    {
      let table = try BenchmarkTable(input, holdsOut: false)
      let data = table.freshTrainingSet()
      let run = TrainingRun(seed: input.seed, threads: input.threads)
      let binning = seconds { _ = data.bins.matrix(threads: input.threads) }
      let fitting = try seconds { _ = try boosted.fitted(to: data, run: run) }
      let total = table.readSeconds + table.encodeSeconds + binning + fitting
      let rows = Double(table.labels.count)
      return BenchmarkSample(
        seconds: total,
        figures: [
          "rows": rows, "microsecondsPerRow": total / rows * 1e6,
          "readSeconds": table.readSeconds, "encodeSeconds": table.encodeSeconds,
          "binningSeconds": binning, "fitSeconds": fitting,
        ])
    }
  }

  /// The whole job of `train`, but for the start of the process.
  @Sendable static func pipeline(_ input: BenchmarkInput) throws -> BenchmarkWork.Round {
    let configuration = pipelineConfiguration(input)
    return {
      var comparison: Comparison?
      let elapsed = try seconds {
        let overrides = RoleOverrides(
          target: input.set.roles.target, identifier: input.set.roles.identifier)
        var options = CSVOptions()
        options.threads = input.threads
        let data = try Opener.open(input.file, overrides: overrides, options: options)
        let session = TrainingSession(data: data, plan: try configuration.plan(for: data))
        let trained = try session.run { _ in }
        _ = TextReport.leaderboard(trained)
        comparison = trained
      }
      var figures: [String: Double] = [:]
      for (kind, model) in comparison?.trained ?? [] {
        figures["\(kind.rawValue)LogLoss"] = model.metrics[.logLoss]
        figures["\(kind.rawValue)ROCAUC"] = model.metrics[.rocAUC]
        figures["\(kind.rawValue)Seconds"] = model.trainSeconds
      }
      let metrics = comparison?.trained(.boosted)?.metrics
      return BenchmarkSample(
        seconds: elapsed, figures: figures,
        quality: metrics.map { BenchmarkQuality(logLoss: $0[.logLoss], rocAUC: $0[.rocAUC]) })
    }
  }

  private static func pipelineConfiguration(_ input: BenchmarkInput) -> PlanConfiguration {
    var configuration = PlanConfiguration()
    configuration.models = ["logistic", "forest", "boosted"]
    configuration.settings = [
      "forest.treeCount": Double(treeCount), "boosted.rounds": Double(treeCount),
      "boosted.earlyStoppingRounds": 0,
    ]
    // The order of the file, so that others can hold out the same rows.
    configuration.split = "time:0.2"
    configuration.seed = input.seed
    configuration.threads = input.threads
    return configuration
  }

  static func seconds(_ work: () throws -> Void) rethrows -> Double {
    let clock = ContinuousClock()
    let start = clock.now
    try work()
    return (clock.now - start).seconds
  }
}
