import Evaluation
import Modelling
import TerminalKit
import Workbench

/// What a chart says of the selected model at the cursor, in words.
struct CursorReading {
  let state: State
  let models: [(kind: ModelKind, model: TrainedModel)]
  let selected: ModelKind?

  private var entry: (kind: ModelKind, model: TrainedModel)? {
    models.first { $0.kind == selected } ?? models.first
  }

  /// Writes the reading of one chart at the right of a line, in short where it would be cut.
  ///
  /// - Parameter title: what stands at the left of the line.
  func draw(
    _ chart: CompareChart, beside title: String, in line: Rect, of frame: inout Frame
  ) {
    guard let (kind, model) = entry else { return }
    var words = "\(model.cancellation == nil ? "" : model.mark + " ")\(reading(chart, kind, model))"
    // A marker before it, and air beside the title.
    let room = line.width - title.count - 6
    if words.count > room { words = shortReading(chart, kind, model) }
    guard !words.isEmpty, words.count <= room else { return }
    let color = Style(.series(kind.seriesIndex))
    frame.write(
      [Span("\(frame.glyphs.seriesMarker(kind.seriesIndex)) ", color), Span(words, .text)],
      in: line.inset(horizontal: 1), alignment: .right)
  }

  private func reading(
    _ chart: CompareChart, _ kind: ModelKind, _ model: TrainedModel
  ) -> String {
    let point = state.compare.point(of: model)
    let fixed = ThresholdView.fixed
    switch chart {
    case .roc:
      return "FPR \(fixed(point.confusion.falsePositiveRate))  TPR \(fixed(point.confusion.recall))"
    case .precisionRecall:
      return
        "recall \(fixed(point.confusion.recall))  precision \(fixed(point.confusion.precision))"
    case .gains:
      return
        "\(percent(point.contactShare)) reach \(percent(point.confusion.recall))  lift \(lift(point))"
    case .calibration:
      let bin = state.compare.curves[kind]?.bin(
        holding: point.threshold, hasEqualWidth: state.compare.hasEqualWidth)
      return bin.map {
        "said \(fixed($0.meanProbability))  came \(fixed($0.positiveShare))  n \(NumberText.grouped(Int($0.weight.rounded())))"
      } ?? ""
    default: return shortReading(chart, kind, model)
    }
  }

  private func shortReading(
    _ chart: CompareChart, _ kind: ModelKind, _ model: TrainedModel
  ) -> String {
    let point = state.compare.point(of: model)
    let fixed = ThresholdView.fixed
    switch chart {
    case .roc:
      return "\(fixed(point.confusion.falsePositiveRate)), \(fixed(point.confusion.recall))"
    case .precisionRecall:
      return "\(fixed(point.confusion.recall)), \(fixed(point.confusion.precision))"
    case .gains: return "\(percent(point.contactShare)) reach \(percent(point.confusion.recall))"
    case .calibration:
      let bin = state.compare.curves[kind]?.bin(
        holding: point.threshold, hasEqualWidth: state.compare.hasEqualWidth)
      return bin.map { "\(fixed($0.meanProbability)), \(fixed($0.positiveShare))" } ?? ""
    case .profit:
      return Economics.value(of: model.ranked.blocks, at: point.threshold, state.compare)
        .map { "\(Economics.words($0, state.compare)) on test rows" } ?? "–"
    case .scores, .threshold, .segments, .balance, .money, .list: return ""
    }
  }

  /// What lies from the threshold on, over a histogram of scores.
  static func scores(_ point: OperatingPoint, isWide: Bool) -> String {
    let at = "at \(NumberText.fixed(point.threshold, digits: 3))"
    guard isWide else { return at }
    let positives = point.confusion.recall.map { NumberText.percent($0) } ?? "–"
    let negatives = point.confusion.falsePositiveRate.map { NumberText.percent($0) } ?? "–"
    return "\(at): \(positives) of + and \(negatives) of - above"
  }

  /// Everything about the selected model at the cursor in one line, as much as has room.
  func spans(_ glyphs: Glyphs, width: Int) -> [Span] {
    guard let (kind, model) = entry else { return [] }
    let point = state.compare.point(of: model)
    let fixed = ThresholdView.fixed
    var facts = [
      ("at", fixed(point.threshold)), ("FPR", fixed(point.confusion.falsePositiveRate)),
      ("recall", fixed(point.confusion.recall)), ("precision", fixed(point.confusion.precision)),
      ("F1", fixed(point.f1)), ("contacts", ThresholdView.share(point)),
    ]
    if let profit = Economics.perThousand(model, at: point.threshold, state.compare)?.realised {
      facts.append(("per 1,000", Economics.amount(profit)))
    } else {
      facts.append(("lift", lift(point)))
    }
    var spans = ThresholdView.name(kind, mark: model.mark, isBright: false, .canvas, glyphs)
    var used = spans.reduce(0) { $0 + $1.text.count }
    for (name, value) in facts {
      used += name.count + value.count + 3
      // A number that is cut reads as another one.
      guard used <= width else { break }
      spans += [Span("  \(name) ", .muted), Span(value, .text)]
    }
    return spans
  }

  private func percent(_ share: Double?) -> String {
    share.map { NumberText.percent($0, digits: 1) } ?? "–"
  }

  private func lift(_ point: OperatingPoint) -> String {
    point.lift.map { "\(NumberText.fixed($0, digits: 2))×" } ?? "–"
  }
}

extension ThresholdView {
  /// How many are contacted, and of how many.
  static func share(_ point: OperatingPoint) -> String {
    let count = NumberText.grouped(Int(point.contacts.rounded()))
    return point.contactShare.map { "\(count) (\(NumberText.percent($0, digits: 1)))" } ?? count
  }
}
