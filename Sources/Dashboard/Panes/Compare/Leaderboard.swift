import Evaluation
import Modelling
import TerminalKit
import Workbench

/// The leaderboard as rows and texts, before it is drawn.
struct Leaderboard {
  /// One model. Each frame puts rows in order; a class keeps that from copying whole models.
  final class Row {
    let kind: ModelKind
    /// How far it is.
    let training: ModelTraining?
    let result: ModelResult?
    let trained: TrainedModel?

    init(kind: ModelKind, training: ModelTraining?, result: ModelResult?) {
      self.kind = kind
      self.training = training
      self.result = result
      trained = result?.trained
    }

    /// Whether the figures are those of the settings before, until the new ones are there.
    var isStale: Bool { training?.isStale ?? false }
    /// How far the fit was when it was cancelled; `nil` for a whole model.
    var cancellation: String? { trained?.cancellation }
    /// Whether it takes part in the ranking: half a model does not.
    var isRanked: Bool { trained != nil && cancellation == nil }
  }

  let state: CompareState
  /// The rows in the order of the sort, then cancelled models, then those without numbers.
  let rows: [Row]

  init(_ state: State) {
    self.state = state.compare
    let session = state.session
    // A training that could not begin leaves the comparison before it in sight.
    let isVoid = session.training.failure != nil
    let rows = session.kinds.map { kind in
      Row(
        kind: kind, training: isVoid ? nil : session.training.models[kind],
        result: isVoid
          ? session.comparison?.results.first { $0.kind == kind } : session.result(kind))
    }
    self.rows = Leaderboard.sorted(rows, by: self.state.sort, isReversed: self.state.isReversed)
  }

  /// Whether there is something to compare.
  var isEmpty: Bool { rows.allSatisfy { $0.trained == nil && $0.training?.phase != .ended } }

  /// Whether there is nothing to compare; every key in the footer asks.
  static func isEmpty(_ state: State) -> Bool {
    let session = state.session
    if session.training.failure != nil {
      let kinds = session.comparison.map { Set($0.trained.map(\.kind)) } ?? []
      return kinds.isDisjoint(with: session.kinds)
    }
    return session.kinds.allSatisfy { kind in
      guard let model = session.training.models[kind] else { return true }
      return model.phase != .ended && !model.hasShownModel
    }
  }

  /// The selected row; the first if its model is not there.
  var selectedIndex: Int { rows.firstIndex { $0.kind == state.selected } ?? 0 }
  var selected: Row? { rows.indices.contains(selectedIndex) ? rows[selectedIndex] : nil }

  /// The rows with numbers, in the order of the plan: what charts draw.
  static func trained(_ state: State) -> [(kind: ModelKind, model: TrainedModel)] {
    let rows = Leaderboard(state).rows
    return state.session.kinds.compactMap { kind in
      rows.first { $0.kind == kind }?.trained.map { (kind, $0) }
    }
  }

  private static func sorted(
    _ rows: [Row], by column: LeaderboardColumn, isReversed: Bool
  ) -> [Row] {
    let values = rows.map { value(column, $0) }
    let known = rows.indices.filter { values[$0] != nil }
    let sorted = known.sorted { left, right in
      if isBetter(values[left], than: values[right], column) { return !isReversed }
      if isBetter(values[right], than: values[left], column) { return isReversed }
      return left < right
    }.map { rows[$0] }
    let undefined = rows.indices.filter { values[$0] == nil && rows[$0].trained != nil }
      .map { rows[$0] }
    let without = rows.filter { $0.trained == nil }
    if column == .model { return isReversed ? rows.reversed() : rows }
    let numbered = sorted + undefined
    return numbered.filter(\.isRanked) + numbered.filter { !$0.isRanked } + without
  }

  /// The place of a row by the column of the sort, from 1; rows that read the same share theirs. `nil`
  /// for models that take no part, and where the column has no best.
  func rank(of row: Row) -> Int? {
    let column = state.sort
    guard column != .threshold, column != .model, row.isRanked,
      let own = Leaderboard.value(column, row)
    else { return nil }
    let words = Leaderboard.words(own, column)
    return 1
      + rows.count { other in
        guard other.isRanked, let value = Leaderboard.value(column, other) else { return false }
        return Leaderboard.isBetter(value, than: own, column)
          && Leaderboard.words(value, column) != words
      }
  }

  /// The row that differences are told from: the first in the order that is ranked.
  var reference: Row? { rows.first(where: \.isRanked) ?? rows.first { $0.trained != nil } }

  /// The number in a cell; `nil` where undefined and for the names.
  static func value(_ column: LeaderboardColumn, _ row: Row) -> Double? {
    guard let trained = row.trained else { return nil }
    return switch column {
    case .model: nil
    case .metric(let kind): kind.value(in: trained.metrics)
    case .threshold: trained.threshold
    case .seconds: trained.trainSeconds
    }
  }

  private static func isBetter(
    _ first: Double?, than second: Double?, _ column: LeaderboardColumn
  ) -> Bool {
    if case .metric(let kind) = column { return kind.isBetter(first, than: second) }
    guard let first else { return false }
    return second.map { first < $0 } ?? true
  }

  /// The best value of a column; `nil` where there is none or no value is better than another.
  func best(_ column: LeaderboardColumn) -> Double? {
    guard column != .threshold, column != .model else { return nil }
    var best: Double?
    for row in rows where row.isRanked {
      let value = Leaderboard.value(column, row)
      if Leaderboard.isBetter(value, than: best, column) { best = value }
    }
    return best
  }

  /// What is written in a cell, and whether it is the best of its column.
  ///
  /// Among differences every number bears a sign, and `=` stands for none; only the row that they are
  /// told from shows its values.
  func text(_ column: LeaderboardColumn, _ row: Row, best: Double?) -> (text: String, isBest: Bool)
  {
    let value = Leaderboard.value(column, row)
    guard let value else { return (row.trained == nil ? "" : "–", false) }
    // Equal as far as it is shown is equal.
    let words = Leaderboard.words(value, column)
    let isBest = row.isRanked && best.map { Leaderboard.words($0, column) == words } ?? false
    guard state.showsDifferences, let reference, reference.kind != row.kind else {
      return (words, isBest)
    }
    guard let from = Leaderboard.value(column, reference) else { return ("–", isBest) }
    if Leaderboard.words(from, column) == words { return ("=", isBest) }
    let difference = Leaderboard.words(abs(value - from), column)
    let short = difference.hasPrefix("0.") ? String(difference.dropFirst()) : difference
    return ((value < from ? "-" : "+") + short, isBest)
  }

  static func words(_ value: Double, _ column: LeaderboardColumn) -> String {
    switch column {
    case .metric(let kind): kind.text(value)
    case .seconds: NumberText.fixed(value, digits: value < 10 ? 2 : 1)
    default: NumberText.fixed(value, digits: 3)
    }
  }
}

extension LeaderboardColumn {
  /// The heading; the short one where room is scarce.
  func title(isShort: Bool) -> String {
    switch self {
    case .model: "Model"
    case .threshold: isShort ? "Thr." : "Threshold"
    case .seconds: isShort ? "Sec" : "Seconds"
    case .metric(let kind):
      switch kind {
      case .precision where isShort: "Prec"
      case .recall where isShort: "Rec."
      case .rocAUC where isShort: "AUC"
      case .ndcgAt7 where isShort: "NDCG"
      case .logLoss where isShort: "Loss"
      case .liftAt10 where isShort: "Lift"
      default: kind.title
      }
    }
  }

  /// One sentence on what the column holds.
  var explanation: String {
    switch self {
    case .model: "The models; a failed one keeps its row, a cancelled one is not ranked."
    case .threshold: "Threshold: chosen on validation rows by the plan's rule; t turns to the next."
    case .seconds: "Seconds: the time of fitting."
    case .metric(let kind): "\(kind.title): \(kind.explanation)"
    }
  }

  /// Whether the best value is the smallest.
  var startsLow: Bool {
    switch self {
    case .metric(let kind): kind.higherIsBetter == false
    default: true
    }
  }
}

extension ModelKind {
  /// The place of its colour and marker, the same in every chart.
  var seriesIndex: Int { ModelKind.allCases.firstIndex(of: self) ?? 0 }

  /// The name where it has nine columns.
  var label: String { self == .lambdamart ? "lambda" : rawValue }
}

extension TrainedModel {
  /// The mark behind the name of a model that was cancelled half way, wherever it stands beside
  /// others; empty for a whole one.
  var mark: String { cancellation == nil ? "" : TrainedModel.cancelledMark }

  /// The sign of a model that was cancelled half way.
  static let cancelledMark = "†"
}
