import Foundation
import Modelling
import Tabular
import TerminalKit
import Workbench

extension TrainPane {
  /// Takes the settings of a plan that was made for newly opened data.
  static func accept(_ plan: TrainingPlan, _ state: inout State) {
    let kinds = ModelKind.all(withGroups: state.session.data?.dataset.roles.group != nil)
    state.train.settings = kinds.map { kind in
      plan.models.first { $0.kind == kind } ?? ModelSettings(kind)
    }
    state.train.leftOut = Set(kinds).subtracting(plan.models.map(\.kind))
    state.train.keepInSight(plan)
    state.train.entry = nil
  }

  /// Brings rankers in with a group and takes them out without one; what was set of the others stays.
  static func adaptModels(to data: OpenedData, hadGroup: Bool, _ state: inout State) {
    let hasGroup = data.dataset.roles.group != nil
    guard hasGroup != hadGroup, var plan = state.session.plan else { return }
    plan.models.removeAll(where: \.kind.isRanker)
    // Somebody who chose the models gets no others.
    if hasGroup, state.options.plan.models == nil {
      plan.models += TrainingPlan(for: data).models.filter(\.kind.isRanker)
    }
    let leftOut = state.train.leftOut
    let settings = state.train.settings
    accept(plan, &state)
    state.train.settings = state.train.settings.map { own in
      settings.first { $0.kind == own.kind } ?? own
    }
    state.train.leftOut.formUnion(leftOut.filter { !$0.isRanker })
    updatePlan(&state)
  }

  /// Puts the chosen models and their settings into the session's plan.
  static func updatePlan(_ state: inout State) {
    let leftOut = state.train.leftOut
    state.session.plan?.models = state.train.settings.filter { !leftOut.contains($0.kind) }
  }

  /// Lets a person change the plan: remembers what was before, and trains again if that is quick.
  static func change(_ state: inout State, _ body: (inout State) -> Void) -> [Effect] {
    let before = SessionSetup(state)
    body(&state)
    updatePlan(&state)
    guard let before, let after = SessionSetup(state), before != after else {
      if state.status == nil {
        state.status = Status(.information, "That changes nothing here: it is so already.")
      }
      return []
    }
    state.session.history.record(before, title: before.change(to: after))
    return planChanged(&state)
  }

  /// Trains again after a change of the plan where that is quick; else the results are stale until
  /// somebody asks for it.
  static func planChanged(_ state: inout State) -> [Effect] {
    Economics.follow(state.session.plan, &state.compare)
    guard state.session.isPlanChanged, isQuick(state) else { return [] }
    return Opening.train(&state, isLive: true)
  }

  /// Whether the models that a change fits again together took so little that they can follow every
  /// key; those that it leaves as they are take no time.
  static func isQuick(_ state: State) -> Bool {
    guard let plan = state.session.plan, !plan.models.isEmpty else { return false }
    let comparison = state.session.comparison ?? state.session.setAside
    guard comparison != nil || state.session.validation != nil else { return false }
    let isSingle = plan.split.foldCount == 1
    let kept =
      isSingle ? comparison.map { $0.keptFits(for: plan, of: $0.data) } ?? [] : []
    var seconds = 0.0
    for kind in plan.models.map(\.kind) where !kept.contains(kind) {
      if let last = state.session.lastSeconds[kind] {
        seconds += last * Double(plan.split.foldCount)
      } else if comparison?.results.contains(where: { $0.kind == kind }) ?? false {
        // It was cancelled: nobody knows how long it takes.
        return false
      }
    }
    return seconds < state.options.liveTrainingLimit
  }

  static func step(_ direction: Int, _ state: inout State) {
    guard state.session.plan != nil, state.train.entry == nil else { return }
    let line = TrainLine.selected(state)
    switch line {
    case .included:
      let kind = selectedKind(state)
      if direction > 0 {
        state.train.leftOut.remove(kind)
      } else {
        state.train.leftOut.insert(kind)
      }
    case .setting:
      guard let definition = line.definition(for: selectedKind(state)) else { return }
      state.train.settings[state.train.column].step(definition.key, direction: direction)
    case .plan(let part): step(part, direction, &state)
    }
  }

  private static func step(_ part: PlanPart, _ direction: Int, _ state: inout State) {
    let context = context(state)
    guard var plan = state.session.plan else { return }
    part.step(&plan, direction, context)
    state.session.plan = plan
  }

  /// What changes of the plan depend on.
  static func context(_ state: State) -> PlanPart.Context {
    PlanPart.Context(
      schemes: schemes(state), margin: state.compare.margin, cost: state.compare.cost,
      customers: state.session.data?.dataset.labelledRows.count ?? 1)
  }

  /// The ways of splitting that the roles allow.
  private static func schemes(_ state: State) -> [SplitScheme] {
    let share = min(0.9, max(0.05, state.session.plan?.split.share ?? 0.2))
    let hasGroup = state.session.data?.dataset.roles.groupKey != nil
    let hasTime = state.session.data?.dataset.roles.time != nil
    var schemes = [SplitScheme.holdout(share: share)]
    if hasGroup { schemes.append(.group(share: share)) }
    if hasTime { schemes.append(.time(share: share)) }
    if hasTime, hasGroup { schemes.append(.groupTime(share: share)) }
    schemes.append(.folds(5))
    if hasGroup { schemes.append(.groupFolds(5)) }
    schemes.append(.repeatedFolds(5, repeats: 3))
    if hasTime { schemes.append(.rolling(windows: 4)) }
    return schemes
  }

  static func reset(_ state: inout State) {
    let line = TrainLine.selected(state)
    switch line {
    case .included: state.train.leftOut.remove(selectedKind(state))
    case .setting:
      let kind = selectedKind(state)
      guard let definition = line.definition(for: kind) else { return }
      // The standard value is always in range.
      try? state.train.settings[state.train.column].set(definition.key, to: definition.standard)
    case .plan(let part):
      guard let data = state.session.data, var plan = state.session.plan else { return }
      part.reset(&plan, to: TrainingPlan(for: data))
      state.session.plan = plan
    }
  }

  /// Takes all standard values; which models are trained, and on how many threads, stays.
  static func resetEverything(_ state: inout State) -> [Effect] {
    guard let data = state.session.data, let plan = state.session.plan else { return [] }
    let before = SessionSetup(state)
    let effects = change(&state) { state in
      var standard = TrainingPlan(for: data)
      standard.threads = plan.threads
      state.session.plan = standard
      state.train.settings = state.train.settings.map { ModelSettings($0.kind) }
      state.train.keepInSight(standard)
    }
    state.status =
      SessionSetup(state) == before
      ? Status(.information, "All values are the standard ones already.")
      : Status(.information, "All values are the standard ones; u takes that back.")
    return effects
  }

  static func toggleModel(_ state: inout State) {
    let kind = selectedKind(state)
    if state.train.leftOut.remove(kind) == nil { state.train.leftOut.insert(kind) }
  }

  /// Begins typing, where a value can be typed; a choice goes to the next one instead.
  static func edit(_ state: inout State) -> [Effect] {
    let line = TrainLine.selected(state)
    switch line {
    case .included: return change(&state, toggleModel)
    case .setting:
      let kind = selectedKind(state)
      guard let definition = line.definition(for: kind) else {
        state.status = Status(.warning, "\(kind.title) has no setting “\(line.title)”.")
        return []
      }
      state.train.entry = TextEntry(
        plainText(state.train.settings[state.train.column][definition.key]))
    case .plan(let part) where part.isChoice: return change(&state) { step(1, &$0) }
    case .plan(let part):
      guard let plan = state.session.plan else { return [] }
      state.train.entry = TextEntry(part.typed(of: plan))
    }
    return []
  }

  static func plainText(_ value: Double) -> String {
    PlainNumber.text(value)
  }

  static func type(_ edit: TextEntry.Edit, _ state: inout State) -> [Effect] {
    state.train.entry?.apply(edit)
    return []
  }

  static func back(_ state: inout State) -> [Effect] {
    state.train.entry = nil
    return []
  }

  /// Enter while a value is typed.
  static func activate(_ state: inout State) -> [Effect] {
    guard let entry = state.train.entry else { return [] }
    let text = entry.text.filter { !$0.isWhitespace }
    let line = TrainLine.selected(state)
    var taken = state
    do {
      try take(text, for: line, &taken)
    } catch {
      state.status = Status(.failure, "\(error)")
      return []
    }
    return change(&state) { state in
      state = taken
      state.train.entry = nil
    }
  }

  private static func take(_ text: String, for line: TrainLine, _ state: inout State) throws {
    switch line {
    case .included: return
    case .setting:
      guard let definition = line.definition(for: selectedKind(state)) else { return }
      guard let value = number(text, for: definition) else {
        throw WorkbenchError(.badInput, "“\(text)” is no number.")
      }
      if let reason = refusal(of: value, for: definition, of: selectedKind(state)) {
        throw WorkbenchError(.badInput, reason)
      }
      try state.train.settings[state.train.column].set(definition.key, to: value)
    case .plan(let part):
      let context = context(state)
      guard var plan = state.session.plan else { return }
      try part.take(text, &plan, context)
      state.session.plan = plan
    }
  }

  /// Why a model can't take a value, in the words of the screen; `nil` if it can.
  private static func refusal(
    of value: Double, for definition: SettingDefinition, of kind: ModelKind
  ) -> String? {
    let range = definition.range
    guard range.contains(value) else {
      return "\(kind.title): \(definition.title) is from \(plainText(range.lowerBound)) to "
        + "\(plainText(range.upperBound)); \(plainText(value)) is out of that."
    }
    if case .whole = definition.step, value != value.rounded() {
      return "\(kind.title): \(definition.title) is a whole number; \(plainText(value)) is none."
    }
    return nil
  }

  /// The number that a text spells, or the word that stands for one, such as “full”.
  private static func number(_ text: String, for definition: SettingDefinition) -> Double? {
    if let special = definition.special,
      [special.title, SettingWords.ascii(special.title)].contains(where: {
        $0.filter { !$0.isWhitespace }.lowercased() == text.lowercased()
      })
    {
      return special.value
    }
    return Double(text).flatMap { $0.isFinite ? $0 : nil }
  }
}
