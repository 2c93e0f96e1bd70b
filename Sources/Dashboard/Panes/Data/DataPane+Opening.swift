import Tabular
import TerminalKit
import Workbench

extension DataPane {
  static func browse(_ state: inout State) -> [Effect] {
    let isAlreadyHere = page(in: state) == .sources
    state.data.isOpening = state.session.data != nil
    state.data.targetChoice = nil
    if !isAlreadyHere {
      state.data.folder = nil
      state.data.selectedSource = 0
      return [.findSets]
    }
    return [.listFolder(path: ".")]
  }

  /// Enter.
  static func activate(_ state: inout State) -> [Effect] {
    switch page(in: state) {
    case .sources:
      guard let entry = state.data.fileEntry else { return openSelected(&state) }
      state.data.fileFilter = entry.text
      state.data.fileEntry = nil
      return []
    case .targets:
      guard let choice = state.data.targetChoice, choice.columns.indices.contains(choice.selected)
      else { return [] }
      var overrides = choice.overrides
      overrides.target = choice.columns[choice.selected].name
      overrides.positive = nil
      return Opening.open(choice.path, overrides: overrides, &state)
    case .columns:
      if state.data.columnEntry != nil { return acceptColumnFilter(&state) }
      return DetailProgram.open(&state)
    case .detail: return DetailProgram.activate(&state)
    case .rows: return acceptFilter(&state)
    }
  }

  private static func openSelected(_ state: inout State) -> [Effect] {
    let sources = DataSources.list(in: state)
    guard sources.indices.contains(state.data.selectedSource) else { return [] }
    switch sources[state.data.selectedSource] {
    case .recent(let path): return Opening.open(path, overrides: .init(), &state)
    case .bundled(let set): return Opening.open(set.path, overrides: .init(), &state)
    case .browse: return [.listFolder(path: ".")]
    case .resume: return Resuming.begin(&state)
    case .parent(let path): return [.listFolder(path: path)]
    case .entry(let entry, let path):
      if let trouble = entry.trouble {
        state.status = Status(.warning, "\(entry.name) can't be opened: \(trouble).")
        return []
      }
      return entry.kind == .folder
        ? [.listFolder(path: path)] : Opening.open(path, overrides: .init(), &state)
    }
  }

  /// Into the selected folder (1), or out of this one (-1); a data set is a folder as well here.
  static func walk(_ direction: Int, _ state: inout State) -> [Effect] {
    guard let folder = state.data.folder, state.data.fileEntry == nil else { return [] }
    guard direction > 0 else {
      return DataSources.parent(of: folder.path).map { [.listFolder(path: $0)] } ?? []
    }
    let sources = DataSources.list(in: state)
    guard sources.indices.contains(state.data.selectedSource) else { return [] }
    switch sources[state.data.selectedSource] {
    case .entry(let entry, let path) where entry.isFolder && entry.trouble == nil:
      return [.listFolder(path: path)]
    default: return openSelected(&state)
    }
  }

  /// Escape.
  static func back(_ state: inout State) -> [Effect] {
    switch page(in: state) {
    case .sources:
      if state.data.fileEntry != nil {
        state.data.fileEntry = nil
      } else if !state.data.fileFilter.isEmpty {
        state.data.fileFilter = ""
        selectFirstEntry(&state)
      } else if state.data.folder != nil {
        state.data.folder = nil
        state.data.selectedSource = 0
      } else {
        state.data.isOpening = false
      }
    case .targets: state.data.targetChoice = nil
    case .columns:
      if state.data.columnEntry != nil {
        state.data.columnEntry = nil
        keepColumnInSight(&state)
      } else if state.data.area == .warnings {
        state.data.area = .columns
      } else {
        state.data.columnFilter = ""
      }
    case .detail: state.data.detail = nil
    case .rows:
      if state.data.rows?.entry != nil {
        state.data.rows?.entry = nil
      } else if state.data.rows?.filter.isEmpty == false {
        return setFilter("", &state)
      } else {
        state.data.rows = nil
      }
    }
    return []
  }

  /// Typing, which is the filter of the rows or of the columns here.
  static func type(_ edit: TextEntry.Edit, _ state: inout State) -> [Effect] {
    if var entry = state.data.rows?.entry {
      entry.apply(edit)
      state.data.rows?.entry = entry
    } else if var entry = state.data.columnEntry {
      entry.apply(edit)
      state.data.columnEntry = entry
      keepColumnInSight(&state)
    } else if var entry = state.data.fileEntry {
      entry.apply(edit)
      state.data.fileEntry = entry
      selectFirstEntry(&state)
    }
    return []
  }

  /// Selects the first entry behind the way out of the folder.
  private static func selectFirstEntry(_ state: inout State) {
    let count = DataSources.list(in: state).count
    let hasParent = state.data.folder.flatMap { DataSources.parent(of: $0.path) } != nil
    state.data.selectedSource = min(hasParent ? 1 : 0, max(0, count - 1))
  }

  /// Starts over on newly opened data; the same table keeps the selection.
  static func accept(isSameTable: Bool, _ state: inout State) -> [Effect] {
    state.data.isOpening = false
    state.data.targetChoice = nil
    PriceProgram.forget(&state)
    state.data.acceptedOverrides = state.session.overrides
    let warnings = state.session.data?.warnings.count ?? 0
    state.data.selectedWarning = max(0, min(state.data.selectedWarning, warnings - 1))
    if warnings == 0 { state.data.area = .columns }
    // Another target has other rates.
    guard !isSameTable else { return DetailProgram.renew(&state) }
    state.data.columns = TableView.State(selectedRow: 0)
    state.data.figure = 0
    state.data.columnSort = nil
    state.data.columnFilter = ""
    state.data.columnEntry = nil
    if let data = state.session.data {
      let hidden = state.data.memory.hiddenColumns(of: data.path)
        .intersection(data.dataset.table.names)
      state.data.hidden = hidden.count < data.dataset.table.columns.count ? hidden : []
      if let first = shownColumns(in: state).first { state.data.columns.selectedRow = first }
    }
    state.data.selectedWarning = 0
    state.data.area = .columns
    state.data.rows = nil
    state.data.detail = nil
    return state.session.data.map { [.remember(.opened(path: $0.path))] } ?? []
  }

  /// Takes a folder. Coming out of one, that one is selected.
  static func accept(_ listing: FolderListing, _ state: inout State) {
    let before = state.data.folder?.path
    state.data.folder = listing
    state.data.fileFilter = ""
    state.data.fileEntry = nil
    state.data.selectedSource = 0
    if let before, DataSources.parent(of: before) == listing.path {
      let name = before.split(separator: "/").last.map(String.init)
      let place = DataSources.list(in: state).firstIndex { source in
        if case .entry(let entry, _) = source { entry.name == name } else { false }
      }
      state.data.selectedSource = place ?? 0
    } else {
      selectFirstEntry(&state)
    }
  }

  /// Asks which column of a file is to be predicted.
  static func askForTarget(path: String, columns: [TargetCandidate], _ state: inout State) {
    state.data.targetChoice = .init(
      path: path, columns: columns, overrides: state.session.overrides,
      selected: columns.lastIndex(where: \.isPair) ?? columns.count - 1)
    state.pane = .data
  }

  static func actions(for hit: Hit, _ gesture: Gesture, in state: State) -> [Action] {
    guard gesture == .press else {
      if gesture == .drag, hit.target.part == .scrollbar { return scroll(hit, in: state) }
      return wheelActions(gesture)
    }
    switch (hit.target.id, hit.target.part) {
    case (sourcesWidget, .row(let row)):
      let index = row + (state.data.folder == nil ? DataSources.recent(in: state).count : 0)
      // A click on what is selected opens it, as a second click does everywhere.
      let isSelected = index == state.data.selectedSource
      return [.data(.select(index))] + (isSelected ? [.activate] : [])
    case (recentWidget, .row(let index)):
      let isSelected = index == state.data.selectedSource
      return [.data(.select(index))] + (isSelected ? [.activate] : [])
    case (targetsWidget, .row(let index)):
      let isSelected = index == state.data.targetChoice?.selected
      return [.data(.select(index))] + (isSelected ? [.activate] : [])
    case (columnsWidget, .cell(let row, let column)):
      let (listed, figures) = (listedColumns(in: state), ColumnsView.figures(in: state))
      guard listed.indices.contains(row), figures.indices.contains(column) else { return [] }
      // A click on what is selected opens it.
      let isSelected = listed[row] == state.data.columns.selectedRow && state.data.area == .columns
      return [.data(.selectCell(row: listed[row], column: figures[column].index))]
        + (isSelected ? [.activate] : [])
    case (columnsWidget, .column(let column)):
      let figures = ColumnsView.figures(in: state)
      return figures.indices.contains(column) ? [.data(.sortBy(figures[column].index))] : []
    case (rowsWidget, .cell(let row, let column)):
      let shown = shownColumns(in: state)
      guard column > 0, shown.indices.contains(column - 1) else { return [.data(.select(row))] }
      return [.data(.selectCell(row: row, column: shown[column - 1]))]
    case (rowsWidget, .column(let column)):
      let shown = shownColumns(in: state)
      return column > 0 && shown.indices.contains(column - 1)
        ? [.data(.sortBy(shown[column - 1]))] : []
    case (detailWidget, .cell(let row, let column)):
      let isSelected = row == state.data.detail?.selected
      let field = DetailView.field(at: column, in: state)
      return [.data(.selectCell(row: row, column: field))] + (isSelected ? [.activate] : [])
    case (detailWidget, .column(let column)):
      return [.data(.sortBy(DetailView.field(at: column, in: state)))]
    case (warningsWidget, .row(let index)): return [.data(.selectWarning(index))]
    case (_, .scrollbar): return scroll(hit, in: state)
    default: return []
    }
  }

  private static func scroll(_ hit: Hit, in state: State) -> [Action] {
    guard let share = hit.value, let data = state.session.data else { return [] }
    func place(_ count: Int) -> Int { Int(share * Double(max(0, count - 1))) }
    switch hit.target.id {
    case columnsWidget:
      let listed = listedColumns(in: state)
      return listed.isEmpty ? [] : [.data(.select(listed[place(listed.count)]))]
    case rowsWidget:
      return [
        .data(.select(place(state.data.rows?.matches?.count ?? data.dataset.table.rowCount)))
      ]
    case detailWidget:
      return [.data(.select(place(state.data.detail?.entries.count ?? 0)))]
    case warningsWidget: return [.data(.selectWarning(place(data.warnings.count)))]
    default: return []
    }
  }
}
