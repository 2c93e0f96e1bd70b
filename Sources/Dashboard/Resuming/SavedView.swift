import Evaluation
import Modelling
import Offers
import Tabular
import TerminalKit
import Workbench

/// What the panes show: selections, sort, thresholds and the customer. Every part may be missing.
struct SavedView: Codable, Equatable, Sendable {
  var column: Int?
  var trainLine: Int?
  var trainColumn: Int?
  var compare: Compare?
  var measure: ImportanceMeasure?
  var importanceOrder: ImportanceOrder?
  var importanceModel: ModelKind?
  var customer: Customer?
  var monitor: Monitor?

  /// What the Monitor pane holds against what.
  struct Monitor: Codable, Equatable, Sendable {
    var model: MonitoredModel?
    var rows: MonitoredRows
    var page: MonitorPage
    var sort: DriftField
    var isReversed: Bool
    var history: String?
  }

  /// What the Compare pane shows.
  struct Compare: Codable, Equatable, Sendable {
    var area: CompareArea
    var selected: ModelKind?
    var column: LeaderboardColumn
    var sort: LeaderboardColumn
    var isReversed: Bool
    var showsDifferences: Bool
    var chart: CompareChart
    var threshold: Double?
    var margin: Double?
    var cost: Double
    var capacity: Double?
    var hasEqualWidth: Bool
    /// Columns that were put away; sessions of before know none.
    var hidden: [LeaderboardColumn]?
    var showsOnlyDifferent: Bool?
  }

  /// The customer of the Simulate pane.
  struct Customer: Codable, Equatable, Sendable {
    var profile: CustomerProfile
    var base: CustomerProfile
    var baseTitle: String
    var origin: CustomerProfile?
    var originTitle: String
    /// The row that the customer was taken from, or the key; neither for a typical one.
    var row: Int?
    var key: String?
    var isEmpty: Bool?
    var kind: ModelKind?
    var order: OfferRanking.Order
    var field: Int
    /// The part with the focus and what it selects; sessions of before know none.
    var area: SimulateArea?
    var offer: Int?
    var reason: Int?
  }

  init(_ state: State) {
    column = state.data.columns.selectedRow
    trainLine = state.train.line
    trainColumn = state.train.column
    let compare = state.compare
    self.compare = Compare(
      area: compare.area, selected: compare.selected, column: compare.column, sort: compare.sort,
      isReversed: compare.isReversed, showsDifferences: compare.showsDifferences,
      chart: compare.chart, threshold: compare.threshold, margin: compare.margin,
      cost: compare.cost, capacity: compare.capacity, hasEqualWidth: compare.hasEqualWidth,
      hidden: LeaderboardColumn.all.filter(compare.hidden.contains),
      showsOnlyDifferent: compare.showsOnlyDifferent)
    measure = state.importances.measure
    importanceOrder = state.importances.order
    importanceModel = state.importances.selected
    customer = Customer(state)
    let monitor = state.monitor
    self.monitor = Monitor(
      model: monitor.model, rows: monitor.rows, page: monitor.page, sort: monitor.sort,
      isReversed: monitor.isReversed, history: monitor.historyPath)
  }

  /// Shows what needs no models.
  func apply(to state: inout State) {
    if let column, let count = state.session.data?.dataset.table.columns.count {
      state.data.columns.selectedRow = max(0, min(column, count - 1))
    }
    if let trainLine { state.train.line = trainLine }
    if let trainColumn { state.train.column = trainColumn }
    state.train.keepInSight(state.session.plan)
    if let compare { compare.apply(to: &state.compare) }
    if let measure { state.importances.measure = measure }
    if let importanceOrder { state.importances.order = importanceOrder }
    if let importanceModel { state.importances.selected = importanceModel }
    guard let monitor else { return }
    state.monitor.model = monitor.model
    state.monitor.rows = monitor.rows
    state.monitor.page = monitor.page
    state.monitor.sort = monitor.sort
    state.monitor.isReversed = monitor.isReversed
    state.monitor.historyPath = monitor.history
  }
}

extension SavedView.Compare {
  fileprivate func apply(to compare: inout CompareState) {
    compare.area = area
    compare.selected = selected
    compare.column = column
    compare.sort = sort
    compare.isReversed = isReversed
    compare.showsDifferences = showsDifferences
    compare.chart = chart
    compare.hasEqualWidth = hasEqualWidth
    compare.hidden = Set(hidden ?? [])
    compare.showsOnlyDifferent = showsOnlyDifferent ?? false
    if let threshold, (0...1).contains(threshold) { compare.threshold = threshold }
    if let margin, margin.isFinite, margin >= 0 { compare.margin = margin }
    if cost.isFinite, cost >= 0 { compare.cost = cost }
    if let capacity, capacity > 0, capacity <= 1 { compare.capacity = capacity }
  }
}

extension SavedView.Customer {
  fileprivate init?(_ state: State) {
    let situation = state.simulate.situation
    guard let profile = situation.profile, let base = situation.base else { return nil }
    self.profile = profile
    self.base = base
    baseTitle = situation.baseTitle
    origin = situation.origin.profile
    originTitle = situation.origin.title
    switch situation.origin.start {
    case .row(let number): row = number
    case .customer(let key): self.key = key
    case .empty: isEmpty = true
    case .typical, .saved: break
    }
    kind = situation.kind
    order = situation.order
    field = state.simulate.field
    area = state.simulate.area
    offer = state.simulate.offer
    reason = state.simulate.reason
  }

  /// The situation, its profiles checked against the columns.
  ///
  /// - Throws: `WorkbenchError` naming what does not fit.
  func situation(
    by simulator: Simulator, in data: OpenedData
  ) throws -> SimulateState.Situation {
    var situation = SimulateState.Situation()
    situation.profile = try simulator.adopting(profile)
    situation.base = try simulator.adopting(base)
    situation.baseTitle = baseTitle
    var start = CustomerChoice.Start.typical
    if let row { start = .row(row) }
    if let key { start = .customer(key) }
    if isEmpty == true { start = .empty }
    if start == .typical, let origin {
      // Somebody who was neither a row nor typical was a profile of a file.
      let adopted = try simulator.adopting(origin)
      if adopted != simulator.typicalProfile() { start = .saved(adopted) }
    }
    situation.origin = .init(
      start: start, title: originTitle,
      profile: try CustomerChoice(start).profile(by: simulator, in: data))
    situation.kind = kind
    situation.order = order
    return situation
  }
}
