import Evaluation
import Modelling
import Tabular
import Workbench

/// The figures of folds as rows and columns, before they are drawn.
struct FoldsBoard {
  let validation: CrossValidation
  /// The models in the order of the sort, those without figures last.
  let rows: [CrossValidation.Model]
  /// Name, figures, seconds.
  let columns: [LeaderboardColumn]
  let selectedIndex: Int
  private let compare: CompareState

  /// - Returns: `nil` unless folds are what is in sight.
  init?(_ state: State) {
    guard state.session.training.isFolded || state.session.training.failure != nil,
      let validation = state.session.validation
    else { return nil }
    self.validation = validation
    compare = state.compare
    let hasGroups = validation.data.dataset.groupCodes != nil
    columns = LeaderboardColumn.all.filter { column in
      if case .metric(let kind) = column { return hasGroups || !kind.needsGroups }
      return column != .threshold
    }
    let order = FoldsBoard.order(of: validation, by: compare)
    rows = order.filter { $0.failure == nil } + order.filter { $0.failure != nil }
    selectedIndex = rows.firstIndex { $0.kind == state.compare.selected } ?? 0
  }

  var selected: CrossValidation.Model? {
    rows.indices.contains(selectedIndex) ? rows[selectedIndex] : nil
  }

  /// The figure that models are ordered by; ROC-AUC where the order is of something else.
  var metric: MetricKind {
    if case .metric(let kind) = compare.sort { kind } else { .rocAUC }
  }

  private static func order(
    of validation: CrossValidation, by compare: CompareState
  ) -> [CrossValidation.Model] {
    var models = validation.models
    switch compare.sort {
    case .metric(let metric):
      let kinds = metric.ranking(models.map { ($0.kind, $0.mean(metric)) })
      models = kinds.compactMap { kind in models.first { $0.kind == kind } }
    case .seconds: models.sort { $0.trainSeconds < $1.trainSeconds }
    case .model, .threshold: break
    }
    return compare.isReversed ? models.reversed() : models
  }

  /// The mean over the folds with their standard deviation.
  func mean(_ column: LeaderboardColumn, _ model: CrossValidation.Model) -> String {
    guard model.failure == nil else { return "" }
    guard case .metric(let kind) = column else {
      return Leaderboard.words(model.trainSeconds, .seconds)
    }
    guard let mean = model.mean(kind) else { return "–" }
    let spread = model.deviation(kind).map { " ±\(FigureWords.short($0, of: kind))" } ?? ""
    return kind.text(mean) + spread
  }

  /// The figure of all out-of-fold scores as one list.
  func pooled(_ column: LeaderboardColumn, _ model: CrossValidation.Model) -> String {
    guard model.failure == nil, case .metric(let kind) = column else { return "" }
    let value =
      switch kind {
      case .f1: model.pooledConfusion?.f1
      case .precision: model.pooledConfusion?.precision
      case .recall: model.pooledConfusion?.recall
      default: model.pooled?[kind]
      }
    return kind.text(value)
  }

  /// The best mean of a column as it is written; `nil` where there is none.
  func best(_ column: LeaderboardColumn) -> String? {
    guard case .metric(let kind) = column else { return nil }
    var best: Double?
    for model in rows where model.failure == nil {
      if kind.isBetter(model.mean(kind), than: best) { best = model.mean(kind) }
    }
    return best.map { kind.text($0) }
  }
}
