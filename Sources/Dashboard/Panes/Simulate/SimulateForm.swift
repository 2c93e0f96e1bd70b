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
    let isFocused = state.simulate.area == .form
    let changes = SimulatePane.changeCount(state)
    let place = "\(state.simulate.field + 1) of \(fields.count)"
    let base = "base: \(state.simulate.situation.baseTitle)"
    let foot = "\(base) \(frame.glyphs.dot) \(place)"
    frame.draw(
      Panel(
        capitalised(state.simulate.origin.title),
        note: changes == 0 ? "" : "\(changes) change\(changes == 1 ? "" : "s")",
        footnote: SafeText.width(of: foot) + 6 <= area.width ? foot : place,
        isFocused: isFocused),
      in: area)
    let inside = Panel.inside(area)
    let hasNote = inside.width >= 40 || state.simulate.isSideBySide && inside.width >= 36
    let room = inside.width - 2 - labelWidth(fields)
    let valueWidth = max(
      12, min(22, hasNote ? min(inside.width * 2 / 5, room - noteWidth) : inside.width / 2))
    let rows = form.lines.enumerated().map { line, index in
      guard let index else { return FormView.Field(form.headings[line] ?? "", .heading) }
      return field(fields[index], index, profile, hasNote: hasNote, state)
    }
    frame.draw(
      FormView(
        rows, selected: form.lines.firstIndex(of: state.simulate.field), isFocused: isFocused,
        valueWidth: valueWidth, id: SimulatePane.formWidget), in: inside)
  }

  /// What a note such as `base retired` takes.
  private static let noteWidth = 13

  private static func labelWidth(_ fields: [ProfileField]) -> Int {
    (fields.map { SafeText.width(of: $0.column) }.max() ?? 0) + 2
  }

  /// The width that shows every column with its longest value, with the base beside it if asked.
  static func wantedWidth(_ state: State, hasNote: Bool) -> Int {
    let fields = state.session.simulator?.fields ?? []
    let values = fields.map { field -> Int in
      switch field.domain {
      case .choice(let spellings): spellings.map { SafeText.width(of: $0) }.max() ?? 0
      case .number(let range, _):
        max(
          ProfileValue.plainText(range.lowerBound).count,
          ProfileValue.plainText(range.upperBound).count)
      case .free: 12
      }
    }
    // The box, the mark, and the arrows around the value.
    let plain = 4 + 2 + labelWidth(fields) + max(12, min(22, (values.max() ?? 0) + 4))
    return plain + (hasNote ? noteWidth : 0)
  }

  private static func capitalised(_ text: String) -> String {
    text.prefix(1).uppercased() + text.dropFirst()
  }

  private static func field(
    _ field: ProfileField, _ index: Int, _ profile: CustomerProfile, hasNote: Bool,
    _ state: State
  ) -> FormView.Field {
    let value = profile[field.column] ?? .missing
    let base = state.simulate.base?[field.column] ?? value
    let isChanged = base != value
    let isBeyond = field.isBeyondRange(value)
    // The mark is in the text, so that it shows at every width and without colour.
    let plain = NumberText.plain(value.description)
    let text = isBeyond ? "\(plain) !" : plain
    var control: FormView.Field.Control
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
    return FormView.Field(
      field.column, control,
      note: hasNote
        ? note(field, index, base, isChanged: isChanged, isBeyond: isBeyond, state) : "",
      isChanged: isChanged)
  }

  private static func note(
    _ field: ProfileField, _ index: Int, _ base: ProfileValue, isChanged: Bool, isBeyond: Bool,
    _ state: State
  ) -> String {
    if index == state.simulate.field, let words = SimulatePane.entryWords(state) {
      return words.isGood ? "" : "not so"
    }
    if state.simulate.isSideBySide { return isChanged ? "base \(base)" : "the same" }
    if isBeyond { return "beyond the data" }
    if isChanged { return "base \(base)" }
    let isFeature = state.session.data?.dataset.features.contains(field.column) ?? true
    return isFeature ? "" : "only for rules"
  }
}
