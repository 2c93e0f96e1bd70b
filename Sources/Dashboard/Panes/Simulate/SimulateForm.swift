import Offers
import Tabular
import TerminalKit
import Workbench

/// The customer as a form: a line a column, with headings where columns describe different things.
struct SimulateForm {
  /// The lines: the index of a field, or `nil` for a heading.
  let lines: [Int?]
  private let headings: [Int: String]

  static func rows(in state: State) -> SimulateForm {
    SimulateForm(state.session.simulator?.fields ?? [])
  }

  private init(_ fields: [ProfileField]) {
    var lines: [Int?] = []
    var headings: [Int: String] = [:]
    let scopes = Set(fields.map(\.scope))
    for scope in ColumnScope.allCases where scopes.contains(scope) {
      if scopes.count > 1 {
        headings[lines.count] = scope.rawValue
        lines.append(nil)
      }
      lines += fields.indices.filter { fields[$0].scope == scope }.map(Optional.some)
    }
    self.lines = lines
    self.headings = headings
  }

  /// The field of a line; that of the next line for a heading.
  func field(at line: Int) -> Int {
    lines.dropFirst(max(0, line)).lazy.compactMap { $0 }.first ?? 0
  }

  static func draw(_ state: State, in area: Rect, of frame: inout Frame) {
    let form = rows(in: state)
    guard let fields = state.session.simulator?.fields, let profile = state.simulate.profile else {
      return
    }
    let title = SimulatePane.title(state)
    frame.draw(
      Panel(
        "Customer", note: area.width < title.count + 20 ? "" : title,
        footnote: "\(state.simulate.field + 1) of \(fields.count)", isFocused: !state.isZoomed),
      in: area)
    let inside = Panel.inside(area)
    let isNarrow = inside.width < 42
    let valueWidth = max(12, min(22, isNarrow ? inside.width / 2 : inside.width * 2 / 5))
    let rows = form.lines.enumerated().map { line, index in
      guard let index else { return FormView.Field(form.headings[line] ?? "", .heading) }
      return field(fields[index], index, profile, hasNote: !isNarrow, state)
    }
    frame.draw(
      FormView(
        rows, selected: form.lines.firstIndex(of: state.simulate.field), isFocused: true,
        valueWidth: valueWidth, id: SimulatePane.formWidget), in: inside)
  }

  private static func field(
    _ field: ProfileField, _ index: Int, _ profile: CustomerProfile, hasNote: Bool,
    _ state: State
  ) -> FormView.Field {
    let value = profile[field.column] ?? .missing
    let base = state.simulate.base?[field.column] ?? value
    let isChanged = base != value
    var control: FormView.Field.Control
    let text = SimulateWords.text(value)
    switch field.domain {
    case .number(let range, _):
      let number = value.number
      control = .number(
        text, canDecrease: number.map { $0 > range.lowerBound } ?? true,
        canIncrease: number.map { $0 < range.upperBound } ?? true)
    case .choice: control = .choice(text)
    case .free: control = .text(text)
    }
    if index == state.simulate.field, let entry = state.simulate.entry {
      control = .editing(entry.text, cursor: entry.cursor)
    }
    var note = isChanged ? "was \(SimulateWords.text(base))" : ""
    if !isChanged, state.session.data?.dataset.features.contains(field.column) == false {
      note = "only for rules"
    }
    return FormView.Field(field.column, control, note: hasNote ? note : "", isChanged: isChanged)
  }
}
