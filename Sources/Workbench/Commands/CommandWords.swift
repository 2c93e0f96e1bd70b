import Evaluation
import Modelling
public import Tabular

/// Data and plans as words of a command, not yet quoted for a shell.
public enum CommandWords {
  /// A path; one that begins with a hyphen would read as an option.
  public static func path(_ path: String) -> String { path.hasPrefix("-") ? "./\(path)" : path }

  /// What is said of the columns, as options.
  public static func roles(_ overrides: RoleOverrides, names: [String]) -> [String] {
    let named = [
      ("--target", overrides.target), ("--positive", overrides.positive),
      ("--id", overrides.identifier), ("--group", overrides.group), ("--item", overrides.item),
      ("--time", overrides.time), ("--position", overrides.position),
      ("--amount", overrides.amount),
    ]
    return named.flatMap { option, value in value.map { self.option(option, $0) } ?? [] }
      + list("--exclude", overrides.exclude, names: names)
      + list("--include", overrides.include, names: names)
      + overrides.derive.flatMap { option("--derive", $0) }
  }

  /// Columns in one list, or each by itself where a list would be read otherwise.
  private static func list(_ option: String, _ columns: [String], names: [String]) -> [String] {
    guard !columns.isEmpty else { return [] }
    let joined = columns.joined(separator: ",")
    let isPlain = columns.allSatisfy { column in
      !column.isEmpty && !column.contains(",") && column.first?.isWhitespace == false
        && column.last?.isWhitespace == false
    }
    if columns.count > 1, isPlain, !names.contains(joined) { return self.option(option, joined) }
    return columns.flatMap { self.option(option, $0) }
  }

  /// An option with its value.
  public static func option(_ name: String, _ value: String) -> [String] {
    // Values that begin with a hyphen would read as options of their own.
    value.hasPrefix("-") || value.isEmpty ? ["\(name)=\(value)"] : [name, value]
  }

  /// How a file is read, as options.
  public static func reading(_ csv: CSVOptions) -> [String] {
    var words: [String] = []
    if let delimiter = csv.delimiter {
      words += option("--delimiter", delimiter == "\t" ? "tab" : String(delimiter))
    }
    switch csv.encoding {
    case .sniffed: break
    case .utf8: words += ["--encoding", "utf8"]
    case .windows1252: words += ["--encoding", "latin1"]
    case .utf16: words += ["--encoding", "utf16"]
    }
    return csv.header == .absent ? words + ["--no-header"] : words
  }

  /// How a plan comes to probabilities and decisions, where that differs from the standard.
  private static func policy(_ plan: TrainingPlan, standard: TrainingPlan) -> [String] {
    var words: [String] = []
    if plan.balance != standard.balance { words += ["--balance", plan.balance.description] }
    if !plan.correctsPrior { words.append("--no-prior-correction") }
    if plan.calibration != standard.calibration {
      words += ["--calibrate", plan.calibration.rawValue]
    }
    if plan.thresholdRule != standard.thresholdRule {
      words += ["--threshold", plan.thresholdRule.text]
    }
    if plan.segments != standard.segments { words += ["--segments", plan.segments.description] }
    return words
  }

  /// What trains by a plan on the same rows, the program's name first.
  public static func training(_ data: OpenedData, by plan: TrainingPlan) -> [String] {
    ["offerscope", "train", path(data.path)]
      + roles(data.overrides, names: data.dataset.table.names) + reading(data.reading)
      + grades(data) + self.plan(plan, standard: TrainingPlan(for: data))
  }

  /// From which grade on a row is relevant, where that is not the first one.
  private static func grades(_ data: OpenedData) -> [String] {
    guard let grade = data.dataset.grades?.relevantFrom, grade != 1 else { return [] }
    return ["--relevant-from", String(grade)]
  }

  /// What searches for the same settings on the same rows, the program's name first.
  ///
  /// - Parameter trials: how many, in place of the limits that ended the search.
  static func search(_ data: OpenedData, by plan: SearchPlan, trials: Int) -> [String] {
    let standard = TrainingPlan(for: data)
    var training = plan.training
    // What is found doesn't depend on it.
    training.threads = standard.threads
    var words = ["offerscope", "tune", path(data.path)]
    words += roles(data.overrides, names: data.dataset.table.names) + reading(data.reading)
    words += self.plan(training, standard: standard)
    if plan.method != .random { words += ["--method", plan.method.rawValue] }
    if plan.metric != .rocAUC { words += ["--metric", plan.metric.rawValue] }
    if plan.folds.foldCount != SearchPlan.standardFolds {
      words += ["--folds", String(plan.folds.foldCount)]
    }
    let ranges = plan.space.changes(from: SearchSpace(for: training.models))
    return words + ranges.flatMap { option("--range", $0) } + ["--trials", String(trials)]
  }

  /// How a plan differs from the standard one, as options.
  public static func plan(_ plan: TrainingPlan, standard: TrainingPlan) -> [String] {
    var words: [String] = []
    if plan.models.map(\.kind) != standard.models.map(\.kind) {
      words += ["--models", plan.models.map(\.kind.rawValue).joined(separator: ",")]
    }
    if plan.split != standard.split { words += ["--split", plan.split.description] }
    words += policy(plan, standard: standard)
    if plan.amountTarget != standard.amountTarget {
      words += ["--amount-target", plan.amountTarget.rawValue]
    }
    if plan.seed != standard.seed { words += ["--seed", String(plan.seed)] }
    if plan.threads != standard.threads { words += ["--threads", String(plan.threads)] }
    let directions = plan.models.reduce(into: [String: MonotoneDirection]()) { all, model in
      all.merge(model.monotone) { first, _ in first }
    }
    for (column, direction) in directions.sorted(by: { $0.key < $1.key }) {
      words += option("--monotone", "\(column)=\(direction == .rising ? "rising" : "falling")")
    }
    let changes = plan.models.flatMap { model in
      ModelSettings.definitions(of: model.kind).filter { model.isChanged($0.key) }.map {
        definition in
        let value = model[definition.key]
        // Choices go by their names.
        let text =
          if case .choice = definition.step { definition.text(value) } else {
            PlainNumber.text(value)
          }
        return "\(model.kind.rawValue).\(definition.key)=\(text)"
      }
    }
    return changes.isEmpty ? words : words + ["--set", changes.joined(separator: ",")]
  }
}
