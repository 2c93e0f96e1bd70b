import TerminalKit
import Workbench

/// The page on which data are chosen.
enum SourcesView {
  static func draw(_ state: State, in area: Rect, of frame: inout Frame) {
    if let folder = state.data.folder {
      drawFolder(folder, state, in: area, of: &frame)
    } else {
      drawSets(state, in: area, of: &frame)
    }
  }

  // MARK: Recent and bundled

  private static func drawSets(_ state: State, in area: Rect, of frame: inout Frame) {
    let recent = DataSources.recent(in: state)
    let sets = state.data.sets
    var rest = area
    if area.height >= 24 + (recent.isEmpty ? 0 : recent.count + 3) {
      drawWelcome(in: rest.takeTop(7), of: &frame)
    }
    rest = centered(rest)
    let selected = state.data.selectedSource
    if !recent.isEmpty {
      let box = rest.takeTop(min(rest.height / 2, recent.count + 2))
      frame.draw(Panel("Opened last", isFocused: selected < recent.count), in: box)
      let inside = Panel.inside(box)
      frame.draw(
        ListView(
          recent.map { entry(recent: $0, width: inside.width) },
          selected: selected < recent.count ? selected : nil, isFocused: true,
          id: DataPane.recentWidget), in: inside)
    }
    let offer = state.resume.offer
    rest.height = min(rest.height, sets.count + (offer == nil ? 6 : 7))
    let opening = state.session.openingPath != nil
    frame.draw(
      Panel("Bundled sets", note: "", isFocused: selected >= recent.count), in: rest)
    var inside = Panel.inside(rest)
    let foot = inside.takeBottom(inside.height > 4 ? 1 : 0)
    if inside.height > 6 { _ = inside.takeTop(1) }
    let place = selected - recent.count
    frame.draw(
      ListView(
        sets.map(entry) + [
          ListView.Entry([Span("browse files", .accent), Span("    o", .muted)])
        ] + (offer.map { [entry($0)] } ?? []),
        selected: place >= 0 ? min(place, sets.count + (offer == nil ? 0 : 1)) : nil,
        isFocused: true,
        id: DataPane.sourcesWidget), in: inside)
    frame.write(
      opening ? "" : "generated samples; no real person is in them", in: foot, style: .muted,
      alignment: .right)
  }

  private static func centered(_ area: Rect) -> Rect {
    let width = min(area.width, 100)
    return Rect(
      column: area.column + (area.width - width) / 2, row: area.row, width: width,
      height: area.height)
  }

  private static func drawWelcome(in area: Rect, of frame: inout Frame) {
    frame.write("OfferScope", in: area.line(2), style: .header, alignment: .center)
    frame.write(
      "Train four propensity models side by side, compare them honestly,",
      in: area.line(4), style: .muted, alignment: .center)
    frame.write(
      "and watch the ranked offers change as you edit a customer.", in: area.line(5),
      style: .muted, alignment: .center)
  }

  private static func entry(_ set: BundledSet) -> ListView.Entry {
    let gap = String(repeating: " ", count: max(1, 13 - set.name.count))
    return ListView.Entry([
      Span(set.name, Style(.text, on: .canvas, .bold)), Span(gap + set.summary, .muted),
    ])
  }

  private static func entry(_ offer: ResumeOffer) -> ListView.Entry {
    ListView.Entry([
      Span("go on with \(offer.name)", .accent), Span("    ^G   \(offer.age)", .muted),
    ])
  }

  /// The name first, and as much of the folder as there is room for.
  private static func entry(recent path: String, width: Int) -> ListView.Entry {
    let name = path.split(separator: "/").last.map(String.init) ?? path
    let folder = DataSources.parent(of: path) ?? "/"
    let gap = String(repeating: " ", count: max(2, min(28, width / 3) - SafeText.width(of: name)))
    return ListView.Entry([
      Span(name, Style(.text, on: .canvas, .bold)), Span(gap + folder, .muted),
    ])
  }

  // MARK: Files

  private static func drawFolder(
    _ folder: FolderListing, _ state: State, in area: Rect, of frame: inout Frame
  ) {
    let box = centered(area)
    let sources = DataSources.list(in: state)
    let listed = DataSources.listed(folder, in: state).count
    let aside = folder.entries.count { $0.isAside }
    frame.draw(
      Panel("Files", note: shortened(folder.path, width: box.width - 14), isFocused: true), in: box)
    var inside = Panel.inside(box)
    if let entry = state.data.fileEntry {
      frame.draw(
        TextField(entry.text, cursor: entry.cursor, prompt: "filter ", hint: "a part of a name"),
        in: inside.takeTop(1))
    }
    let foot = inside.takeBottom(inside.height > 4 ? 1 : 0)
    frame.draw(
      ListView(
        sources.map { entry($0, width: inside.width, ascii: frame.glyphs.isASCII) },
        selected: sources.isEmpty ? nil : min(state.data.selectedSource, sources.count - 1),
        isFocused: true, id: DataPane.sourcesWidget), in: inside)
    if listed == 0, inside.height > 2 {
      let words =
        state.data.fileFilter.isEmpty && state.data.fileEntry == nil
        ? "no data here" : "no name passes the filter"
      frame.write(words, in: inside.line(sources.count + 1), style: .muted, alignment: .center)
    }
    var words = "CSV files, and folders with a dataset.yaml"
    if aside > 0 {
      words =
        state.data.showsAllFiles
        ? "all files; . shows data only"
        : "\(counted(aside, "more file")) not shown; . shows all"
    }
    if !state.data.fileFilter.isEmpty { words = "filter “\(state.data.fileFilter)”; Esc ends it" }
    frame.write(words, in: foot, style: .muted, alignment: .right)
  }

  /// The end of a path, which tells more than its beginning.
  private static func shortened(_ path: String, width: Int) -> String {
    guard SafeText.width(of: path) > width else { return path }
    var parts = path.split(separator: "/")
    while parts.count > 1, SafeText.width(of: parts.joined(separator: "/")) + 2 > width {
      parts.removeFirst()
    }
    return "…/" + parts.joined(separator: "/")
  }

  private static func entry(
    _ source: DataSources.Source, width: Int, ascii: Bool
  ) -> ListView.Entry {
    switch source {
    case .recent, .bundled, .browse, .resume: return ListView.Entry("")
    case .parent(let path): return ListView.Entry("../", note: width < 60 ? "" : path)
    case .entry(let entry, _):
      let isOpened = entry.kind == .dataset || entry.kind == .table || entry.kind == .description
      var title = [
        Span(
          entry.name + (entry.isFolder ? "/" : ""),
          Style(
            entry.trouble != nil || entry.isAside ? .faint : isOpened ? .text : .muted,
            on: .canvas, entry.kind == .dataset ? .bold : []))
      ]
      if let trouble = entry.trouble { title.append(Span("  \(trouble)", Style(.warning))) }
      return ListView.Entry(title, note: note(entry))
    }
  }

  /// The kind and the size, each in a column of its own.
  private static func note(_ entry: FolderListing.Entry) -> String {
    let kind = entry.kind == .folder ? "" : entry.kind.rawValue
    let extent =
      entry.isFolder ? entry.itemCount.map { counted($0, "item") } ?? "" : size(entry.byteCount)
    return kind.padded(to: 12) + String(repeating: " ", count: max(0, 11 - extent.count)) + extent
  }

  private static func size(_ bytes: Int) -> String {
    if bytes < 1024 { return "\(bytes)  B" }
    let kilobytes = Double(bytes) / 1024
    if kilobytes < 1024 { return NumberText.fixed(kilobytes, digits: 1) + " kB" }
    let megabytes = kilobytes / 1024
    if megabytes < 1024 { return NumberText.fixed(megabytes, digits: 1) + " MB" }
    return NumberText.fixed(megabytes / 1024, digits: 1) + " GB"
  }

  /// The page that asks for the target of a file.
  static func drawTargets(_ state: State, in area: Rect, of frame: inout Frame) {
    guard let choice = state.data.targetChoice else { return }
    let width = min(area.width, 72)
    let box = area.centered(
      Size(width: width, height: min(area.height, choice.columns.count + 4)))
    frame.draw(
      Panel(
        "Which column is to be predicted?", note: counted(choice.columns.count, "column"),
        isFocused: true), in: box)
    var inside = Panel.inside(box)
    if inside.height > 4 { _ = inside.takeTop(1) }
    frame.draw(
      ListView(
        choice.columns.map { column in
          ListView.Entry(
            [Span(column.name, column.isPair ? .text : .muted)],
            note: column.isPair
              ? column.values.joined(separator: ", ")
              : counted(column.distinctCount, "value"))
        }, selected: choice.selected, isFocused: true,
        id: DataPane.targetsWidget), in: inside)
  }
}
