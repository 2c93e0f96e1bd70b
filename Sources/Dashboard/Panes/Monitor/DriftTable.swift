import Evaluation
import Monitoring
import TerminalKit
import Workbench

/// The columns as they stand in the table: filtered, in order, with what is selected.
struct DriftTable {
  let state: MonitorState
  /// The columns that the filter leaves, in order; the score is one of them.
  let rows: [ColumnDrift]
  /// How many there are without the filter.
  let count: Int

  init(_ state: MonitorState) {
    self.state = state
    guard let report = state.answer?.finding.report else {
      (rows, count) = ([], 0)
      return
    }
    let all = report.columns + [report.score].compactMap(\.self)
    count = all.count
    let wanted = state.filter.lowercased()
    let kept =
      wanted.isEmpty
      ? all
      : all.filter { column in
        [column.name, column.severity.rawValue, Self.finding(of: column)].contains {
          $0.lowercased().contains(wanted)
        }
      }
    rows = Self.ordered(kept, by: state.sort, isReversed: state.isReversed)
  }

  private static func ordered(
    _ columns: [ColumnDrift], by field: DriftField, isReversed: Bool
  ) -> [ColumnDrift] {
    let sorted =
      switch field {
      // As the report has them, but for the score, which it names apart.
      case .severity: Self.sorted(columns) { $0.severity > $1.severity }
      case .column: Self.sorted(columns) { $0.name < $1.name }
      case .chance: Self.sorted(columns) { (chance(of: $0) ?? 2) < (chance(of: $1) ?? 2) }
      default: Self.sorted(columns) { (value(field, of: $0) ?? -1) > (value(field, of: $1) ?? -1) }
      }
    return isReversed ? sorted.reversed() : sorted
  }

  private static func sorted(
    _ columns: [ColumnDrift], _ precedes: (ColumnDrift, ColumnDrift) -> Bool
  ) -> [ColumnDrift] {
    columns.enumerated().sorted { first, second in
      if precedes(first.element, second.element) { return true }
      if precedes(second.element, first.element) { return false }
      return first.offset < second.offset
    }.map(\.element)
  }

  /// The place of the selected column; the first one where the filter hides it.
  var selectedRow: Int? {
    rows.isEmpty ? nil : rows.firstIndex { $0.name == state.selected } ?? 0
  }

  /// The selected column.
  var selected: ColumnDrift? { selectedRow.map { rows[$0] } }

  // MARK: Figures

  /// The figure of a column that it is sorted by, the larger the further it has moved.
  private static func value(_ field: DriftField, of column: ColumnDrift) -> Double? {
    switch field {
    case .stability: column.stability?.value
    case .noise: column.stability?.noiseFloor
    case .shape: column.shape?.statistic
    case .missing: abs(column.missing.current - column.missing.reference)
    case .beyond: column.check(.range)?.effect
    case .new: column.check(.newLevels)?.effect
    default: nil
    }
  }

  /// The smallest chance of its answers, raised for all questions; `nil` where nothing was tested.
  private static func chance(of column: ColumnDrift) -> Double? {
    column.checks.compactMap(\.adjustedPValue).min()
  }

  /// The gravest finding in a word or two; empty without one.
  private static func finding(of column: ColumnDrift) -> String {
    column.checks.first { $0.severity > .none }.map { DriftDetail.name(of: $0.kind) } ?? ""
  }

  /// The text of a field that is no picture.
  static func text(_ field: DriftField, of column: ColumnDrift) -> String {
    let digits = { (value: Double?) in value.map { NumberText.fixed($0, digits: 3) } ?? "–" }
    switch field {
    case .severity: return column.severity == .none ? "" : column.severity.rawValue
    case .column: return column.name
    case .finding: return finding(of: column)
    case .stability, .noise, .shape: return digits(value(field, of: column))
    case .missing: return NumberText.percent(column.missing.current, digits: 1)
    case .beyond, .new:
      return value(field, of: column).map { NumberText.percent($0, digits: 1) } ?? "–"
    case .chance: return chance(of: column).map(chanceText) ?? "–"
    case .before, .now: return ""
    }
  }

  /// A chance; very small ones are known to no digit.
  static func chanceText(_ chance: Double) -> String {
    chance < 0.0001 ? "<0.0001" : NumberText.fixed(chance, digits: 4)
  }

  /// The table as it is copied, with all its figures.
  func copied() -> CopiedTable {
    let fields = DriftField.allCases.filter { ![.before, .now].contains($0) }
    return CopiedTable(
      name: "table of drift",
      titles: fields.map { $0 == .severity ? "Severity" : $0.title },
      rows: rows.map { column in fields.map { Self.text($0, of: column) } })
  }
}

/// How grave something is, by sign, word and colour.
enum SeverityMark {
  static func span(_ severity: DriftSeverity, _ glyphs: Glyphs) -> Span {
    switch severity {
    case .none: Span("\(glyphs.dot) none", .muted)
    case .notice: Span("\(glyphs.check) notice", .text)
    case .warning: Span("! warning", Style(.warning))
    case .alarm: Span("\(glyphs.cross) alarm", Style(.bad, on: .canvas, .bold))
    }
  }
}
