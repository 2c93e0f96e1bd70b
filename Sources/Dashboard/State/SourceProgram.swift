import Tabular
import TerminalKit
import Workbench

/// Files that are written again while they are open: noticing, saying so once, and reading them again.
enum SourceProgram {
  static func availability(in state: State) -> Availability {
    if state.session.data == nil { return .disabled("Open data first (1).") }
    return state.session.openingPath == nil ? .enabled : .disabled("The data are being opened.")
  }

  /// Looks whether the files are as they were, at moments when it matters.
  static func check(_ state: State) -> [Effect] {
    guard let stamp = state.session.source.stamp, state.session.source.change == nil,
      state.session.openingPath == nil
    else { return [] }
    return [.checkSource(stamp)]
  }

  /// Takes note of what the files of an opening looked like before they were read.
  static func accept(_ stamp: SourceStamp, request: Int, _ state: inout State) {
    if request == state.session.openRequest { state.session.source.openingStamp = stamp }
  }

  /// Takes note that data were opened; those that came from memory are of the same files.
  static func acceptData(_ state: inout State) -> [Effect] {
    guard state.session.source.isReading else { return [] }
    state.session.source.isReading = false
    state.session.source.stamp = state.session.source.openingStamp
    state.session.source.openingStamp = nil
    state.session.source.change = nil
    return state.options.watchesFiles ? [.watchSource(state.session.source.stamp)] : []
  }

  /// Says that the files were written again. A file that goes on growing is news once.
  static func accept(
    from stamp: SourceStamp, to now: SourceStamp, _ state: inout State
  ) {
    guard stamp == state.session.source.stamp, state.session.source.change == nil,
      state.session.openingPath == nil, let change = stamp.change(to: now),
      let data = state.session.data
    else { return }
    state.session.source.change = change
    let name = data.path.split(separator: "/").last.map(String.init) ?? data.path
    state.status = Status(
      .warning,
      "\(name) \(words(change)) since it was read. F5 reads it again; until then everything here is "
        + "of the file as it was.")
  }

  private static func words(_ change: SourceStamp.Change) -> String {
    switch change {
    case .grown(let count): "has grown by \(size(count))"
    case .shrunk(let count): "has become \(size(count)) shorter"
    case .rewritten: "was written again"
    }
  }

  private static func size(_ byteCount: Int) -> String {
    switch byteCount {
    case ..<10_000: counted(byteCount, "byte")
    case ..<10_000_000: "\(NumberText.grouped(byteCount / 1_000)) kB"
    default: "\(NumberText.grouped(byteCount / 1_000_000)) MB"
    }
  }

  /// Reads the files again; roles, plan and what is selected stay as far as the columns allow.
  static func reload(_ state: inout State) -> [Effect] {
    guard let data = state.session.data, availability(in: state) == .enabled else { return [] }
    let effects = Opening.open(data.path, overrides: state.data.acceptedOverrides, &state)
    state.followsResults = false
    return effects
  }

  /// How many rows there are now, and were before.
  static func tell(_ before: OpenedData, _ state: inout State) {
    guard let data = state.session.data else { return }
    let (old, new) = (before.dataset.table.rowCount, data.dataset.table.rowCount)
    let rest = old == new ? "as before" : "\(NumberText.grouped(old)) before"
    let news = Status(.success, "Read again: \(counted(new, "row")), \(rest).")
    if state.status == nil { state.status = news } else { state.remember(news) }
  }
}
