import Modelling
import TerminalKit
import Workbench

/// Draws the SHAP values of one column in the selected model, a point a test row: how the model uses the
/// column, row by row.
struct SHAPScatterView {
  let state: State
  let table: ImportanceTable
  let id: Int

  /// The values of the column and what they did, for the rows of the sample that have one.
  struct Points: Equatable {
    var values: [Float] = []
    var effects: [Double] = []
    /// Rows of the sample without a value.
    var missingCount = 0

    /// The points of a feature; empty where the rows are not at hand.
    init(_ feature: Int, of model: Importances, in state: State) {
      guard let frame = state.session.comparison?.testFrame,
        frame.columns.indices.contains(feature), feature < model.sample.featureCount
      else { return }
      let column = frame.columns[feature]
      for (place, row) in model.sample.rows.enumerated() where column.indices.contains(row) {
        guard column[row].isFinite else {
          missingCount += 1
          continue
        }
        values.append(column[row])
        effects.append(model.sample.value(at: place, feature: feature))
      }
    }
  }

  func draw(in area: Rect, of frame: inout Frame) {
    guard let feature = table.selectedFeature, let model = table.selected else { return }
    let points = Points(feature, of: model, in: state)
    guard !points.values.isEmpty else {
      EmptyPage.draw("No test row has a value in this column.", in: area, of: &frame)
      return
    }
    let values = FeatureValues(feature, state)
    if values.isNumber {
      drawScatter(points, table.name(feature), model, in: area, of: &frame)
    } else {
      drawLevels(points, values, model, in: area, of: &frame)
    }
  }

  private func drawScatter(
    _ points: Points, _ name: String, _ model: Importances, in area: Rect, of frame: inout Frame
  ) {
    let gap = LineChart.Point(.nan, .nan)
    // A break after every point leaves dots, finer than markers.
    let dots = zip(points.values, points.effects).flatMap { value, effect in
      [LineChart.Point(Double(value), effect), gap]
    }
    let low = Double(points.values.min() ?? 0)
    let high = Double(points.values.max() ?? 1)
    frame.draw(
      LineChart(
        "SHAP values of \(name) in \(model.kind.rawValue)",
        series: [.init(model.kind.rawValue, points: dots, color: model.kind.seriesIndex)],
        xAxis: .init(name), yAxis: .init("SHAP, \(model.marginScale.unit)"),
        reference: [.init(low, 0), .init(high, 0)], highlighted: 0, id: id), in: area)
  }

  /// A line a level: its mean, and the range that nine of ten rows lie in.
  private func drawLevels(
    _ points: Points, _ values: FeatureValues, _ model: Importances, in area: Rect,
    of frame: inout Frame
  ) {
    let groups = Dictionary(grouping: points.values.indices) { points.values[$0] }
      .mapValues { $0.map { points.effects[$0] }.sorted() }
    let keys = groups.keys.sorted()
    let means = keys.map { key in
      let effects = groups[key] ?? []
      return effects.reduce(0, +) / Double(max(1, effects.count))
    }
    let (order, _) = values.order(of: keys) { means[$0] }
    var rest = area
    frame.write(
      "mean SHAP in \(model.marginScale.unit), and the range of 9 rows in 10",
      in: rest.takeTop(1), style: .muted)
    let countWidth =
      groups.values.map { NumberText.grouped($0.count).count }.max() ?? 1
    let bars = order.map { place in
      let effects = groups[keys[place]] ?? []
      let edge = effects.count / 20
      let digits = NumberText.grouped(effects.count)
      let count = String(repeating: " ", count: countWidth - digits.count) + digits
      let range = effects.isEmpty ? 0...0 : effects[edge]...effects[effects.count - 1 - edge]
      return BarChart.Bar(
        values.name(of: keys[place]), means[place],
        note: "\(signed(means[place], model.marginScale))  n \(count)",
        role: .series(model.kind.seriesIndex), interval: range)
    }
    frame.draw(
      BarChart(
        "SHAP values of the levels in \(model.kind.rawValue)", bars: bars,
        maximumLabelWidth: max(8, area.width / 4), id: id), in: rest)
  }

  /// Log-odds with three digits; probabilities, which are smaller, with four.
  private func signed(_ value: Double, _ scale: MarginScale) -> String {
    let text = NumberText.fixed(value, digits: scale == .logOdds ? 3 : 4)
    return value > 0 && text.contains { "123456789".contains($0) } ? "+\(text)" : text
  }
}
