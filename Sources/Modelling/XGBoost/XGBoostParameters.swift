/// XGBoost's own spellings, and nowhere else: parameters of training, of prediction and of scores.
enum XGBoostParameters {
  /// The parameters of a booster that is to be trained, in the order in which they are set.
  ///
  /// `base_score` is given because its default changed: 0.5 in 1.x, estimated from 2.0 on.
  static func training(
    _ settings: XGBoostEstimator, directions: [Int8], columnCount: Int, baseScore: Double,
    run: TrainingRun
  ) -> [(name: String, value: String)] {
    [
      ("booster", "gbtree"),
      ("objective", settings.objective.booster.rawValue),
      ("tree_method", "hist"),
      ("base_score", "\(baseScore)"),
      ("max_depth", "\(settings.maximumDepth)"),
      ("eta", "\(settings.learningRate)"),
      ("lambda", "\(settings.lambda)"),
      ("gamma", "\(settings.gamma)"),
      ("min_child_weight", "\(settings.minimumChildWeight)"),
      ("subsample", "\(settings.rowSampling)"),
      ("colsample_bytree", columnShare(settings.columnSampling, of: columnCount)),
      ("max_bin", "\(settings.maximumBins)"),
      ("seed", "\(run.seed & 0x7FFF_FFFF)"),
      (threads, trainingThreads(settings.objective, granted: run.threads)),
    ] + (settings.objective.isRanking ? pairs(settings.pairsPerRow) : []) + bound(directions)
  }

  /// The settings of the library's estimators in Python, Spark's among them, under their names.
  static func estimator(_ settings: XGBoostEstimator) -> [String: Double] {
    var named = [
      "n_estimators": Double(settings.rounds), "max_depth": Double(settings.maximumDepth),
      "learning_rate": settings.learningRate, "reg_lambda": settings.lambda,
      "gamma": settings.gamma, "min_child_weight": settings.minimumChildWeight,
      "subsample": settings.rowSampling, "colsample_bytree": settings.columnSampling,
      "max_bin": Double(settings.maximumBins),
    ]
    if let patience = settings.earlyStoppingRounds {
      named["early_stopping_rounds"] = Double(patience)
    }
    if settings.objective.isRanking {
      named["lambdarank_num_pair_per_sample"] = Double(settings.pairsPerRow)
    }
    return named
  }

  /// The share that draws as many columns as our own trees draw: the library rounds down, which would
  /// leave trees one column of two.
  private static func columnShare(_ share: Double, of columns: Int) -> String {
    guard share < 1, columns > 0 else { return "1" }
    let wanted = ColumnChoice.count(of: columns, share: share)
    return "\(min(1, (Double(wanted) + 0.01) / Double(columns)))"
  }

  /// Which way predictions may go along each feature; nothing where all are free.
  private static func bound(_ directions: [Int8]) -> [(name: String, value: String)] {
    guard !directions.isEmpty else { return [] }
    let list = directions.map(String.init).joined(separator: ",")
    return [("monotone_constraints", "(\(list))")]
  }

  /// Which pairs of a list gradients are of; version 2 brought those with one of the first places.
  private static func pairs(_ count: Int) -> [(name: String, value: String)] {
    drawsPairsByThread
      ? [("num_pairsample", "\(count)")]
      : [
        ("lambdarank_pair_method", "topk"), ("lambdarank_num_pair_per_sample", "\(count)"),
      ]
  }

  /// Whether the library's rankers depend on the number of threads.
  private static var drawsPairsByThread: Bool { XGBoostLibrary.version.major < 2 }

  private static func trainingThreads(_ objective: XGBoostObjective, granted: Int) -> String {
    objective.isRanking && drawsPairsByThread ? "1" : threads(granted)
  }

  /// The parameter that limits the threads of a booster.
  static let threads = "nthread"

  /// The value of ``threads`` for so many granted.
  static func threads(_ granted: Int) -> String {
    "\(XGBoostLibrary.threadCount(granted: granted))"
  }

  /// What a prediction gives.
  enum Prediction: Int {
    case margins = 1
    case contributions = 2
  }

  /// The configuration of a prediction with all trees; NaN is what the library reads as missing.
  static func prediction(_ kind: Prediction) -> String {
    """
    {"type": \(kind.rawValue), "training": false, "iteration_begin": 0, "iteration_end": 0, \
    "strict_shape": true, "cache_id": 0, "missing": NaN}
    """
  }

  /// The configuration of a matrix made from dense values.
  static func matrix(threads: Int) -> String {
    #"{"missing": NaN, "nthread": \#(self.threads(threads))}"#
  }

  /// Asks for the model as JSON text.
  static let json = #"{"format": "json"}"#
  /// The names of a matrix's parts.
  static let label = "label"
  static let weight = "weight"
  static let group = "group"
  static let featureType = "feature_type"

  /// How a feature's values are to be read: a category's are codes without order.
  static func type(of feature: Feature) -> String { feature.levels == nil ? "q" : "c" }

  /// The description of numbers in memory that the library reads; strides are in elements.
  static func array<Number: BoosterNumber>(
    _ address: UnsafeRawPointer?, of type: Number.Type = Float.self, shape: [Int], strides: [Int]
  ) -> String {
    let bytes = strides.map { $0 * MemoryLayout<Number>.stride }
    return """
      {"data": [\(UInt(bitPattern: address)), true], "shape": \(shape), "strides": \(bytes), \
      "typestr": "\(Number.arrayType)", "version": 3}
      """
  }
}

/// A number that the library reads from memory.
protocol BoosterNumber {
  /// How an array's description names its kind.
  static var arrayType: String { get }
}

extension Float: BoosterNumber {
  static var arrayType: String { "<f4" }
}

extension UInt32: BoosterNumber {
  static var arrayType: String { "<u4" }
}
