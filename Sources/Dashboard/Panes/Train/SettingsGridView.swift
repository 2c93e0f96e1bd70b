import Modelling
import TerminalKit
import Workbench

/// The settings: a line each, a column for each model.
struct SettingsGridView {
  private let state: State
  private let titleWidth: Int
  private let cellWidth: Int
  private let standard: TrainingPlan?

  static func draw(_ state: State, in area: Rect, of frame: inout Frame) {
    let isChanged = state.session.isPlanChanged && !state.session.training.isRunning
    frame.draw(
      Panel(
        "Settings", note: isChanged ? "changed: r retrains" : "* not the standard", isFocused: true),
      in: area)
    let inside = Panel.inside(area)
    SettingsGridView(state, width: inside.width).draw(in: inside, of: &frame)
  }

  private init(_ state: State, width: Int) {
    self.state = state
    standard = state.session.data.map { TrainingPlan(for: $0) }
    titleWidth = state.train.settings.count > 4 ? 13 : min(14, max(12, width / 4))
    cellWidth = max(6, (width - titleWidth) / state.train.settings.count)
  }

  private func draw(in area: Rect, of frame: inout Frame) {
    var rest = area
    drawHeading(in: rest.takeTop(1), of: &frame)
    // A heading stands above the lines that all models share.
    let lines = TrainLine.all(state)
    let firstShared = lines.firstIndex { !$0.isPerModel } ?? lines.count
    let hasGap = rest.height > lines.count
    let total = lines.count + (hasGap ? 1 : 0)
    let selected = state.train.line + (hasGap && state.train.line >= firstShared ? 1 : 0)
    let first = Scrollbar.first(
      showing: selected, from: 0, visible: rest.height, total: total)
    if total > rest.height {
      frame.draw(
        Scrollbar(
          total: total, visible: rest.height, first: first, id: TrainPane.progressWidget),
        in: Rect(column: area.endColumn, row: rest.row, width: 1, height: rest.height))
    }
    for offset in 0..<min(rest.height, total - first) {
      var index = first + offset
      if hasGap {
        if index == firstShared {
          drawRule(in: rest.line(offset), of: &frame)
          continue
        }
        if index > firstShared { index -= 1 }
      }
      draw(index, in: rest.line(offset), of: &frame)
    }
  }

  private func drawHeading(in line: Rect, of frame: inout Frame) {
    var rest = line
    _ = rest.takeLeft(titleWidth)
    for (column, settings) in state.train.settings.enumerated() {
      let place = rest.takeLeft(cellWidth)
      let isLeftOut = state.train.leftOut.contains(settings.kind)
      var style = Style(isLeftOut ? .faint : .series(settings.kind.seriesIndex), on: .canvas, .bold)
      if column == state.train.column { style = style.with(.underline) }
      frame.addHit(place, HitTarget(TrainPane.gridWidget, .column(column)))
      frame.write(settings.kind.label, in: place.trimmed, style: style)
    }
  }

  private func drawRule(in line: Rect, of frame: inout Frame) {
    let used = frame.write("for all models", in: line, style: .header)
    frame.horizontalLine(
      column: line.column + used + 1, row: line.row, width: max(0, line.width - used - 1),
      style: Style(.faint))
  }

  private func draw(_ index: Int, in line: Rect, of frame: inout Frame) {
    let item = TrainLine.all(state)[index]
    let isSelectedLine = index == state.train.line
    var rest = line
    frame.write(
      item.title, in: rest.takeLeft(titleWidth).trimmed,
      style: isSelectedLine ? Style(.text, on: .canvas, .bold) : .muted)
    guard item.isPerModel else {
      let place = rest.takeLeft(min(rest.width, max(cellWidth * 2, 16)))
      return drawCell(
        planText(item), isChanged: isPlanChanged(item), isSelected: isSelectedLine, index, 0,
        in: place, of: &frame)
    }
    for (column, settings) in state.train.settings.enumerated() {
      let place = rest.takeLeft(cellWidth)
      let isSelected = isSelectedLine && column == state.train.column
      if item == .included {
        let isIn = !state.train.leftOut.contains(settings.kind)
        drawCell(
          "[\(isIn ? String(frame.glyphs.check) : " ")]", isChanged: false, isSelected: isSelected,
          index, column, in: place, of: &frame)
      } else if let definition = item.definition(for: settings.kind) {
        drawCell(
          SettingWords.text(
            settings[definition.key], of: definition, isASCII: frame.glyphs.isASCII),
          isChanged: settings.isChanged(definition.key),
          isSelected: isSelected, index, column, in: place, of: &frame)
      } else {
        drawAbsent(isSelected: isSelected, index, column, in: place, of: &frame)
      }
    }
  }

  private func drawAbsent(
    isSelected: Bool, _ line: Int, _ column: Int, in place: Rect, of frame: inout Frame
  ) {
    let ground: Role = isSelected ? .selectionUnfocused : .canvas
    if isSelected { frame.fill(place.trimmed, style: Style(.text, on: ground)) }
    frame.addHit(
      place, HitTarget(TrainPane.gridWidget, .cell(row: line, column: column)))
    frame.put(
      frame.glyphs.dot, column: place.column + 1, row: place.row, style: Style(.faint, on: ground))
  }

  /// A value with arrows around it when it is selected; they can be clicked.
  private func drawCell(
    _ text: String, isChanged: Bool, isSelected: Bool, _ line: Int, _ column: Int, in place: Rect,
    of frame: inout Frame
  ) {
    let cell = place.trimmed
    frame.addHit(
      place, HitTarget(TrainPane.gridWidget, .cell(row: line, column: column)))
    if isSelected, let entry = state.train.entry {
      return frame.draw(TextField(entry.text, cursor: entry.cursor), in: cell)
    }
    guard isSelected else {
      let style = isChanged ? Style(.warning, on: .canvas, .bold) : Style(.text)
      // Colour alone would tell nothing on a terminal without colours.
      if isChanged { frame.put("*", column: cell.column, row: cell.row, style: style) }
      return _ = frame.write(text, in: cell.shifted, style: style)
    }
    frame.fill(cell, style: Style(.text, on: .selection))
    var rest = cell
    let (less, more) = (rest.takeLeft(1), rest.takeRight(1))
    frame.put(frame.glyphs.left, column: less.column, row: less.row, style: .selected)
    frame.put(frame.glyphs.right, column: more.column, row: more.row, style: .selected)
    frame.write(text, in: rest, style: .selected)
    frame.cursor = Position(column: rest.column, row: rest.row)
    let number = line * 10 + column
    frame.addHit(less, HitTarget(TrainPane.gridWidget, .decrease(number)))
    frame.addHit(more, HitTarget(TrainPane.gridWidget, .increase(number)))
  }

  private func planText(_ line: TrainLine) -> String {
    guard case .plan(let part) = line, let plan = state.session.plan else { return "" }
    return part.text(of: plan)
  }

  private func isPlanChanged(_ line: TrainLine) -> Bool {
    guard case .plan(let part) = line, let plan = state.session.plan, let standard,
      part != .threads
    else { return false }
    // A part that the standard plan lacks comes with a change that is marked.
    return PlanPart.all(of: standard).contains(part)
      && part.typed(of: plan) != part.typed(of: standard)
  }
}

extension Rect {
  /// The rectangle without its last column, which keeps neighbours apart.
  fileprivate var trimmed: Rect {
    Rect(column: column, row: row, width: width - 1, height: height)
  }

  /// The rectangle without its first column, where the arrow of a selected cell stands.
  fileprivate var shifted: Rect {
    Rect(column: column + 1, row: row, width: width - 1, height: height)
  }
}
