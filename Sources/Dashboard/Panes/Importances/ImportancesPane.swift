import Modelling
import TerminalKit
import Workbench

/// Which columns matter to which model.
enum ImportancesPane: PaneProgram {
  static let pane = Pane.importances

  static let bindings: [KeyBinding<Action>] = [
    key(["m", "]"], .importances(.turnMeasure(1)), "measure", "Measure importance another way."),
    key(
      ["["], .importances(.turnMeasure(-1)), "measure", "Measure importance the way before.",
      isInFooter: false),
    key(
      ["s"], .importances(.toggleOrder), "sort",
      "Sort by the mean of all models, or by the selected one."),
    key(["/"], .importances(.filter), "filter", "Show only columns whose name contains a text."),
    key(
      ["enter"], .importances(.toggleDependence), "dependence",
      "Show how probabilities follow the selected column, or end that."),
  ]

  static func availability(of action: Action, in state: State) -> Availability {
    switch action {
    case .importances where state.session.importances.isEmpty:
      return .disabled("There are no importances before a model is trained; 1 opens data.")
    case .zoom where state.session.importances.isEmpty:
      return .disabled("There is nothing to zoom before a model is trained.")
    case .undo, .redo, .copy: return .disabled("Importances has nothing to take back or to copy.")
    default: return .enabled
    }
  }

  static func isTyping(in state: State) -> Bool { state.importances.entry != nil }

  static func hint(in state: State) -> String {
    state.session.importances.isEmpty ? "" : state.importances.measure.explanation
  }

  // MARK: Reducing

  static func reduce(_ state: inout State, _ action: ImportancesAction) -> [Effect] {
    let measures = ImportanceMeasure.allCases
    switch action {
    case .select(let kind): state.importances.selected = kind
    case .selectRow(let row):
      select(row, &state)
      return requestDependence(&state)
    case .turnMeasure(let count):
      let place = (measures.firstIndex(of: state.importances.measure) ?? 0) + count
      state.importances.measure =
        measures[
          (place % measures.count + measures.count) % measures.count]
    case .showMeasure(let measure): state.importances.measure = measure
    case .toggleOrder:
      state.importances.order = state.importances.order == .mean ? .model : .mean
    case .sort(let kind):
      let isAgain = state.importances.order == .model && state.importances.selected == kind
      state.importances.order = isAgain ? .mean : .model
      state.importances.selected = kind
    case .filter: state.importances.entry = TextEntry(state.importances.filter)
    case .toggleDependence:
      state.importances.showsDependence.toggle()
      return requestDependence(&state)
    }
    return []
  }

  private static func select(_ row: Int, _ state: inout State) {
    let table = ImportanceTable(state)
    guard row >= 0, row < table.rowCount else { return }
    if state.importances.measure == .coefficients {
      state.importances.coefficient = table.coefficients[row].name
      state.importances.feature = table.coefficients[row].feature
    } else {
      state.importances.feature = table.features[row]
      state.importances.coefficient = nil
    }
  }

  /// Asks for the dependences of the selected feature, if they are to be seen and not there.
  private static func requestDependence(_ state: inout State) -> [Effect] {
    guard state.importances.showsDependence, let comparison = state.session.comparison,
      let feature = ImportanceTable(state).selectedFeature,
      state.importances.dependence?.feature != feature
    else { return [] }
    state.importances.request += 1
    return [.depend(request: state.importances.request, comparison, feature: feature)]
  }

  /// Takes the answer to the newest request.
  static func accept(
    _ dependence: FeatureDependence, request: Int, _ state: inout State
  ) {
    guard request == state.importances.request else { return }
    state.importances.dependence = dependence
  }

  /// Forgets what was computed of models that are no more.
  static func forget(_ state: inout State) {
    state.importances.progress = [:]
    state.importances.dependence = nil
    state.importances.showsDependence = false
    state.importances.request += 1
  }

  static func move(_ movement: Movement, _ state: inout State) -> [Effect] {
    let table = ImportanceTable(state)
    if movement == .left || movement == .right {
      let kinds = table.models.map(\.kind)
      let place = kinds.firstIndex { $0 == table.selected?.kind } ?? 0
      let next = max(0, min(kinds.count - 1, place + (movement == .left ? -1 : 1)))
      if kinds.indices.contains(next) { state.importances.selected = kinds[next] }
      return []
    }
    guard let row = table.selectedRow else { return [] }
    let page = max(1, state.size.height - 16)
    select(movement.applied(to: row, count: table.rowCount, page: page), &state)
    return requestDependence(&state)
  }

  static func activate(_ state: inout State) -> [Effect] {
    guard let entry = state.importances.entry else { return [] }
    state.importances.filter = entry.text
    state.importances.entry = nil
    return requestDependence(&state)
  }

  static func back(_ state: inout State) -> [Effect] {
    if state.importances.entry != nil {
      state.importances.entry = nil
    } else if state.importances.showsDependence {
      state.importances.showsDependence = false
    } else {
      state.importances.filter = ""
    }
    return []
  }

  static func type(_ edit: TextEntry.Edit, _ state: inout State) -> [Effect] {
    state.importances.entry?.apply(edit)
    return []
  }

  // MARK: Drawing

  static func draw(_ state: State, in area: Rect, of frame: inout Frame) {
    guard !state.session.importances.isEmpty else {
      EmptyPage.draw(
        state.session.training.isRunning
          ? "The columns stand here by importance once all models are trained."
          : "Here the columns stand by how much they matter to each model, once models are trained.",
        in: area, of: &frame)
      return
    }
    ImportancesView(state: state, table: ImportanceTable(state)).draw(in: area, of: &frame)
  }

  static func actions(for hit: Hit, _ gesture: Gesture, in state: State) -> [Action] {
    if case .wheel = gesture { return wheelActions(gesture) }
    guard gesture == .press else { return [] }
    let models = ImportanceTable(state).models
    switch (hit.target.id, hit.target.part) {
    case (ImportancesView.Widget.tabs, .item(let index)):
      let measures = ImportanceMeasure.allCases
      return measures.indices.contains(index)
        ? [.importances(.showMeasure(measures[index]))] : []
    case (ImportancesView.Widget.heading, .column(let index)) where models.indices.contains(index):
      return [.importances(.sort(models[index].kind))]
    case (ImportancesView.Widget.features, .row(let row)):
      return [.importances(.selectRow(row))]
    case (ImportancesView.Widget.features, .cell(let row, let column))
    where models.indices.contains(column):
      return [.importances(.selectRow(row)), .importances(.select(models[column].kind))]
    case (ImportancesView.Widget.dependence, .item(let index)) where models.indices.contains(index):
      return [.importances(.select(models[index].kind))]
    default: return []
    }
  }
}
