import Evaluation
import Modelling
import Tabular
import TerminalKit
import Workbench

/// What the models reached on one way of splitting, kept to see whose rank flips on another.
struct SplitFigures: Sendable {
  let plan: TrainingPlan
  let metrics: [ModelKind: MetricSet]

  init(_ comparison: Comparison) {
    plan = comparison.plan
    metrics = Dictionary(
      comparison.results.compactMap { result in
        result.isCutShort ? nil : result.trained.map { (result.kind, $0.metrics) }
      }, uniquingKeysWith: { first, _ in first })
  }

  /// The models' places by a figure, from 1; equal readings in the order of the plan.
  func ranks(by metric: MetricKind) -> [ModelKind: Int] {
    let known = plan.models.map(\.kind).filter { metrics[$0]?[metric] != nil }
    let order = metric.ranking(known.map { ($0, metrics[$0]?[metric]) })
    return Dictionary(
      order.enumerated().map { ($0.element, $0.offset + 1) },
      uniquingKeysWith: { first, _ in first })
  }

  /// Whether two differ in nothing but the split.
  func differsInSplitOnly(from other: SplitFigures) -> Bool {
    plan.models == other.plan.models && plan.balance == other.plan.balance
      && plan.decides(as: other.plan) && plan.seed == other.plan.seed
  }
}

/// The honesty key: the same models on a random split, by group and by time.
enum HonestyProgram {
  /// Turns to the next way of splitting and trains on it.
  static func turn(_ state: inout State) -> [Effect] {
    guard let data = state.session.data, let plan = state.session.plan else { return [] }
    let schemes = HonestyTable.schemes(for: data, share: plan.split.share)
    let place = schemes.firstIndex { $0.name == plan.split.name } ?? -1
    let next = schemes[(place + 1) % schemes.count]
    let before = SessionSetup(state)
    state.session.plan?.split = next
    if let before, let after = SessionSetup(state), before != after {
      state.session.history.record(before, title: before.change(to: after))
    }
    state.status = Status(
      .information, "Training on the split \(words(next, data)); H turns on to the next.")
    return Opening.train(&state)
  }

  /// Keeps the figures of a training that ended.
  static func remember(_ comparison: Comparison, _ state: inout State) {
    state.compare.figuresBySplit[comparison.plan.split.name] = SplitFigures(comparison)
  }

  /// Whose place changed against the random split; `nil` before two splits were tried.
  static func remark(_ state: State, glyphs: Glyphs) -> [Span]? {
    guard let data = state.session.data, let comparison = state.session.comparison,
      let now = state.compare.figuresBySplit[comparison.plan.split.name]
    else { return nil }
    let others = state.compare.figuresBySplit.filter { name, figures in
      name != comparison.plan.split.name && figures.differsInSplitOnly(from: now)
    }
    guard !others.isEmpty else { return nil }
    guard let random = others["holdout"] else {
      return [Span("Honesty", .header), Span("  the random split, to compare with; ", .muted)]
        + [Span("H", Style(.key)), Span(" turns on", .muted)]
    }
    var metric = MetricKind.rocAUC
    if case .metric(let sorted) = state.compare.sort { metric = sorted }
    let (before, after) = (random.ranks(by: metric), now.ranks(by: metric))
    var spans = [
      Span("Honesty", .header),
      Span("  \(words(comparison.plan.split, data)) against random, by \(metric.title):", .muted),
    ]
    for (kind, rank) in after.sorted(by: { $0.value < $1.value }) {
      let gained = (before[kind] ?? rank) - rank
      let sign =
        gained > 0 ? "\(glyphs.up)\(gained)" : gained < 0 ? "\(glyphs.down)\(-gained)" : "="
      spans.append(Span("  \(kind.rawValue) ", .text))
      spans.append(Span(sign, Style(gained > 0 ? .good : gained < 0 ? .bad : .muted)))
    }
    return spans
  }

  private static func words(_ scheme: SplitScheme, _ data: OpenedData) -> String {
    switch scheme {
    case .holdout: "at random"
    case .group: "by \(data.dataset.roles.group ?? "group")"
    case .time: data.dataset.roles.time.map { "by \($0)" } ?? "by the order of the file"
    default: scheme.description
    }
  }
}
