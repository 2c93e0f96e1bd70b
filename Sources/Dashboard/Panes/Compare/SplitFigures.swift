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

  /// The models' places by a figure, from 1; models that read the same share theirs, as they do on the
  /// leaderboard: what nobody can read is no flip.
  func ranks(by metric: MetricKind) -> [ModelKind: Int] {
    let known = plan.models.map(\.kind).filter { metrics[$0]?[metric] != nil }
    let ranks = known.map { kind in
      let own = metrics[kind]?[metric]
      let better = known.count { other in
        let value = metrics[other]?[metric]
        return metric.isBetter(value, than: own) && metric.text(value) != metric.text(own)
      }
      return (kind, 1 + better)
    }
    return Dictionary(ranks, uniquingKeysWith: { first, _ in first })
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
      Span(
        state.size.width >= 100
          ? "  \(words(comparison.plan.split, data)) against random, by \(metric.title):"
          : "  against random, \(metric.title):", .muted),
    ]
    for (kind, rank) in ordered(now, by: after) {
      let gained = (before[kind] ?? rank) - rank
      let sign =
        gained > 0 ? "\(glyphs.up)\(gained)" : gained < 0 ? "\(glyphs.down)\(-gained)" : "="
      spans.append(Span("  \(kind.rawValue) ", .text))
      spans.append(Span(sign, Style(gained > 0 ? .good : gained < 0 ? .bad : .muted)))
    }
    return spans
  }

  /// The models whose place is another than on the random split; none before two splits were tried.
  static func flipped(in state: State) -> [ModelKind] {
    guard let comparison = state.session.comparison,
      let now = state.compare.figuresBySplit[comparison.plan.split.name],
      let random = state.compare.figuresBySplit["holdout"], now.differsInSplitOnly(from: random)
    else { return [] }
    let (before, after) = (random.ranks(by: .rocAUC), now.ranks(by: .rocAUC))
    return ordered(now, by: after).map(\.kind).filter { before[$0] != after[$0] }
  }

  /// The models by their place, those that share one in the order of the plan.
  private static func ordered(
    _ figures: SplitFigures, by ranks: [ModelKind: Int]
  ) -> [(kind: ModelKind, rank: Int)] {
    figures.plan.models.map(\.kind).enumerated().compactMap { place, kind in
      ranks[kind].map { (place, kind, $0) }
    }.sorted { ($0.2, $0.0) < ($1.2, $1.0) }.map { ($0.1, $0.2) }
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
