import Tabular
import TerminalKit
import Workbench

/// What can be opened, as the list of the opening page.
enum DataSources {
  /// One entry.
  enum Source {
    case bundled(BundledSet)
    case browse
    case resume(ResumeOffer)
    case parent(String)
    case entry(FolderListing.Entry, path: String)
  }

  static func list(in state: State) -> [Source] {
    guard let folder = state.data.folder else {
      let offer = state.resume.offer.map { [Source.resume($0)] } ?? []
      return state.data.sets.map(Source.bundled) + [.browse] + offer
    }
    let entries = folder.entries.map { entry in
      Source.entry(
        entry, path: folder.path == "/" ? "/\(entry.name)" : "\(folder.path)/\(entry.name)")
    }
    guard folder.path != "/" else { return entries }
    let parent = folder.path.split(separator: "/").dropLast().joined(separator: "/")
    return [.parent("/\(parent)")] + entries
  }
}

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
    case .sources: return openSelected(&state)
    case .targets:
      guard let choice = state.data.targetChoice, choice.columns.indices.contains(choice.selected)
      else { return [] }
      var overrides = choice.overrides
      overrides.target = choice.columns[choice.selected]
      overrides.positive = nil
      return Opening.open(choice.path, overrides: overrides, &state)
    case .columns: return moveArea(by: 1, &state)
    case .rows: return acceptFilter(&state)
    }
  }

  private static func openSelected(_ state: inout State) -> [Effect] {
    let sources = DataSources.list(in: state)
    guard sources.indices.contains(state.data.selectedSource) else { return [] }
    switch sources[state.data.selectedSource] {
    case .bundled(let set): return Opening.open(set.path, overrides: .init(), &state)
    case .browse: return [.listFolder(path: ".")]
    case .resume: return Resuming.begin(&state)
    case .parent(let path): return [.listFolder(path: path)]
    case .entry(let entry, let path):
      return entry.isFolder && !entry.isDataset
        ? [.listFolder(path: path)] : Opening.open(path, overrides: .init(), &state)
    }
  }

  /// Escape.
  static func back(_ state: inout State) -> [Effect] {
    switch page(in: state) {
    case .sources:
      if state.data.folder != nil {
        state.data.folder = nil
        state.data.selectedSource = 0
      } else {
        state.data.isOpening = false
      }
    case .targets: state.data.targetChoice = nil
    case .columns: state.data.area = .columns
    case .rows:
      if state.data.rows?.entry != nil {
        state.data.rows?.entry = nil
      } else if state.data.rows?.filter.isEmpty == false {
        return filter(by: "", &state)
      } else {
        state.data.rows = nil
      }
    }
    return []
  }

  /// Typing, which is the filter of the rows here.
  static func type(_ edit: TextEntry.Edit, _ state: inout State) -> [Effect] {
    guard var entry = state.data.rows?.entry else { return [] }
    entry.apply(edit)
    state.data.rows?.entry = entry
    return []
  }

  private static func acceptFilter(_ state: inout State) -> [Effect] {
    guard let entry = state.data.rows?.entry, let data = state.session.data else { return [] }
    if let column = RowFilter.unknownColumn(in: entry.text, table: data.dataset.table) {
      // What was typed stays, to be mended.
      state.status = Status(
        .failure, "There is no column “\(column)”; a condition begins with the name of one.")
      return []
    }
    if RowFilter.isBroken(entry.text, table: data.dataset.table) {
      state.status = Status(
        .failure,
        "“\(entry.text)” can't be read as a condition; write it as age >= 40, or job = student.")
      return []
    }
    state.data.rows?.entry = nil
    return filter(by: entry.text, &state)
  }

  private static func filter(by text: String, _ state: inout State) -> [Effect] {
    guard let data = state.session.data, var rows = state.data.rows else { return [] }
    rows.filter = text
    rows.request += 1
    rows.table.selectedRow = 0
    if text.isEmpty { rows.matches = nil }
    state.data.rows = rows
    return text.isEmpty
      ? [] : [.filterRows(request: rows.request, table: data.dataset.table, text: text)]
  }

  /// Takes the rows that pass a filter.
  static func accept(_ rows: [Int], request: Int, _ state: inout State) {
    guard state.data.rows?.request == request else { return }
    state.data.rows?.matches = rows
    state.data.rows?.table.selectedRow = 0
    if rows.isEmpty { state.status = Status(.warning, "No row passes the filter.") }
  }

  /// Starts over on newly opened data; the same table keeps the selection.
  static func accept(isSameTable: Bool, _ state: inout State) {
    state.data.isOpening = false
    state.data.targetChoice = nil
    PriceProgram.forget(&state)
    state.data.acceptedOverrides = state.session.overrides
    let warnings = state.session.data?.warnings.count ?? 0
    state.data.selectedWarning = max(0, min(state.data.selectedWarning, warnings - 1))
    if warnings == 0 { state.data.area = .columns }
    guard !isSameTable else { return }
    state.data.columns = TableView.State(selectedRow: 0)
    state.data.selectedWarning = 0
    state.data.area = .columns
    state.data.rows = nil
  }

  static func accept(_ listing: FolderListing, _ state: inout State) {
    state.data.folder = listing
    state.data.selectedSource = 0
  }

  /// Asks which column of a file is to be predicted.
  static func askForTarget(path: String, columns: [String], _ state: inout State) {
    state.data.targetChoice = .init(
      path: path, columns: columns, overrides: state.session.overrides,
      selected: columns.count - 1)
    state.pane = .data
  }

  static func actions(for hit: Hit, _ gesture: Gesture, in state: State) -> [Action] {
    guard gesture == .press else {
      if gesture == .drag, hit.target.part == .scrollbar { return scroll(hit, in: state) }
      return wheelActions(gesture)
    }
    switch (hit.target.id, hit.target.part) {
    case (sourcesWidget, .row(let index)):
      // A click on what is selected opens it, as a second click does everywhere.
      let isSelected = index == state.data.selectedSource
      return [.data(.select(index))] + (isSelected ? [.activate] : [])
    case (targetsWidget, .row(let index)):
      let isSelected = index == state.data.targetChoice?.selected
      return [.data(.select(index))] + (isSelected ? [.activate] : [])
    case (columnsWidget, .cell(let row, _)), (rowsWidget, .cell(let row, _)):
      return [.data(.select(row))]
    case (warningsWidget, .row(let index)): return [.data(.selectWarning(index))]
    case (_, .scrollbar): return scroll(hit, in: state)
    default: return []
    }
  }

  private static func scroll(_ hit: Hit, in state: State) -> [Action] {
    guard let share = hit.value, let data = state.session.data else { return [] }
    let count: Int
    switch hit.target.id {
    case columnsWidget: count = data.dataset.table.columns.count
    case rowsWidget: count = state.data.rows?.matches?.count ?? data.dataset.table.rowCount
    case warningsWidget:
      return [.data(.selectWarning(Int(share * Double(max(0, data.warnings.count - 1)))))]
    default: return []
    }
    return [.data(.select(Int(share * Double(max(0, count - 1)))))]
  }
}
