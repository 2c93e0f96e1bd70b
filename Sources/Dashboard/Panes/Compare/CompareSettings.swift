import Evaluation
import TerminalKit
import Workbench

/// What a person has set in Compare and can take back.
struct CompareSettings: Hashable, Sendable {
  var threshold: Double?
  var share: Double?
  var margin: Double?
  var cost: Double
  var capacity: Double?
  var sort: LeaderboardColumn
  var isReversed: Bool
  var showsDifferences: Bool
  var showsOnlyDifferent: Bool
  var hidden: Set<LeaderboardColumn>
  var hasEqualWidth: Bool

  init(_ compare: CompareState) {
    threshold = compare.threshold
    share = compare.share
    margin = compare.margin
    cost = compare.cost
    capacity = compare.capacity
    sort = compare.sort
    isReversed = compare.isReversed
    showsDifferences = compare.showsDifferences
    showsOnlyDifferent = compare.showsOnlyDifferent
    hidden = compare.hidden
    hasEqualWidth = compare.hasEqualWidth
  }

  func apply(to compare: inout CompareState) {
    compare.threshold = threshold
    compare.share = share
    compare.margin = margin
    compare.cost = cost
    compare.capacity = capacity
    compare.sort = sort
    compare.isReversed = isReversed
    compare.showsDifferences = showsDifferences
    compare.showsOnlyDifferent = showsOnlyDifferent
    compare.hidden = hidden
    compare.hasEqualWidth = hasEqualWidth
  }

  /// The change to other settings in a few words.
  func change(to next: CompareSettings) -> String {
    var words: [String] = []
    if (threshold, share) != (next.threshold, next.share) { words.append(next.cursorWords) }
    if margin != next.margin { words.append("margin \(CompareSettings.amount(next.margin))") }
    if cost != next.cost { words.append("cost \(CompareSettings.amount(next.cost))") }
    if capacity != next.capacity {
      words.append("capacity \(next.capacity.map { PlanPart.percent($0) } ?? "none")")
    }
    if (sort, isReversed) != (next.sort, next.isReversed) {
      words.append(
        "sort by \(next.sort.title(isShort: false))\(next.isReversed ? ", worst first" : "")")
    }
    if (showsDifferences, showsOnlyDifferent) != (next.showsDifferences, next.showsOnlyDifferent) {
      words.append(next.showsDifferences ? "differences" : "values")
    }
    if hidden != next.hidden {
      let gone = next.hidden.subtracting(hidden).map { $0.title(isShort: false) }
      words.append(gone.isEmpty ? "columns shown again" : "\(gone.joined(separator: ", ")) hidden")
    }
    if hasEqualWidth != next.hasEqualWidth { words.append("bins of calibration") }
    return words.isEmpty ? "no difference" : words.joined(separator: ", ")
  }

  /// Whether two differ in nothing but the place of the cursor.
  func differsInCursorOnly(from other: CompareSettings) -> Bool {
    var copy = self
    copy.threshold = other.threshold
    copy.share = other.share
    return copy == other && self != other
  }

  private var cursorWords: String {
    share.map { "contacting \(NumberText.percent($0, digits: 1))" }
      ?? threshold.map { "threshold \(NumberText.fixed($0, digits: 3))" } ?? "own thresholds"
  }

  private static func amount(_ value: Double?) -> String {
    value.map { NumberText.short($0) } ?? "none"
  }
}

/// One step back or forth in Compare: the settings, and the change of the plan that came with them.
struct CompareStep: Sendable {
  var settings: CompareSettings
  /// What the plan's own history calls its change; `nil` where the plan stayed.
  var planTitle: String?
}

/// Taking back and making again what was set in Compare.
extension ComparePane {
  /// Remembers what an action changed.
  ///
  /// - Parameter isDrag: whether the mouse moves the cursor: all of a drag is one change.
  static func recording(
    isDrag: Bool = false, _ state: inout State, _ body: (inout State) -> [Effect]
  ) -> [Effect] {
    let before = CompareSettings(state.compare)
    let planBefore = state.session.plan
    let effects = body(&state)
    let after = CompareSettings(state.compare)
    let planTitle =
      state.session.plan == planBefore ? nil : state.session.history.next(.undo)?.title
    guard before != after || planTitle != nil else {
      if !isDrag { state.compare.isDragging = false }
      return effects
    }
    let isMove = isDrag && before.differsInCursorOnly(from: after)
    defer { state.compare.isDragging = isMove }
    if isMove, state.compare.isDragging { return effects }
    state.compare.history.record(
      CompareStep(settings: before, planTitle: planTitle),
      title: planTitle ?? (isMove ? "the cursor" : before.change(to: after)))
    return effects
  }

  static func historyAvailability(
    of direction: SetupHistory.Direction, in state: State
  ) -> Availability {
    state.compare.history.next(direction == .undo ? .undo : .redo) == nil
      ? SetupHistory.availability(of: direction, in: state) : .enabled
  }

  /// Goes over the last change made in Compare; where there is none, over that of the plan.
  static func step(_ direction: SetupHistory.Direction, _ state: inout State) -> [Effect] {
    let own: ChangeHistory<CompareStep>.Direction = direction == .undo ? .undo : .redo
    guard let change = state.compare.history.next(own) else {
      return SetupHistory.step(direction, &state)
    }
    let now = CompareStep(
      settings: CompareSettings(state.compare), planTitle: change.value.planTitle)
    state.compare.history.step(own, from: now)
    state.compare.isDragging = false
    var effects: [Effect] = []
    // The plan may have been changed elsewhere since; then its change stays.
    if let title = change.value.planTitle, state.session.history.next(direction)?.title == title {
      effects = SetupHistory.step(direction, &state)
    }
    change.value.settings.apply(to: &state.compare)
    state.status = Status(
      .information,
      "\(direction == .undo ? "Taken back" : "Made again"): \(change.title).")
    return effects
  }
}
