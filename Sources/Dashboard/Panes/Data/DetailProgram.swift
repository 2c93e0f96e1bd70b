import Evaluation
import Offers
import Tabular
import TerminalKit
import Workbench

/// The page of one column: opening it, its order, and the way to the rows of a value.
enum DetailProgram {
  /// Opens the page of the selected column, or of the selected warning's.
  static func open(_ state: inout State) -> [Effect] {
    guard let data = state.session.data else { return [] }
    if state.data.area == .warnings, data.warnings.indices.contains(state.data.selectedWarning),
      data.warnings[state.data.selectedWarning].column == nil
    {
      state.status = Status(
        .information, "This warning is about the whole table; Tab goes back to the columns.")
      return []
    }
    guard let column = state.data.columns.selectedRow,
      data.dataset.table.columns.indices.contains(column)
    else { return [] }
    state.isZoomed = false
    state.data.detail = DetailState(column: column, isByValue: !hasBins(column, data))
    return count(&state)
  }

  /// Asks for the values of the column in sight.
  private static func count(_ state: inout State) -> [Effect] {
    guard let data = state.session.data, let detail = state.data.detail else { return [] }
    state.data.detailRequest += 1
    fill(&state)
    return [
      .countValues(request: state.data.detailRequest, data.dataset, column: detail.column)
    ]
  }

  static func accept(_ values: ValueFrequencies, request: Int, _ state: inout State) {
    guard request == state.data.detailRequest else { return }
    state.data.detail?.values = values
    fill(&state)
  }

  /// Counts again where another target is predicted.
  static func renew(_ state: inout State) -> [Effect] {
    guard let data = state.session.data, let detail = state.data.detail else { return [] }
    guard data.dataset.table.columns.indices.contains(detail.column) else {
      state.data.detail = nil
      return []
    }
    return count(&state)
  }

  private static func hasBins(_ column: Int, _ data: OpenedData) -> Bool {
    let profile = data.profile.columns[column]
    return profile.kind == .number || profile.kind == .date
  }

  static func availabilityOfValues(in state: State) -> Availability {
    guard let data = state.session.data, DataPane.page(in: state) == .detail,
      let detail = state.data.detail
    else { return .disabled("Open a column first: Enter.") }
    return hasBins(detail.column, data)
      ? .enabled : .disabled("Only numbers and dates have bins.")
  }

  static func toggleValues(_ state: inout State) {
    state.data.detail?.isByValue.toggle()
    state.data.detail?.selected = 0
    fill(&state)
  }

  static func hint(in state: State) -> String {
    guard let data = state.session.data, let detail = state.data.detail else { return "" }
    let name = data.dataset.table.columns[detail.column].name
    return "Enter shows a value's rows; Tab: the next column; Esc leaves "
      + "\(ShortName.text(name, width: 14))."
  }

  static func move(_ movement: Movement, page: Int, _ state: inout State) {
    guard let detail = state.data.detail else { return }
    switch movement {
    case .left, .right:
      let next = detail.field + (movement == .left ? -1 : 1)
      state.data.detail?.field = max(0, min(next, DetailField.allCases.count - 1))
    default:
      state.data.detail?.selected = max(
        0, movement.applied(to: detail.selected, count: detail.entries.count, page: page))
    }
  }

  /// Goes to the next or previous column that is listed.
  static func turn(by step: Int, _ state: inout State) -> [Effect] {
    let listed = DataPane.listedColumns(in: state)
    guard let detail = state.data.detail, !listed.isEmpty, let data = state.session.data else {
      return []
    }
    let place = (listed.firstIndex(of: detail.column) ?? 0) + step
    let next = listed[(place % listed.count + listed.count) % listed.count]
    state.data.columns.selectedRow = next
    state.data.detail = DetailState(
      column: next, isByValue: !hasBins(next, data), field: detail.field, sort: detail.sort)
    return count(&state)
  }

  /// Enter: the rows of the selected value.
  static func activate(_ state: inout State) -> [Effect] {
    guard let data = state.session.data, let detail = state.data.detail,
      detail.entries.indices.contains(detail.selected)
    else { return [] }
    let entry = detail.entries[detail.selected]
    // Bounds are made short by a look at all rows: for one bin, not for all of them.
    let bounds = entry.bin.flatMap {
      BinCondition.text(
        of: $0, in: data.dataset.table.columns[detail.column], isLast: entry.isLastBin)
    }
    guard let condition = entry.condition ?? bounds else {
      state.status = Status(
        .warning, "No condition says which rows these are; b shows the single values.")
      return []
    }
    let effects = DataPane.showRows(filter: condition, column: detail.column, &state)
    return effects
  }

  static func sort(by sort: RowSort?, _ state: inout State) {
    guard let detail = state.data.detail else { return }
    state.data.detail?.sort = detail.sort == sort ? nil : sort
    state.data.detail?.selected = 0
    fill(&state)
  }

  // MARK: Entries

  /// Puts together what is known by now.
  private static func fill(_ state: inout State) {
    guard let data = state.session.data, var detail = state.data.detail else { return }
    let profile = data.profile.columns[detail.column]
    var entries =
      detail.isByValue
      ? (detail.values?.entries ?? []).map { entry(of: $0, in: profile) } : bins(of: profile)
    if let sort = detail.sort, DetailField.allCases.indices.contains(sort.column) {
      entries = sorted(entries, by: DetailField.allCases[sort.column], sort.isAscending, data)
    }
    detail.entries = entries
    detail.selected = max(0, min(detail.selected, entries.count - 1))
    state.data.detail = detail
  }

  private static func entry(
    of value: ValueFrequencies.Entry, in profile: ColumnProfile
  ) -> DetailState.Entry {
    DetailState.Entry(
      label: value.value ?? "missing", isMissing: value.value == nil, count: value.count,
      labelledCount: value.labelledCount, positiveCount: value.positiveCount,
      condition: value.value.map {
        Condition(column: profile.name, test: .oneOf([$0])).description
      } ?? RowFilter.missing(in: profile.name))
  }

  private static func bins(of profile: ColumnProfile) -> [DetailState.Entry] {
    let count = profile.bins.count
    var entries = profile.bins.enumerated().map { index, bin in
      DetailState.Entry(
        label: ColumnDetailView.label(bin, isDate: profile.kind == .date), count: bin.count,
        labelledCount: bin.labelledCount, positiveCount: bin.positiveCount,
        bin: bin, isLastBin: index == count - 1)
    }
    if let missing = profile.missingBin {
      entries.append(
        DetailState.Entry(
          label: "missing", isMissing: true, count: missing.count,
          labelledCount: missing.labelledCount, positiveCount: missing.positiveCount,
          condition: RowFilter.missing(in: profile.name)))
    }
    return entries
  }

  /// Equal figures keep their order; what has no figure comes last.
  private static func sorted(
    _ entries: [DetailState.Entry], by field: DetailField, _ isAscending: Bool, _ data: OpenedData
  ) -> [DetailState.Entry] {
    func figure(_ entry: DetailState.Entry) -> Double? {
      switch field {
      case .value: nil
      case .rows, .share: Double(entry.count)
      case .positives: Double(entry.positiveCount)
      case .rate: entry.rate?.estimate
      case .lower: entry.rate?.lower
      case .upper: entry.rate?.upper
      }
    }
    // Values come in their own order.
    if field == .value { return isAscending ? entries : entries.reversed() }
    return entries.enumerated().map { (offset: $0, entry: $1, figure: figure($1)) }
      .sorted { first, second in
        switch (first.figure, second.figure) {
        case (let left?, let right?) where left != right: (left < right) == isAscending
        case (_?, nil): true
        case (nil, _?): false
        default: first.offset < second.offset
        }
      }.map(\.entry)
  }
}
