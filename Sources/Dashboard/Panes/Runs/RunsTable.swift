import Evaluation
import Foundation
import Registry
import TerminalKit
import Workbench

/// The runs as they stand in the table: filtered, in order, with what is selected.
struct RunsTable {
  let state: RunsState
  /// The runs that the filter leaves, in order.
  let runs: [RegisteredRun]

  init(_ state: RunsState) {
    self.state = state
    let all = state.listing?.runs ?? []
    let wanted = state.filter.lowercased()
    let kept =
      wanted.isEmpty
      ? all
      : all.filter { run in
        ([run.id, run.description.data.name, run.description.split, run.description.kind.rawValue]
          + run.description.results.map(\.model)).contains { $0.lowercased().contains(wanted) }
      }
    runs = Self.ordered(kept, state)
  }

  private static func ordered(_ runs: [RegisteredRun], _ state: RunsState) -> [RegisteredRun] {
    let sorted: [RegisteredRun]
    switch state.sort {
    case .time: sorted = runs
    case .figure: sorted = RunOrder.sorted(runs, by: state.metric)
    case .rows:
      sorted = Self.sorted(runs) { $0.description.data.rows > $1.description.data.rows }
    case .kind, .data, .split, .best, .champion:
      sorted = Self.sorted(runs) { first, second in
        let words = (
          text(state.sort, of: first, by: state.metric),
          text(state.sort, of: second, by: state.metric)
        )
        // Runs without a word there come last.
        if words.0.isEmpty != words.1.isEmpty { return words.1.isEmpty }
        return words.0 < words.1
      }
    }
    return state.isReversed ? sorted.reversed() : sorted
  }

  private static func sorted(
    _ runs: [RegisteredRun], _ precedes: (RegisteredRun, RegisteredRun) -> Bool
  ) -> [RegisteredRun] {
    runs.enumerated().sorted { left, right in
      if precedes(left.element, right.element) { return true }
      if precedes(right.element, left.element) { return false }
      return left.offset < right.offset
    }.map(\.element)
  }

  /// The place of the selected run; the first one if the filter hides it.
  var selectedRow: Int? {
    runs.isEmpty ? nil : runs.firstIndex { $0.id == state.selected } ?? 0
  }

  /// The selected run.
  var selected: RegisteredRun? { selectedRow.map { runs[$0] } }

  /// The run that others are compared with.
  var marked: RegisteredRun? { state.listing?.runs.first { $0.id == state.marked } }

  /// The marked run and the selected one; `nil` unless they are two.
  var pair: RunComparison? {
    guard let marked, let selected, marked.id != selected.id else { return nil }
    return RunComparison(marked, selected)
  }

  /// The models of the selected run in the order of its leaderboard.
  var results: [RunDescription.Result] { selected?.description.results ?? [] }

  /// The place of the selected model: the best with a file where none was chosen.
  var selectedResult: Int? {
    guard let selected, !results.isEmpty else { return nil }
    if let place = results.firstIndex(where: { $0.model == state.model }) { return place }
    return results.firstIndex { result in selected.models.contains { $0.name == result.model } }
      ?? 0
  }

  /// The file of the selected model; `nil` where it has none.
  var model: RegisteredModel? {
    guard let selected, let place = selectedResult else { return nil }
    return selected.models.first { $0.name == results[place].model }
  }

  /// The champion that the selected model would take the place of.
  var rival: RegisteredModel? {
    guard let model else { return nil }
    return state.listing?.runs.lazy.compactMap(\.champion).first {
      $0.dataset == model.dataset && $0 != model
    }
  }

  /// The figures that stand for a run in some run of the list, in the leaderboard's order.
  var figures: [MetricKind] {
    let runs = state.listing?.runs ?? []
    return MetricKind.leaderboard.filter { metric in
      runs.contains { run in
        run.description.results.contains { $0.figures[metric.rawValue] != nil }
      }
    }
  }

  /// The text of a column.
  static func text(_ column: RunsColumn, of run: RegisteredRun, by metric: MetricKind) -> String {
    let description = run.description
    switch column {
    case .time: return time(of: run)
    case .kind: return description.kind.rawValue
    case .data: return description.data.name
    case .rows: return NumberText.grouped(description.data.rows)
    case .split: return description.split
    case .best: return RunOrder.best(of: run, by: metric)?.model ?? ""
    case .figure:
      return figure(RunOrder.best(of: run, by: metric)?.figures[metric.rawValue]?.value, metric)
    case .champion: return run.champion?.name ?? ""
    }
  }

  /// When a run was registered, and the digits that tell it from others: `2026-03-31 14:15 3fa9c1`.
  static func time(of run: RegisteredRun) -> String {
    "\(moment(run.registeredAt)) \(run.id.suffix(6))"
  }

  /// A time that was written down, to the minute.
  static func moment(_ stamp: String) -> String {
    String(stamp.prefix(16)).replacing("T", with: " ")
  }

  /// A figure as the leaderboard writes it.
  static func figure(_ value: Double?, _ metric: MetricKind) -> String {
    guard let value else { return "–" }
    switch metric.format {
    case .decimals(let digits): return NumberText.fixed(value, digits: digits)
    case .count: return NumberText.grouped(Int(value))
    case .multiple(let digits): return NumberText.fixed(value, digits: digits) + "×"
    }
  }
}
