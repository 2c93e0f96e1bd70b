import Modelling
import TerminalKit
import Workbench

/// Draws all measures of all models for the selected feature.
struct FeatureDetail {
  let state: State
  let table: ImportanceTable

  private static let measures: [ImportanceMeasure] = [.gain, .permutation, .shap]

  func draw(in area: Rect, of frame: inout Frame) {
    guard let feature = table.selectedFeature else { return }
    if area.height < 3 {
      drawLine(feature, in: area, of: &frame)
      return
    }
    var rest = area
    let heading = rest.takeTop(1)
    drawColumns(in: heading, of: &frame) { measure in
      (measure.title, Style(.muted), measure == table.state.measure)
    }
    for model in table.models where rest.height > 0 {
      let line = rest.takeTop(1)
      frame.write(
        ThresholdView.name(model.kind, isBright: false, .canvas, frame.glyphs), in: line)
      drawColumns(in: line, of: &frame) { measure in
        let isPending =
          measure == .permutation && model.permutation == nil
          && state.session.importanceFailures[model.kind] == nil
        let text =
          isPending
          ? "shuffling"
          : ImportanceTable.text(model, feature, measure, withDeviation: true)
        return (text, isPending ? .muted : .text, measure == table.state.measure)
      }
    }
    _ = rest.takeTop(rest.height > 3 ? 1 : 0)
    drawCoefficients(feature, in: rest, of: &frame)
  }

  private func drawColumns(
    in line: Rect, of frame: inout Frame, _ text: (ImportanceMeasure) -> (String, Style, Bool)
  ) {
    var rest = line
    _ = rest.takeLeft(LeaderboardView.nameWidth)
    for (measure, width) in zip(FeatureDetail.measures, [9, 17, 14]) {
      let (words, style, isBold) = text(measure)
      frame.write(
        words, in: rest.takeLeft(width), style: isBold ? style.bold : style, alignment: .right)
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
