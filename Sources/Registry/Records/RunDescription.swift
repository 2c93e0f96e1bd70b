/// What a finished training is, before the registry gives it a name: plain values only.
public struct RunDescription: Sendable, Codable, Equatable {
  /// What was done.
  public let kind: Kind
  /// The rows it was done on.
  public let data: DataLineage
  /// How test rows were set apart, as `holdout:0.2`.
  public let split: String
  /// The seed of everything random.
  public let seed: UInt64
  /// The version of the program.
  public let program: String
  /// A command that does it again; empty where none is known.
  public let command: String
  /// Seconds of fitting, all models together.
  public let seconds: Double
  /// What was set, of the run and of each model.
  public let settings: [Setting]
  /// One row a model, best first; models without figures last.
  public let results: [Result]

  /// The kinds of runs.
  public enum Kind: String, Sendable, Codable, CaseIterable {
    /// Models side by side on one split.
    case comparison
    /// Models measured on folds, which leaves none behind.
    case folds
    /// Models that put lists with grades in order.
    case lists
    /// A search for better settings.
    case search
  }

  /// Which rows a run was trained and measured on.
  public struct DataLineage: Sendable, Codable, Equatable {
    /// The name of the data set.
    public let name: String
    /// Where it was read.
    public let path: String
    /// Labelled rows.
    public let rows: Int
    /// Columns that the models read.
    public let features: Int
    /// Rows of the positive class; `nil` where there are grades instead of two classes.
    public let positives: Int?
    /// The column that is predicted.
    public let target: String
    /// A short name for the content of the table.
    public let fingerprint: String

    /// Makes a lineage.
    public init(
      name: String, path: String, rows: Int, features: Int, positives: Int?, target: String,
      fingerprint: String
    ) {
      self.name = name
      self.path = path
      self.rows = rows
      self.features = features
      self.positives = positives
      self.target = target
      self.fingerprint = fingerprint
    }
  }

  /// One thing that was set.
  public struct Setting: Sendable, Codable, Equatable {
    /// The model it belongs to; empty for the run as a whole.
    public let model: String
    /// Its name.
    public let name: String
    /// Its value as people write it.
    public let value: String

    /// Makes a setting.
    public init(model: String = "", name: String, value: String) {
      self.model = model
      self.name = name
      self.value = value
    }
  }

  /// How one model did.
  public struct Result: Sendable, Codable, Equatable {
    /// The model's name, as `boosted`.
    public let model: String
    /// Why there are no figures; `nil` if there are.
    public let failure: String?
    /// Scores at or above it count as positive; `nil` where none does.
    public let threshold: Double?
    /// Seconds of fitting.
    public let trainSeconds: Double?
    /// Figures on unseen rows by key; undefined ones are absent.
    public let figures: [String: Figure]

    /// Makes a result.
    public init(
      model: String, failure: String?, threshold: Double?, trainSeconds: Double?,
      figures: [String: Figure]
    ) {
      self.model = model
      self.failure = failure
      self.threshold = threshold
      self.trainSeconds = trainSeconds
      self.figures = figures.filter { $0.value.value.isFinite }
    }
  }

  /// One figure with its 95 % interval where one was drawn.
  public struct Figure: Sendable, Codable, Equatable {
    /// The value.
    public let value: Double
    /// The lower end of its interval; `nil` without one.
    public let lower: Double?
    /// The upper end of its interval; `nil` without one.
    public let upper: Double?

    /// Makes a figure.
    public init(_ value: Double, lower: Double? = nil, upper: Double? = nil) {
      self.value = value
      self.lower = lower.flatMap { $0.isFinite ? $0 : nil }
      self.upper = upper.flatMap { $0.isFinite ? $0 : nil }
    }
  }

  /// Describes a run.
  ///
  /// - Precondition: no model comes twice.
  public init(
    kind: Kind, data: DataLineage, split: String, seed: UInt64, program: String, command: String,
    seconds: Double, settings: [Setting], results: [Result]
  ) {
    precondition(
      Set(results.map(\.model)).count == results.count, "A model has one row in a run.")
    self.kind = kind
    self.data = data
    self.split = split
    self.seed = seed
    self.program = program
    self.command = command
    self.seconds = seconds
    self.settings = settings
    self.results = results
  }
}
