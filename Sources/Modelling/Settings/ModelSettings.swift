/// The hyperparameters of one model, by key, checked against its definitions.
public struct ModelSettings: Sendable, Codable, Equatable {
  /// Which model.
  public let kind: ModelKind
  private var values: [String: Double]
  /// Absent where nothing is bound, so that older files are read as they were written.
  private var directions: [String: MonotoneDirection]?

  /// The standard settings of a model.
  public init(_ kind: ModelKind) {
    self.kind = kind
    values = [:]
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
    guard let definition = Self.definition(key, of: kind) else {
      let known = Self.definitions(of: kind).map(\.key).joined(separator: ", ")
      throw ModellingError(
        .invalidSetting, "\(kind.rawValue) has no setting \(key); it has \(known).")
    }
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

  /// Features along which predictions may go one way only, by name; heeded by boosted trees.
  public var monotone: [String: MonotoneDirection] {
    get { directions ?? [:] }
    set { directions = newValue.isEmpty ? nil : newValue }
  }

  /// Whether a key differs from its standard.
  public func isChanged(_ key: String) -> Bool { values[key] != nil }

  private static func definition(_ key: String, of kind: ModelKind) -> SettingDefinition? {
    definitions(of: kind).first { $0.key == key }
  }

  /// What can be set of a model, in the order of the screen.
  public static func definitions(of kind: ModelKind) -> [SettingDefinition] {
    switch kind {
    case .logistic: logistic
    case .forest: forest
    case .boosted: boosted
    case .xgboost: trees(deepest: 16)
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

  private static let boosted =
    trees(deepest: 30) + [
      SettingDefinition(
        "objective", "objective", choices: objectives.map(\.name),
        help: "what trees are fitted to: each row, or the order of each customer's list"),
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

  /// The choices of `objective`, in order.
  static let objectives: [(name: String, objective: BoostingObjective)] = [
    ("logistic", .logistic), ("ndcg", .lambdaNDCG), ("map", .lambdaMAP), ("yetirank", .yetiRank),
  ]

  /// The choices of `growth`, in order.
  static let growths: [(name: String, growth: TreeGrowth)] = [
    ("depth", .depthWise), ("leaf", .leafWise), ("symmetric", .symmetric),
  ]

  private static func trees(deepest: Double) -> [SettingDefinition] {
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
        "lambda", "lambda", 1, 0...1000, .plus(0.5), help: "L2 penalty on leaf weights"),
      SettingDefinition(
        "gamma", "gamma", 0, 0...1000, .plus(0.1), help: "least gain that splits a node"),
      SettingDefinition(
        "minimumChildWeight", "child weight", 1, 0...10_000, .plus(1),
        help: "least sum of hessians in a child"),
      SettingDefinition(
        "rowSampling", "row share", 1, 0.1...1, .plus(0.1),
        help: "share of rows drawn for each tree"),
      SettingDefinition(
        "columnSampling", "column share", 1, 0.1...1, .plus(0.1),
        help: "share of columns drawn for each tree"),
      SettingDefinition(
        "earlyStoppingRounds", "patience", 25, 0...1000, .whole(5), special: (0, "off"),
        help: "rounds without a better validation loss before training stops"),
    ]
  }
}
