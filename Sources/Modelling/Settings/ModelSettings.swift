/// The hyperparameters of one model, by key, checked against its definitions.
public struct ModelSettings: Sendable, Codable, Equatable {
  /// Which model.
  public let kind: ModelKind
  private var values: [String: Double]
  /// Absent where nothing is bound, so that older files are read as they were written.
  private var directions: [String: MonotoneDirection]?

  /// The standard settings of a model.
  public init(_ kind: ModelKind) {
    self.init(kind, values: [:], directions: nil)
  }

  init(_ kind: ModelKind, values: [String: Double], directions: [String: MonotoneDirection]?) {
    self.kind = kind
    self.values = values
    self.directions = directions
  }

  /// The value of a key: what was set, else the standard.
  ///
  /// - Precondition: the model has the key.
  public subscript(key: String) -> Double {
    guard let definition = Self.definition(key, of: kind) else {
      preconditionFailure("\(kind.rawValue) has no setting \(key).")
    }
    return values[key] ?? definition.standard
  }

  /// Sets a value.
  ///
  /// - Throws: ``ModellingError`` with the code `invalidSetting` for a key that the model lacks or a
  ///   value out of range, naming what is allowed.
  public mutating func set(_ key: String, to value: Double) throws {
    let definition = try Self.requiredDefinition(key, of: kind)
    guard definition.range.contains(value) else {
      throw ModellingError(
        .invalidSetting,
        "\(kind.rawValue).\(key) is \(definition.number(value)) and \(definition.allowed).")
    }
    if definition.isWhole, value != value.rounded() {
      throw ModellingError(
        .invalidSetting, "\(kind.rawValue).\(key) is \(value) and must be a whole number.")
    }
    values[key] = value == definition.standard ? nil : value
  }

  /// Moves a value by one step, staying inside its range.
  public mutating func step(_ key: String, direction: Int) {
    guard let definition = Self.definition(key, of: kind) else { return }
    let moved = definition.stepped(self[key], direction: direction)
    values[key] = moved == definition.standard ? nil : moved
  }

  /// Features along which predictions may go one way only, by name; heeded by the kinds
  /// that ``ModelKind/heedsDirections`` tells, and noted by the others.
  public var monotone: [String: MonotoneDirection] {
    get { directions ?? [:] }
    set { directions = newValue.isEmpty ? nil : newValue }
  }

  /// Whether a key differs from its standard.
  public func isChanged(_ key: String) -> Bool { values[key] != nil }

  /// What is known of a key.
  ///
  /// - Throws: ``ModellingError`` naming the keys that the model has.
  static func requiredDefinition(
    _ key: String, of kind: ModelKind
  ) throws -> SettingDefinition {
    guard let definition = definition(key, of: kind) else {
      let known = definitions(of: kind).map(\.key).joined(separator: ", ")
      let advice =
        kind == .boosted && key == "objective"
        ? "; trees that are fitted to the order of lists are the models lambdamart and yetirank"
        : ""
      throw ModellingError(
        .invalidSetting, "\(kind.rawValue) has no setting \(key); it has \(known)\(advice).")
    }
    return definition
  }

  private static func definition(_ key: String, of kind: ModelKind) -> SettingDefinition? {
    definitions(of: kind).first { $0.key == key }
  }

  /// What can be set of a model, in the order of the screen.
  public static func definitions(of kind: ModelKind) -> [SettingDefinition] {
    switch kind {
    case .logistic: logistic
    case .forest: forest
    case .boosted: boosted
    case .xgboost: trees(deepest: 16, fittedTo: .rows)
    case .lambdamart: lambdamart
    case .yetirank: yetirank
    case .xgbranker: xgbranker
    }
  }

  private static let logistic = [
    SettingDefinition(
      "inverseRegularisation", "C", 1, 1e-4...1e4, .times(10),
      help: "inverse strength of the L2 penalty, as scikit-learn's C")
  ]

  private static let forest = [
    SettingDefinition(
      "treeCount", "trees", 200, 1...5000, .whole(50), help: "number of trees in the forest"),
    SettingDefinition(
      "maximumDepth", "depth", 13, 0...64, .whole(1), special: (0, "full"),
      help: "deepest a tree may grow; full grows to pure leaves"),
    SettingDefinition(
      "minimumLeafRows", "leaf rows", 10, 1...10_000, .whole(1), help: "fewest rows in a leaf"),
    SettingDefinition(
      "columnsPerNode", "columns", 0, 0...1000, .whole(1), special: (0, "√p"),
      help: "columns tried at each node"),
  ]

  private static let boosted = trees(deepest: 30, fittedTo: .rows) + growing

  private static let lambdamart =
    trees(deepest: 30, fittedTo: .lists) + [
      SettingDefinition(
        "objective", "objective", choices: lambdaObjectives.map(\.name),
        help: "the measure of each list's order that trees are fitted to")
    ] + growing

  private static let yetirank = trees(deepest: 30, fittedTo: .lists) + growing

  private static let xgbranker =
    trees(deepest: 16, fittedTo: .lists) + [
      SettingDefinition(
        "objective", "objective", choices: XGBoostObjective.rankings.map(\.rawValue),
        help: "XGBoost's objective: rank:map, rank:ndcg or rank:pairwise"),
      SettingDefinition(
        "pairsPerRow", "pairs", 7, 1...1000, .whole(1),
        help: "pairs of each row that gradients take"),
    ]

  /// How our own trees grow.
  private static let growing = [
    SettingDefinition(
      "growth", "growth", choices: growths.map(\.name),
      help: "which node is split next: all of a level, the best, or all of a level alike"),
    SettingDefinition(
      "maximumLeaves", "leaves", 31, 2...4096, .whole(8),
      help: "most leaves of a tree that grows leaf-wise"),
    SettingDefinition(
      "columnSamplingByLevel", "level share", 1, 0.1...1, .plus(0.1),
      help: "share of a tree's columns drawn for each level"),
    SettingDefinition(
      "columnSamplingByNode", "node share", 1, 0.1...1, .plus(0.1),
      help: "share of a level's columns drawn for each node; not for symmetric trees"),
  ]

  /// The choices of LambdaMART's `objective`, in order.
  static let lambdaObjectives: [(name: String, objective: BoostingObjective)] = [
    ("ndcg", .lambdaNDCG), ("map", .lambdaMAP),
  ]

  /// The choices of `growth`, in order.
  static let growths: [(name: String, growth: TreeGrowth)] = [
    ("depth", .depthWise), ("leaf", .leafWise), ("symmetric", .symmetric),
  ]

  /// What boosted trees are fitted to, on which some standards hang.
  private enum Fitted {
    case rows
    case lists

    /// Fewer columns a tree and a stronger penalty lower the loss on every set of rows that was
    /// tried; rankers stand at the values that they were held against others with.
    var columnShare: Double { self == .rows ? 0.7 : 1 }
    var lambda: Double { self == .rows ? 5 : 1 }

    /// The order of lists is a rougher measure than the loss of rows, and needs more patience.
    var patience: SettingDefinition {
      switch self {
      case .rows:
        SettingDefinition(
          "earlyStoppingRounds", "patience", 25, 0...1000, .whole(5), special: (0, "off"),
          help: "rounds without a better validation loss before training stops")
      case .lists:
        SettingDefinition(
          "earlyStoppingRounds", "patience", 50, 0...1000, .whole(5), special: (0, "off"),
          help: "rounds without a better mean over its last two fifths before training stops")
      }
    }

    /// The hessians of swaps are small: the standard for rows would stop every split of a list.
    var childWeight: SettingDefinition {
      switch self {
      case .rows:
        SettingDefinition(
          "minimumChildWeight", "child weight", 1, 0...10_000, .plus(1),
          help: "least sum of hessians in a child")
      case .lists:
        SettingDefinition(
          "minimumChildWeight", "child weight", 0.01, 0...10_000, .times(10),
          help: "least sum of hessians in a child; those of swaps are small")
      }
    }
  }

  private static func trees(deepest: Double, fittedTo fitted: Fitted) -> [SettingDefinition] {
    [
      SettingDefinition(
        "rounds", "trees", 300, 1...10_000, .whole(50),
        help: "most trees; early stopping may keep fewer"),
      SettingDefinition(
        "maximumDepth", "depth", 6, 1...deepest, .whole(1), help: "deepest a tree may grow"),
      SettingDefinition(
        "learningRate", "learn rate", 0.1, 0.001...1, .plus(0.01),
        help: "how much of each tree is added"),
      SettingDefinition(
        "lambda", "lambda", fitted.lambda, 0...1000, .plus(0.5), help: "L2 penalty on leaf weights"),
      SettingDefinition(
        "gamma", "gamma", 0, 0...1000, .plus(0.1), help: "least gain that splits a node"),
      fitted.childWeight,
      SettingDefinition(
        "rowSampling", "row share", 1, 0.1...1, .plus(0.1),
        help: "share of rows drawn for each tree"),
      SettingDefinition(
        "columnSampling", "column share", fitted.columnShare, 0.1...1, .plus(0.1),
        help: "share of columns drawn for each tree"),
      fitted.patience,
    ]
  }
}

extension ModelSettings {
  private enum CodingKeys: String, CodingKey {
    case kind, values, directions
  }

  /// Reads settings that were written by `encode(to:)`. Where `boosted` once had an objective, the
  /// settings are those of the ranker that the objective made of it.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    var kind = try container.decode(ModelKind.self, forKey: .kind)
    var values = try container.decode([String: Double].self, forKey: .values)
    if kind == .boosted, let objective = values.removeValue(forKey: "objective") {
      switch objective {
      case 1: kind = .lambdamart
      case 2:
        kind = .lambdamart
        values["objective"] = 1
      case 3: kind = .yetirank
      default: break
      }
    }
    self.init(
      kind, values: values,
      directions: try container.decodeIfPresent(
        [String: MonotoneDirection].self, forKey: .directions))
  }
}
