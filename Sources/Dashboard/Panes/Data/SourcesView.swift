import TerminalKit
import Workbench

/// The page on which data are chosen.
enum SourcesView {
  static func draw(_ state: State, in area: Rect, of frame: inout Frame) {
    let sources = DataSources.list(in: state)
    let isBrowsing = state.data.folder != nil
    var rest = area
    if !isBrowsing && area.height >= 24 { drawWelcome(in: rest.takeTop(7), of: &frame) }
    let width = min(rest.width, 100)
    let height = min(rest.height, isBrowsing ? rest.height : sources.count + 5)
    var box = rest
    _ = box.takeLeft((rest.width - width) / 2)
    box.width = width
    box.height = height
    frame.draw(
      Panel(
        isBrowsing ? "Files" : "Bundled sets", note: state.data.folder?.path ?? "",
        isFocused: true), in: box)
    var inside = Panel.inside(box)
    let foot = inside.takeBottom(inside.height > 4 ? 1 : 0)
    if inside.height > 6 { _ = inside.takeTop(1) }
    frame.draw(
      ListView(
        sources.map { entry($0, glyphs: frame.glyphs) },
        selected: sources.isEmpty ? nil : min(state.data.selectedSource, sources.count - 1),
        isFocused: true, id: DataPane.sourcesWidget), in: inside)
    let words =
      isBrowsing
      ? "CSV files, and folders with a dataset.yaml"
      : "generated samples; no real person is in them"
    frame.write(words, in: foot, style: .muted, alignment: .right)
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

  private static func entry(_ source: DataSources.Source, glyphs: Glyphs) -> ListView.Entry {
    switch source {
    case .bundled(let set):
      let gap = String(repeating: " ", count: max(1, 13 - set.name.count))
      return ListView.Entry([
        Span(set.name, Style(.text, on: .canvas, .bold)), Span(gap + set.summary, .muted),
      ])
    case .browse:
      return ListView.Entry([Span("browse files", .accent), Span("    o", .muted)])
    case .resume(let offer):
      return ListView.Entry([
        Span("go on with \(offer.name)", .accent), Span("    ^G   \(offer.age)", .muted),
      ])
    case .parent(let path): return ListView.Entry("../", note: path)
    case .entry(let entry, _):
      if entry.isDataset { return ListView.Entry("\(entry.name)/", note: "data set") }
      return entry.isFolder
        ? ListView.Entry([Span("\(entry.name)/", .muted)])
        : ListView.Entry(entry.name, note: size(entry.byteCount))
    }
  }

  private static func size(_ bytes: Int) -> String {
    if bytes < 1024 { return "\(bytes) B" }
    if bytes < 1024 * 1024 { return "\(bytes / 1024) KB" }
    return NumberText.fixed(Double(bytes) / 1024 / 1024, digits: 1) + " MB"
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
        choice.columns.map { ListView.Entry($0) }, selected: choice.selected, isFocused: true,
        id: DataPane.targetsWidget), in: inside)
  }
}
