import Modelling
import TerminalKit
import Workbench

/// Draws the features with a column of bars a model, and what is known of the selected one.
struct ImportancesView {
  let state: State
  let table: ImportanceTable

  /// The widgets' numbers under the mouse.
  enum Widget {
    static let tabs = ImportancesPane.widget(0)
    static let heading = ImportancesPane.widget(1)
    static let features = ImportancesPane.widget(2)
    static let dependence = ImportancesPane.widget(3)
    static let scatter = ImportancesPane.widget(4)
  }

  /// Narrower, SHAP values stand in a panel of their own only when they are asked for.
  private static let leastScatterWidth = 40

  private var isRoomy: Bool { ImportancesPane.isRoomy(state) }
  private var measure: ImportanceMeasure { table.state.measure }

  func draw(in area: Rect, of frame: inout Frame) {
    if isRoomy { drawRoomy(in: area, of: &frame) } else { drawNarrow(in: area, of: &frame) }
  }

  // MARK: Placing

  private func drawRoomy(in area: Rect, of frame: inout Frame) {
    var rest = area
    let showsDependence = table.state.showsDependence
    if !state.isZoomed {
      let least = showsDependence ? 16 : max(6, table.models.count + 3)
      // What the rows leave over is for the selected column.
      let spare = area.height - rowsHeight
      let height = min(area.height - 8, max(least, spare))
      let detailWidth = max(FeatureDetail.width, area.width / 2)
      let showsScatter =
        !showsDependence && height >= 14 && area.width - detailWidth >= Self.leastScatterWidth
      let below = rest.takeBottom(showsDependence || showsScatter ? height : least)
      if showsScatter {
        var right = below
        drawDetail(in: right.takeLeft(detailWidth), of: &frame)
        drawPanel("SHAP of \(selectedName)", note: scatterNote, in: right, of: &frame) {
          drawScatter(in: $0, of: &$1)
        }
      } else if showsDependence {
        let halves = below.columns([1, 1])
        drawPanel("How probability follows \(selectedName)", in: halves[0], of: &frame) {
          drawDependence(in: $0, of: &$1)
        }
        drawPanel("SHAP of \(selectedName)", note: scatterNote, in: halves[1], of: &frame) {
          drawScatter(in: $0, of: &$1)
        }
      } else {
        drawDetail(in: below, of: &frame)
      }
    }
    frame.draw(Panel("", note: note, footnote: place, isFocused: true), in: rest)
    var line = rest.line(0)
    _ = line.takeLeft(2)
    drawTabs(in: line.takeLeft(min(line.width - 2, tabsWidth)), of: &frame)
    drawRows(in: Panel.inside(rest), of: &frame)
  }

  /// The lines of the panel of rows: its frame, the heading, what is typed, and the rows.
  private var rowsHeight: Int { table.rowCount + 3 + (table.state.entry == nil ? 0 : 1) }

  private func drawDetail(in area: Rect, of frame: inout Frame) {
    drawPanel(selectedName, note: basisNote, in: area, of: &frame) { place, frame in
      FeatureDetail(state: state, table: table).draw(in: place, of: &frame)
    }
  }

  private func drawNarrow(in area: Rect, of frame: inout Frame) {
    var rest = area.inset(horizontal: 1)
    drawTabs(in: rest.takeTop(1), of: &frame)
    if !state.isZoomed {
      let isFull = rest.height >= 16
      let below = rest.takeBottom(isFull ? table.models.count + 2 : 2)
      var inside = below
      frame.write(
        selectedName, in: inside.takeTop(1), style: Style(.header, on: .canvas, .bold))
      FeatureDetail(state: state, table: table).draw(in: inside, of: &frame)
    }
    if table.state.showsDependence {
      let title =
        table.state.showsScatter
        ? "SHAP of \(selectedName), \(scatterNote)" : "How probability follows \(selectedName)"
      frame.write(title, in: rest.takeTop(1), style: .header)
      if table.state.showsScatter {
        drawScatter(in: rest, of: &frame)
      } else {
        drawDependence(in: rest, of: &frame)
      }
    } else {
      drawRows(in: rest, of: &frame)
    }
  }

  private func drawDependence(in area: Rect, of frame: inout Frame) {
    DependenceView(state: state, table: table, id: Widget.dependence).draw(in: area, of: &frame)
  }

  private func drawScatter(in area: Rect, of frame: inout Frame) {
    SHAPScatterView(state: state, table: table, id: Widget.scatter).draw(in: area, of: &frame)
  }

  /// Whose points they are, and how many.
  private var scatterNote: String {
    guard let model = table.selected else { return "" }
    let rows = model.sample.rows.count
    return "\(model.kind.rawValue), \(NumberText.grouped(rows)) test row\(rows == 1 ? "" : "s")"
  }

  /// What permutation was measured on.
  private var basisNote: String {
    state.permutationBasis.map { "permutation \($0.words)" } ?? ""
  }

  private func drawPanel(
    _ title: String, note: String = "", in area: Rect, of frame: inout Frame,
    _ draw: (Rect, inout Frame) -> Void
  ) {
    frame.draw(Panel(title, note: note), in: area)
    draw(Panel.inside(area), &frame)
  }

  private var selectedName: String { table.selectedFeature.map(table.name) ?? "no column" }

  private var note: String {
    if measure == .coefficients {
      return "logistic regression, \(table.state.order == .name ? "by name" : "largest first")"
    }
    let by =
      switch table.state.order {
      case .mean: "the mean of all models"
      case .model: table.selected?.kind.rawValue ?? ""
      case .name: "name"
      }
    return "by \(by)"
  }

  private var place: String {
    let filter = table.state.filter
    let all = "\((table.selectedRow ?? -1) + 1) of \(table.rowCount)"
    return filter.isEmpty ? all : "\(all) with “\(filter)”"
  }

  private var tabsWidth: Int { ImportanceMeasure.allCases.reduce(0) { $0 + $1.title.count + 3 } }

  private func drawTabs(in line: Rect, of frame: inout Frame) {
    frame.draw(
      TabBar(
        ImportanceMeasure.allCases.map(\.title),
        selected: ImportanceMeasure.allCases.firstIndex(of: measure) ?? 0, id: Widget.tabs,
        firstNumber: nil), in: line)
  }

  // MARK: Rows

  private func drawRows(in area: Rect, of frame: inout Frame) {
    var rest = area
    if let entry = table.state.entry {
      frame.draw(
        TextField(
          entry.text, cursor: entry.cursor, prompt: "/ ", hint: "part of a column's name"),
        in: rest.takeTop(1))
    }
    if table.rowCount == 0 {
      let text =
        measure == .coefficients && table.models.allSatisfy({ $0.coefficients == nil })
        ? "Only the logistic regression has coefficients, and it is not trained."
        : "No column's name contains that."
      EmptyPage.draw(text, in: rest, of: &frame)
      return
    }
    if measure == .coefficients {
      drawCoefficients(in: rest, of: &frame)
    } else {
      FeatureRows(state: state, table: table).draw(in: rest, of: &frame)
    }
  }

  private func drawCoefficients(in area: Rect, of frame: inout Frame) {
    let isWide = area.width >= 90
    if table.state.showsFamilies { return drawFamilies(isWide, in: area, of: &frame) }
    let ranges = table.coefficients.map { coefficient in
      let interval = coefficient.standardised.interval
      return "[\(NumberText.fixed(interval.lowerBound, digits: 2)), "
        + "\(NumberText.fixed(interval.upperBound, digits: 2))]"
    }
    // Points stand under points, whatever signs and lengths follow.
    let width = ranges.map(\.count).max() ?? 0
    let bars = zip(table.coefficients, ranges).map { coefficient, range in
      let estimate = coefficient.standardised
      let value = NumberText.fixed(estimate.value, digits: 3)
      let chance = ImportancesView.probability(estimate)
      return BarChart.Bar(
        coefficient.name, estimate.value,
        note: isWide
          ? "\(value)  \(range.padded(to: width))  \(chance.padded(to: 7))" : value,
        interval: estimate.interval)
    }
    frame.draw(
      BarChart(
        "Coefficients", bars: bars, selected: table.selectedRow, isFocused: true,
        maximumLabelWidth: isWide ? 30 : 20, id: Widget.features), in: area)
  }

  /// A line a column: how far its levels lie apart.
  private func drawFamilies(_ isWide: Bool, in area: Rect, of frame: inout Frame) {
    let bars = table.families.map { family in
      BarChart.Bar(
        table.name(family.feature), family.reach,
        note: NumberText.fixed(family.reach, digits: 3)
          + (isWide ? "  \(family.words(frame.glyphs))".padded(to: 52) : ""))
    }
    frame.draw(
      BarChart(
        "Reach of the coefficients of each column, log-odds", bars: bars,
        selected: table.selectedRow, isFocused: true, maximumLabelWidth: isWide ? 24 : 20,
        id: Widget.features), in: area)
  }

  private static func probability(_ estimate: Coefficient.Estimate) -> String {
    let value = estimate.pValue
    return value < 0.001 ? "p <.001" : "p " + NumberText.fixed(value, digits: 3).dropFirst()
  }
}
