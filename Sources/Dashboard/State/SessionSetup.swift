public import Modelling
import Tabular
public import Workbench

/// What a person has set of the session: the data, the roles of their columns, and the plan.
public struct SessionSetup: Sendable, Equatable {
  /// The path of the open data.
  public var path: String
  /// What is said of the columns.
  public var overrides: RoleOverrides
  /// How models are trained.
  public var plan: TrainingPlan
  /// The settings of every model, also of those that are left out.
  public var settings: [ModelSettings]
  /// The models that are not trained.
  public var leftOut: Set<ModelKind>
}

extension SessionSetup {
  /// The setup of now; `nil` until data are open.
  public init?(_ state: State) {
    guard let data = state.session.data, let plan = state.session.plan else { return nil }
    path = data.path
    overrides = state.data.acceptedOverrides
    self.plan = plan
    settings = state.train.settings
    leftOut = state.train.leftOut
  }

  /// Makes the plan and the settings those of the session.
  func applyPlan(to state: inout State) {
    state.session.plan = plan
    state.train.settings = settings
    state.train.leftOut = leftOut
    state.train.keepInSight(plan)
    state.train.entry = nil
  }

  /// Whether the data or their roles differ, so that they have to be opened again.
  func needsOpening(from other: SessionSetup) -> Bool {
    path != other.path || overrides != other.overrides
  }

  /// The change to another setup in a few words.
  func change(to next: SessionSetup) -> String {
    if path != next.path {
      return "opened \(next.path.split(separator: "/").last.map(String.init) ?? next.path)"
    }
    let words = roleWords(next) + planWords(next) + settingWords(next)
    let more = words.count > 2 ? " and \(words.count - 2) more" : ""
    return words.isEmpty ? "no difference" : words.prefix(2).joined(separator: ", ") + more
  }

  private func roleWords(_ next: SessionSetup) -> [String] {
    let (old, new) = (overrides, next.overrides)
    let named = [
      ("target", old.target, new.target), ("positive class", old.positive, new.positive),
      ("id", old.identifier, new.identifier), ("group", old.group, new.group),
      ("item", old.item, new.item), ("time", old.time, new.time),
      ("position", old.position, new.position), ("amount", old.amount, new.amount),
    ]
    // A new target or role that takes another one along is told by itself.
    let changed = named.filter { $0.1 != $0.2 }
    let given = changed.filter { $0.2 != nil }
    var words = (given.isEmpty ? changed : given).map { role, _, column in
      column.map { "\(role) \($0)" } ?? "no \(role)"
    }
    words += new.exclude.filter { !old.exclude.contains($0) }.map { "\($0) excluded" }
    words += old.exclude.filter { !new.exclude.contains($0) }.map { "\($0) given back" }
    return words
      + new.include.filter { !old.include.contains($0) && !old.exclude.contains($0) }
      .map { "\($0) given back" }
  }

  private func planWords(_ next: SessionSetup) -> [String] {
    var words: [String] = []
    if plan.split != next.plan.split {
      words.append("split \(plan.split.description) to \(next.plan.split.description)")
    }
    if plan.balance != next.plan.balance { words.append("balance \(next.plan.balance)") }
    if plan.correctsPrior != next.plan.correctsPrior {
      words.append("what balancing does \(PlanPart.correction.text(of: next.plan))")
    }
    if plan.calibration != next.plan.calibration {
      words.append("calibration \(PlanPart.word(next.plan.calibration))")
    }
    if plan.thresholdRule != next.plan.thresholdRule {
      words.append("threshold by \(next.plan.thresholdRule)")
    }
    if plan.seed != next.plan.seed { words.append("seed \(plan.seed) to \(next.plan.seed)") }
    if plan.threads != next.plan.threads {
      words.append("threads \(plan.threads) to \(next.plan.threads)")
    }
    return words
  }

  private func settingWords(_ next: SessionSetup) -> [String] {
    var words = ModelKind.allCases.compactMap { kind -> String? in
      guard leftOut.contains(kind) != next.leftOut.contains(kind) else { return nil }
      return "\(kind.rawValue) \(leftOut.contains(kind) ? "trained" : "left out")"
    }
    for (old, new) in zip(settings, next.settings) where old != new && old.kind == new.kind {
      for definition in ModelSettings.definitions(of: old.kind)
      where old[definition.key] != new[definition.key] {
        words.append(
          "\(old.kind.rawValue) \(definition.title) \(definition.text(old[definition.key])) to "
            + definition.text(new[definition.key]))
      }
    }
    return words
  }
}
