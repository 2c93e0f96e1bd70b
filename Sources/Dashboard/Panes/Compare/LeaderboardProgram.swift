import Evaluation
import Modelling
import TerminalKit
import Workbench

/// Which columns of the leaderboard are in sight.
enum LeaderboardProgram {
  /// From values to differences, to those columns alone that differ, and back.
  static func turnDifferences(_ compare: inout CompareState) {
    if !compare.showsDifferences {
      compare.showsDifferences = true
    } else if !compare.showsOnlyDifferent {
      compare.showsOnlyDifferent = true
    } else {
      compare.showsDifferences = false
      compare.showsOnlyDifferent = false
    }
  }

  static func availabilityOfHiding(_ state: State) -> Availability {
    if state.compare.column == .model { return .disabled("The models' names always stay.") }
    let count = Leaderboard(state).columns.count { $0 != .model }
    return count > 1 ? .enabled : .disabled("The last column stays.")
  }

  /// Puts the selected column away and selects its neighbour.
  static func hideColumn(_ state: inout State) {
    let columns = Leaderboard(state).columns
    let column = state.compare.column
    guard column != .model, let place = columns.firstIndex(of: column) else { return }
    state.compare.hidden.insert(column)
    state.compare.column =
      columns.indices.contains(place + 1) ? columns[place + 1] : columns[place - 1]
    state.status = Status(
      .information, "\(column.title(isShort: false)) is hidden; + shows all columns.")
  }

  static func showColumns(_ state: inout State) { state.compare.hidden = [] }

  /// Why columns are missing; `nil` where all are there.
  static func remark(_ state: State) -> [Span]? {
    let board = Leaderboard(state)
    let undefined = board.undefinedColumns.filter { !$0.needsGroups || state.hasGroups }
    var parts: [[Span]] = []
    func names(_ columns: [LeaderboardColumn]) -> String {
      columns.map { $0.title(isShort: false) }.joined(separator: ", ")
    }
    if !undefined.isEmpty {
      parts.append([Span("\(names(undefined)) undefined for every model", .muted)])
    }
    let hidden = LeaderboardColumn.all.filter { state.compare.hidden.contains($0) }
    if !hidden.isEmpty {
      parts.append([
        Span("\(names(hidden)); ", .muted), Span("+", Style(.key)), Span(" shows all", .muted),
      ])
    }
    if state.compare.showsOnlyDifferent {
      parts.append([
        Span("columns that read the same; ", .muted), Span("d", Style(.key)),
        Span(" shows values", .muted),
      ])
    }
    guard !parts.isEmpty else { return nil }
    return [Span("Hidden  ", .header)] + parts.joined(separator: [Span("  ", .muted)])
  }
}

extension Leaderboard {
  /// Columns in which no model has a value: without groups there are no lists to rank.
  var undefinedColumns: [LeaderboardColumn] {
    guard rows.contains(where: { $0.trained != nil }) else { return [] }
    return LeaderboardColumn.all.filter { column in
      column != .model && rows.allSatisfy { Leaderboard.value(column, $0) == nil }
    }
  }

  /// The columns in sight from left to right. The column of the sort stays in any case.
  var columns: [LeaderboardColumn] {
    let undefined = Set(undefinedColumns)
    return LeaderboardColumn.all.filter { column in
      if column == .model { return true }
      if undefined.contains(column) || state.hidden.contains(column) { return false }
      return !state.showsOnlyDifferent || column == state.sort || differs(column)
    }
  }

  /// Whether the ranked models read differently in a column.
  private func differs(_ column: LeaderboardColumn) -> Bool {
    let words = rows.filter(\.isRanked).map { row in
      Leaderboard.value(column, row).map { Leaderboard.words($0, column) }
    }
    return Set(words).count > 1
  }
}

extension LeaderboardColumn {
  /// Whether the figure is about lists of customers.
  var needsGroups: Bool {
    if case .metric(let kind) = self { kind.needsGroups } else { false }
  }
}

extension State {
  /// Whether the test rows fall into lists.
  var hasGroups: Bool { session.comparison?.testGroups != nil }
}
