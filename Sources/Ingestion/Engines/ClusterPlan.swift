/// What is to be fitted to a table by XGBoost on Spark, as the program that does it reads it.
public struct ClusterPlan: Sendable, Codable, Equatable {
  /// The table's file, or a folder of files.
  public var table: String
  /// `parquet` or `csv`.
  public var format: String
  /// What stands between the cells of a CSV file.
  public var delimiter = ","
  /// The column to predict.
  public var target: String
  /// The spelling of its positive class; empty where it is 1, or the one of two that says yes.
  public var positive = ""
  /// The columns whose equal values stay on one side, and are put in order among themselves.
  public var group: [String] = []
  /// The column that names a row; empty where none does.
  public var identifier = ""
  /// The column that orders rows in time; empty where none does.
  public var time = ""
  /// Columns that are no features: those with a role, and those kept away.
  public var roles: [String]
  /// `holdout`, `group`, `time` or `grouptime`.
  public var scheme: String
  /// The share of rows that judge, 0…1.
  public var share: Double
  /// The share of the others that choose threshold and rounds, 0…1.
  public var validationShare: Double
  /// The seed of everything random.
  public var seed: UInt64
  /// Text with more distinct values than this is no feature.
  public var maximumLevels = 1_000
  /// How many of Spark's tasks fit together.
  public var workers: Int
  /// How many rows that judge and choose come back at most, about.
  public var mostRows = 2_000_000
  /// What is fitted, one after the other.
  public var models: [Model]

  /// One model.
  public struct Model: Sendable, Codable, Equatable {
    /// `xgboost` or `xgbranker`; the name of its booster's file.
    public var name: String
    /// XGBoost's name of what it is fitted to.
    public var objective: String
    /// Settings under the names of XGBoost's estimators.
    public var settings: [String: Double]

    /// Makes a model.
    public init(name: String, objective: String, settings: [String: Double]) {
      self.name = name
      self.objective = objective
      self.settings = settings
    }
  }

  /// Makes a plan with what has no usual value.
  public init(
    table: String, format: String, target: String, roles: [String], scheme: String, share: Double,
    validationShare: Double, seed: UInt64, workers: Int, models: [Model]
  ) {
    self.table = table
    self.format = format
    self.target = target
    self.roles = roles
    self.scheme = scheme
    self.share = share
    self.validationShare = validationShare
    self.seed = seed
    self.workers = workers
    self.models = models
  }
}

/// What came back from a cluster.
public struct ClusterFit: Sendable, Codable, Equatable {
  /// A column that the trees read, in their order.
  public struct Feature: Sendable, Codable, Equatable {
    /// Its name in the table.
    public var name: String
    /// `number`, `flag` or `category`.
    public var kind: String
    /// The levels of a category in the order of their codes.
    public var levels: [String]?
  }

  /// The columns that the trees read.
  public var features: [Feature]
  /// Rows that the trees are fitted to.
  public var fitRows: Int
  /// Rows that choose.
  public var validationRows: Int
  /// Rows that judge.
  public var testRows: Int

  /// The column of the rows that came back: 1 where they choose, 2 where they judge.
  public static let sideColumn = "offerscope_side"
}
