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
    key(["c"], .importances(.stopPermutation), "stop", "Stop measuring permutation importance."),
    key(
      ["r"], .importances(.measurePermutation), "again",
      "Measure the permutation importance that was stopped."),
    key(["esc"], .importances(.leave), "back", "Leave the zoom, the dependence, or the filter."),
    key(
      ["enter"], .importances(.toggleDependence), "column",
      "Show how probabilities follow the selected column, and its SHAP values, or end that."),
    key(
      ["v"], .importances(.toggleScatter), "SHAP",
      "Show the SHAP values of the column, row by row, or its dependence."),
    key(
      ["s"], .importances(.toggleOrder), "sort",
      "Sort by the mean of all models, by the selected one, or by name."),
    key(
      ["f"], .importances(.toggleFamilies), "families",
      "Put the coefficients of a column's levels together, or apart again."),
    key(
      ["i"], .importances(.toggleIndividuals), "customers",
      "Draw the probabilities of single customers behind their mean, or leave them out."),
    key(
      ["Y"], .importances(.copyTable(.markdown)), "Markdown", "Copy the table as Markdown.",
      isInFooter: false),
    key(["/"], .importances(.filter), "filter", "Show only columns whose name contains a text."),
    key(
      ["n"], .importances(.turnRow(1)), "next", "Select the next column that the filter leaves.",
      isInFooter: false),
    key(
      ["N"], .importances(.turnRow(-1)), "before",
      "Select the column before among those that the filter leaves.", isInFooter: false),
  ]

  static func availability(of action: Action, in state: State) -> Availability {
    switch action {
    case .importances where state.session.importances.isEmpty:
      return .disabled("There are no importances before a model is trained; 1 opens data.")
    case .importances(.leave)
    where !state.isZoomed && !state.importances.showsDependence && state.importances.filter.isEmpty:
      return .disabled("There is nothing open to leave.")
    case .importances(.turnRow) where state.importances.filter.isEmpty:
      return .disabled("n and N go through what a filter leaves; / sets one.")
    case .importances(.toggleFamilies) where state.importances.measure != .coefficients:
      return .disabled("Only coefficients come by level; ] turns to them.")
    case .importances(.toggleIndividuals) where !state.importances.showsDependence:
      return .disabled("Enter shows how probability follows the column; then i draws customers.")
    case .importances(.toggleScatter) where isRoomy(state) && state.importances.showsDependence:
      return .disabled("The SHAP values stand beside the dependence.")
    case .importances(.stopPermutation) where state.permutationShare == nil:
      return .disabled("No permutation is under way.")
    case .importances(.measurePermutation) where !state.importances.isPermutationStopped:
      return .disabled("Permutation was not stopped.")
    case .zoom where state.session.importances.isEmpty:
      return .disabled("There is nothing to zoom before a model is trained.")
    case .undo, .redo: return .disabled("Importances has nothing to take back.")
    case .copy where state.session.importances.isEmpty:
      return .disabled("There is no table to copy before a model is trained.")
    default: return .enabled
    }
  }

  static func isTyping(in state: State) -> Bool { state.importances.entry != nil }

  static func hint(in state: State) -> String {
    if state.session.importances.isEmpty { return "" }
    let measure = state.importances.measure
    if state.importances.showsDependence {
      return state.importances.showsIndividuals
        ? "Thin lines are single customers, by level 9 in 10 of them; i hides them."
        : "SHAP over the test rows; left and right go to the other models."
    }
    guard measure == .permutation else { return measure.explanation }
    if let share = state.permutationShare {
      return "Shuffling each column: \(NumberText.percent(share)) done; c stops it."
    }
    if state.importances.isPermutationStopped {
      return "Permutation was stopped; r measures it again."
    }
    return state.permutationBasis.map {
      "Drop of ROC-AUC, ± sd, \($0.words)."
    } ?? measure.explanation
  }

  /// Whether dependence and SHAP values have room beside each other.
  static func isRoomy(_ state: State) -> Bool { state.size.width >= 100 && state.size.height >= 30 }

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
    case .toggleOrder: turnOrder(&state.importances)
    case .toggleIndividuals: state.importances.showsIndividuals.toggle()
    case .toggleFamilies:
      state.importances.feature = ImportanceTable(state).selectedFeature
      state.importances.showsFamilies.toggle()
    case .copyTable(let format): return ImportanceTables.table(state)?.copied(as: format) ?? []
    case .sort(let kind):
      let isAgain = state.importances.order == .model && state.importances.selected == kind
      state.importances.order = isAgain ? .mean : .model
      state.importances.selected = kind
    case .filter: state.importances.entry = TextEntry(state.importances.filter)
    case .toggleDependence:
      state.importances.showsDependence.toggle()
      return requestDependence(&state)
    case .toggleScatter:
      // The first key opens what it names.
      let isOpen = state.importances.showsDependence
      state.importances.showsScatter = isOpen ? !state.importances.showsScatter : true
      state.importances.showsDependence = true
      return requestDependence(&state)
    case .turnRow(let count): return turnRow(by: count, &state)
    case .leave: return leave(&state)
    case .stopPermutation:
      state.importances.isPermutationStopped = true
      state.status = Status(.warning, "Permutation is stopped; r measures it again.")
      return [.cancelExplaining]
    case .measurePermutation:
      guard let comparison = state.session.comparison else { return [] }
      state.importances.isPermutationStopped = false
      state.importances.progress = [:]
      return [.explain(run: state.session.training.run, comparison)]
    }
    return []
  }

  /// Coefficients are those of one model, so they go by size or by name.
  private static func turnOrder(_ pane: inout ImportancesState) {
    pane.order =
      switch pane.order {
      case .mean: pane.measure == .coefficients ? .name : .model
      case .model: .name
      case .name: .mean
      }
  }

  static func perform(_ action: Action, _ state: inout State) -> [Effect] {
    action == .copy ? ImportanceTables.table(state)?.copied(as: .tabs) ?? [] : []
  }

  private static func turnRow(by count: Int, _ state: inout State) -> [Effect] {
    let table = ImportanceTable(state)
    guard let row = table.selectedRow else { return [] }
    let all = table.rowCount
    select(((row + count) % all + all) % all, &state)
    return requestDependence(&state)
  }

  private static func leave(_ state: inout State) -> [Effect] {
    if state.isZoomed {
      state.isZoomed = false
      return []
    }
    return back(&state)
  }

  private static func select(_ row: Int, _ state: inout State) {
    let table = ImportanceTable(state)
    guard row >= 0, row < table.rowCount else { return }
    if state.importances.measure == .coefficients, state.importances.showsFamilies {
      state.importances.coefficient = nil
      state.importances.feature = table.families[row].feature
    } else if state.importances.measure == .coefficients {
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
    state.importances.isPermutationStopped = false
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
        FoldsProgram.absence(in: state)
          ?? (state.session.training.isRunning
            ? "The columns stand here by importance once all models are trained."
            : "Here the columns stand by how much they matter to each model, once models are trained."),
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
