import Modelling
import TerminalKit
import Workbench

/// Draws all measures of all models for the selected feature.
struct FeatureDetail {
  let state: State
  let table: ImportanceTable

  private static let measures: [ImportanceMeasure] = [.gain, .permutation, .shap]
  /// The last column is the SHAP value itself, in the unit of each model.
  private static let widths = [9, 17, 14, 20]

  /// The columns that all figures have room in, with the frame of a panel.
  static let width = LeaderboardView.nameWidth + widths.reduce(0, +) + 4

  func draw(in area: Rect, of frame: inout Frame) {
    guard let feature = table.selectedFeature else { return }
    if area.height < 3 {
      drawLine(feature, in: area, of: &frame)
      return
    }
    var rest = area
    drawColumns(
      FeatureDetail.measures.map(\.title) + ["in its unit"], .muted, in: rest.takeTop(1),
      of: &frame)
    for model in table.models where rest.height > 0 {
      let line = rest.takeTop(1)
      frame.write(
        ThresholdView.name(
          model.kind, mark: mark(model.kind), isBright: false, .canvas, frame.glyphs), in: line)
      drawColumns(texts(model, feature), .text, in: line, of: &frame)
    }
    _ = rest.takeTop(rest.height > 3 ? 1 : 0)
    drawCoefficients(feature, in: rest, of: &frame)
  }

  private func mark(_ kind: ModelKind) -> String {
    state.session.comparison?.trained(kind)?.mark ?? ""
  }

  private func texts(_ model: Importances, _ feature: Int) -> [String] {
    let isPending =
      model.permutation == nil && state.session.importanceFailures[model.kind] == nil
      && !state.importances.isPermutationStopped
    return FeatureDetail.measures.map { measure in
      measure == .permutation && isPending
        ? "shuffling" : ImportanceTable.text(model, feature, measure, withDeviation: true)
    } + [ImportanceTable.shapText(model, feature)]
  }

  private func drawColumns(
    _ texts: [String], _ style: Style, in line: Rect, of frame: inout Frame
  ) {
    var rest = line
    _ = rest.takeLeft(LeaderboardView.nameWidth)
    for (place, text) in texts.enumerated() {
      let isInSight =
        place < FeatureDetail.measures.count
        && FeatureDetail.measures[place] == table.state.measure
      let cell = rest.takeLeft(FeatureDetail.widths[place])
      guard cell.width == FeatureDetail.widths[place] else { return }
      frame.write(text, in: cell, style: isInSight ? style.bold : style, alignment: .right)
    }
  }

  /// One line where there is no room for a table: the measure in sight of every model.
  private func drawLine(_ feature: Int, in area: Rect, of frame: inout Frame) {
    guard let model = table.selected else { return }
    let words = zip(["gain", "shuffled", "SHAP"], FeatureDetail.measures).map {
      "\($0) \(ImportanceTable.text(model, feature, $1))"
    }
    frame.write(
      ThresholdView.name(model.kind, isBright: false, .canvas, frame.glyphs)
        + [Span("  " + words.joined(separator: "  "), .muted)], in: area)
  }

  private func drawCoefficients(_ feature: Int, in area: Rect, of frame: inout Frame) {
    let all = table.models.lazy.compactMap(\.coefficients).first ?? []
    let own = all.filter { $0.feature == feature }
      .sorted { abs($0.standardised.value) > abs($1.standardised.value) }
    guard !own.isEmpty, area.height >= 2 else { return }
    frame.write("Coefficients of logistic", in: area.line(0), style: .muted)
    let bars = own.map { coefficient in
      BarChart.Bar(
        coefficient.name, coefficient.standardised.value,
        note: NumberText.fixed(coefficient.standardised.value, digits: 3),
        interval: coefficient.standardised.interval)
    }
    var rest = area
    _ = rest.takeTop(1)
    frame.draw(BarChart("Coefficients of the column", bars: bars, id: 0), in: rest)
  }
}
