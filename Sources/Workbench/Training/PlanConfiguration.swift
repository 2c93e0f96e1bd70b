import Evaluation
import Foundation
import Modelling
import Tabular
import Yams

/// A training plan as people write it, in options or a YAML file; left-out parts are the standard.
public struct PlanConfiguration: Sendable, Codable, Equatable {
  /// Names of models, in the order of the table.
  public var models: [String]?
  /// Values by `model.setting`.
  public var settings: [String: Double] = [:]
  /// A split such as `holdout:0.2`.
  public var split: String?
  /// `none`, `weights`, `undersample:1` or `smote:1`.
  public var balance: String?
  /// Whether the effect of balancing on probabilities is taken back.
  public var priorCorrection: Bool?
  /// `none`, `platt` or `isotonic`.
  public var calibration: String?
  /// A threshold rule such as `f1` or `profit:cost=1,margin=20`.
  public var threshold: String?
  /// Shares of the segments, such as `high=0.1,medium=0.3`.
  public var segments: String?
  /// `log` or `plain`: what the model of amounts is fitted to.
  public var amountTarget: String?
  /// The seed.
  public var seed: UInt64?
  /// The number of threads.
  public var threads: Int?
  /// `rising` or `falling` by column: which way boosted trees may go along it.
  public var monotone: [String: String] = [:]

  /// Makes a configuration that says nothing.
  public init() {}

  /// Reads one from decoded keys; all may be left out.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    models = try container.decodeIfPresent([String].self, forKey: .models)
    settings = try container.decodeIfPresent([String: Double].self, forKey: .settings) ?? [:]
    split = try container.decodeIfPresent(String.self, forKey: .split)
    balance = try container.decodeIfPresent(String.self, forKey: .balance)
    priorCorrection = try container.decodeIfPresent(Bool.self, forKey: .priorCorrection)
    calibration = try container.decodeIfPresent(String.self, forKey: .calibration)
    threshold = try container.decodeIfPresent(String.self, forKey: .threshold)
    segments = try container.decodeIfPresent(String.self, forKey: .segments)
    amountTarget = try container.decodeIfPresent(String.self, forKey: .amountTarget)
    seed = try container.decodeIfPresent(UInt64.self, forKey: .seed)
    threads = try container.decodeIfPresent(Int.self, forKey: .threads)
    monotone = try container.decodeIfPresent([String: String].self, forKey: .monotone) ?? [:]
  }

  /// Reads a YAML file.
  ///
  /// - Throws: ``WorkbenchError`` naming the file and the key at fault.
  public static func read(path: String) throws -> PlanConfiguration {
    let known = [
      "models", "settings", "split", "balance", "priorCorrection", "calibration", "threshold",
      "segments", "seed", "threads", "monotone", "amountTarget",
    ]
    return try YAMLFile(path: path, keys: known).decoded(PlanConfiguration.self)
  }

  /// Splits a list at its commas, without the blanks around them.
  public static func list(_ text: String) -> [String] {
    text.split(separator: ",").map { $0.trimmingCharacters(in: .whitespaces) }
  }

  /// Reads `model.setting=value,…`.
  ///
  /// - Throws: ``WorkbenchError`` naming the part that is not of that form.
  public static func settings(parsing text: String) throws -> [String: Double] {
    var settings: [String: Double] = [:]
    for part in list(text) {
      let sides = part.split(separator: "=", omittingEmptySubsequences: false)
      guard sides.count == 2, let value = value(String(sides[1]), of: sides[0]) else {
        if sides.count == 2 { try requireSetting(String(sides[0]), value: String(sides[1])) }
        throw WorkbenchError(
          .badInput,
          "--set \(part): is not of the form model.setting=number, as in boosted.maximumDepth=4.")
      }
      settings[String(sides[0])] = value
    }
    return settings
  }

  /// Checks that a setting whose value can't be read is one, and no choice among names.
  ///
  /// - Throws: `ModellingError` naming what the model has instead, ``WorkbenchError`` naming the
  ///   choices.
  private static func requireSetting(_ key: String, value: String) throws {
    let parts = key.split(separator: ".").map(String.init)
    guard parts.count == 2, let kind = ModelKind(rawValue: parts[0]) else { return }
    guard let definition = ModelSettings.definitions(of: kind).first(where: { $0.key == parts[1] })
    else {
      var settings = ModelSettings(kind)
      try settings.set(parts[1], to: 0)
      return
    }
    guard case .choice(let names) = definition.step else { return }
    throw WorkbenchError(
      .badInput, "--set \(key)=\(value): is not known; use \(names.joined(separator: ", ")).")
  }

  /// A number, or the name of one of the setting's choices.
  private static func value(_ text: String, of key: Substring) -> Double? {
    let parts = key.split(separator: ".")
    guard parts.count == 2, let kind = ModelKind(rawValue: String(parts[0])) else {
      return Double(text)
    }
    let definition = ModelSettings.definitions(of: kind).first { $0.key == parts[1] }
    return definition?.value(reading: text) ?? Double(text)
  }

  /// Reads `column=rising` or `column=falling`; a name may hold equals signs.
  ///
  /// - Throws: ``WorkbenchError`` naming the part that is not of that form, or the column that is to go
  ///   both ways.
  public static func directions(parsing parts: [String]) throws -> [String: String] {
    var directions: [String: String] = [:]
    for part in parts {
      guard let place = part.lastIndex(of: "="), place != part.startIndex else {
        throw WorkbenchError(
          .badInput, "--monotone \(part): is not of the form column=rising or column=falling.")
      }
      let column = String(part[..<place])
      let direction = String(part[part.index(after: place)...])
      if let earlier = directions[column], earlier != direction {
        throw WorkbenchError(
          .badInput,
          "--monotone \(column): is said to be \(earlier) and \(direction); give one direction.")
      }
      directions[column] = direction
    }
    return directions
  }

  /// The plan, checked.
  ///
  /// - Throws: ``WorkbenchError`` or `ModellingError` naming what is not known or out of range.
  public func plan(for data: OpenedData) throws -> TrainingPlan {
    var plan = try applied(
      to: TrainingPlan(for: data), customers: max(1, data.dataset.labelledRows.count))
    if data.dataset.grades != nil { try readGrades(&plan, of: data) }
    if let ranker = plan.models.first(where: \.kind.isRanker), data.dataset.roles.groupKey == nil {
      throw WorkbenchError(
        .badInput,
        "\(ranker.kind.rawValue) puts the rows of each group in order, and \(data.name) has no group: "
          + "name its column with --group COLUMN (“group:” in a description), or leave the model out."
      )
    }
    try checkDirections(for: data)
    if amountTarget != nil, data.dataset.roles.amount == nil {
      throw WorkbenchError(
        .badInput,
        "--amount-target is for data with amounts, and \(data.name) has none: name their column with "
          + "--amount COLUMN (“amount:” in a description), or leave it out.")
    }
    return plan
  }

  /// Checks all that needs no data.
  ///
  /// - Throws: as ``plan(for:)``.
  public func check() throws { _ = try applied(to: TrainingPlan(), customers: 1) }

  /// What is said here over a standard plan; `customers` is what a capacity is a share of.
  func applied(to standard: TrainingPlan, customers: Int) throws -> TrainingPlan {
    var plan = standard
    if let models { plan.models = try Self.models(named: models) }
    for (key, value) in settings.sorted(by: { $0.key < $1.key }) {
      let parts = key.split(separator: ".").map(String.init)
      guard parts.count == 2, let kind = ModelKind(rawValue: parts[0]) else {
        throw WorkbenchError(
          .badInput, "The setting \(key) must start with a model, as in \(example).")
      }
      // A setting of a model that is not trained is checked all the same.
      var settings = plan.models.first { $0.kind == kind } ?? ModelSettings(kind)
      try settings.set(parts[1], to: value)
      if let index = plan.models.firstIndex(where: { $0.kind == kind }) {
        plan.models[index] = settings
      }
    }
    try bind(&plan)
    if let split { plan.split = try SplitScheme(parsing: split) }
    if let balance { plan.balance = try Balancing(parsing: balance) }
    if let amountTarget {
      guard let target = AmountTarget(rawValue: amountTarget) else {
        throw WorkbenchError(
          .badInput, "--amount-target \(amountTarget): is not known; use log or plain.")
      }
      plan.amountTarget = target
    }
    try decide(&plan, customers: customers)
    if let seed { plan.seed = seed }
    if let threads {
      guard (1...256).contains(threads) else {
        throw WorkbenchError(.badInput, "--threads \(threads): give a number from 1 to 256.")
      }
      plan.threads = threads
    }
    return plan
  }

  /// Says how probabilities and decisions come about.
  ///
  /// - Parameter customers: what a capacity in customers is a share of.
  private func decide(_ plan: inout TrainingPlan, customers: Int) throws {
    if let priorCorrection { plan.correctsPrior = priorCorrection }
    if let calibration {
      guard let method = CalibrationMethod(rawValue: calibration) else {
        throw WorkbenchError(
          .badInput, "The calibration “\(calibration)” is not known; use none, platt or isotonic.")
      }
      plan.calibration = method
    }
    do {
      if let threshold {
        plan.thresholdRule = try ThresholdRule(parsing: threshold, customers: customers)
      }
      if let segments { plan.segments = try SegmentShares(parsing: segments) }
    } catch {
      throw WorkbenchError(.badInput, error.message)
    }
  }

  /// Tells the models which way they may go along a column.
  private func bind(_ plan: inout TrainingPlan) throws {
    guard !monotone.isEmpty else { return }
    let known: [String: MonotoneDirection] = ["rising": .rising, "falling": .falling]
    var directions: [String: MonotoneDirection] = [:]
    for (column, word) in monotone {
      guard let direction = known[word] else {
        throw WorkbenchError(
          .badInput, "The direction of \(column) is “\(word)”; it can be rising or falling.")
      }
      directions[column] = direction
    }
    guard plan.models.contains(where: \.kind.heedsDirections) else {
      let able = ModelKind.allCases.filter(\.heedsDirections).map(\.rawValue)
      throw WorkbenchError(
        .badInput,
        "--monotone is for \(able.joined(separator: ", ")), and none is among the models.")
    }
    for index in plan.models.indices { plan.models[index].monotone = directions }
  }

  /// Refuses directions along columns that have none.
  private func checkDirections(for data: OpenedData) throws {
    let dataset = data.dataset
    for column in monotone.keys.sorted() {
      guard dataset.features.contains(column), let values = dataset.table[column]?.values else {
        throw WorkbenchError(
          .badInput,
          "--monotone \(column): is no feature of \(data.name); name one of "
            + "\(dataset.features.prefix(8).joined(separator: ", ")).")
      }
      if case .category = values {
        throw WorkbenchError(
          .badInput,
          "--monotone \(column): is a category, whose levels have no order; name a column of numbers "
            + "or of yes and no.")
      }
    }
  }

  private var example: String { "boosted.maximumDepth" }

  private static func models(named models: [String]) throws -> [ModelSettings] {
    var kinds: [ModelKind] = []
    for name in models {
      guard let kind = ModelKind(rawValue: name) else {
        let known = ModelKind.allCases.map(\.rawValue).joined(separator: ", ")
        throw WorkbenchError(.badInput, "The model “\(name)” is not known; there are \(known).")
      }
      if !kinds.contains(kind) { kinds.append(kind) }
    }
    guard !kinds.isEmpty else { throw WorkbenchError(.badInput, "--models names no model.") }
    return kinds.map(ModelSettings.init)
  }
}
