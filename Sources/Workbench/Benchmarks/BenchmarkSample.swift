/// What one round of a benchmark gave.
public struct BenchmarkSample: Sendable, Encodable {
  /// Seconds of the work itself.
  public var seconds: Double
  /// Seconds of what belongs to the work but is counted apart, such as binning.
  public var apart: [String: Double] = [:]
  /// Other figures, by name; the name says the unit.
  public var figures: [String: Double] = [:]
  /// How good the model is, where there is one.
  public var quality: BenchmarkQuality?
}

/// How good a model is on rows that it never saw: speed bought with accuracy doesn't count.
public struct BenchmarkQuality: Sendable, Encodable, Equatable {
  /// Mean log-loss in natural logarithms.
  public var logLoss: Double?
  /// The area under the ROC curve.
  public var rocAUC: Double?
  /// Mean NDCG of the first 7 of each list with something relevant in it.
  public var ndcgAt7: Double?
  /// Mean average precision of the first 7 of the same lists.
  public var mapAt7: Double?
}

/// What a benchmark is run on.
public struct BenchmarkInput: Sendable {
  /// The table of the work.
  public let set: BenchmarkSet
  /// The file that holds it.
  public let file: String
  /// How many threads the work may use.
  public let threads: Int
  /// The seed of everything random.
  public let seed: UInt64

  /// Makes an input.
  public init(set: BenchmarkSet, file: String, threads: Int, seed: UInt64 = 7) {
    self.set = set
    self.file = file
    self.threads = threads
    self.seed = seed
  }
}
