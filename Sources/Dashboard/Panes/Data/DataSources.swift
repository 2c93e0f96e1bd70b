import TerminalKit
import Workbench

/// What can be opened, as the list of the opening page.
enum DataSources {
  /// One entry.
  enum Source {
    case recent(String)
    case bundled(BundledSet)
    case browse
    case resume(ResumeOffer)
    case parent(String)
    case entry(FolderListing.Entry, path: String)
  }

  static func list(in state: State) -> [Source] {
    guard let folder = state.data.folder else {
      let offer = state.resume.offer.map { [Source.resume($0)] } ?? []
      return recent(in: state).map(Source.recent) + state.data.sets.map(Source.bundled)
        + [.browse] + offer
    }
    let entries = listed(folder, in: state).map { entry in
      Source.entry(
        entry, path: folder.path == "/" ? "/\(entry.name)" : "\(folder.path)/\(entry.name)")
    }
    return (parent(of: folder.path).map { [.parent($0)] } ?? []) + entries
  }

  /// The data opened last that are no bundled sets; fewer on a low screen.
  static func recent(in state: State) -> [String] {
    let bundled = Set(state.data.sets.map { DataMemory.absolute($0.path) })
    return Array(
      state.data.memory.recent.filter { !bundled.contains($0) }
        .prefix(state.size.height >= 30 ? 8 : 3))
  }

  /// The entries that the filter leaves; dot files and what is no data only where all are asked for.
  static func listed(_ folder: FolderListing, in state: State) -> [FolderListing.Entry] {
    let words = (state.data.fileEntry?.text ?? state.data.fileFilter).lowercased()
    return folder.entries.filter { entry in
      (state.data.showsAllFiles || !entry.isAside)
        && (words.isEmpty || entry.name.lowercased().contains(words))
    }
  }

  /// The folder around a folder; `nil` for the root.
  static func parent(of path: String) -> String? {
    guard path != "/" else { return nil }
    return "/" + path.split(separator: "/").dropLast().joined(separator: "/")
  }
}
