import Evaluation
import Modelling
import TerminalKit
import Workbench

/// Where the cursor of all charts stands: at one threshold, at one share of rows contacted, or at each
/// model's own threshold.
extension CompareState {
  /// The score from which a model's rows are contacted.
  func threshold(of model: TrainedModel) -> Double {
    if let share { return model.ranked.blocks.threshold(contacting: share) }
    return threshold ?? model.threshold
  }

  /// What a model does on the test rows at the cursor.
  func point(of model: TrainedModel) -> OperatingPoint {
    model.ranked.blocks.operatingPoint(at: threshold(of: model), margin: margin, cost: cost)
  }

  /// The place of the cursor in words; `nil` while each model stands at its own threshold.
  var cursorTitle: String? {
    if let share { return "Contacting \(NumberText.percent(share, digits: 1))" }
    return threshold.map { "Threshold \(NumberText.fixed($0, digits: 3))" }
  }
}

extension ScoreBlocks {
  /// The threshold that contacts as many rows as a share allows, tie blocks whole; above every score
  /// where the first block is larger than that. O(log n).
  func threshold(contacting share: Double) -> Double {
    guard let highest = scores.first else { return 1 }
    // Sums of weights carry rounding.
    let most = share * totalWeight * (1 + 1e-12)
    var (low, high) = (0, count)
    while low < high {
      let middle = (low + high) / 2
      let contacts = cumulativePositives[middle] + cumulativeNegatives[middle]
      if contacts <= most { low = middle + 1 } else { high = middle }
    }
    return low > 0 ? scores[low - 1] : areProbabilities ? 1.0.nextUp : highest.nextUp
  }
}

/// What the keys and the mouse do to the cursor.
extension ComparePane {
  /// The step of the cursor's fine keys, in thresholds and in shares.
  static let thresholdStep = 0.005

  /// The model whose threshold and curve the keys start from.
  static func selectedModel(_ state: State) -> (kind: ModelKind, model: TrainedModel)? {
    let models = Leaderboard.trained(state)
    let selected = Leaderboard(state).selected?.kind
    return models.first { $0.kind == selected } ?? models.first
  }

  /// Moves the cursor by steps of what it counts in.
  static func moveCursor(by steps: Int, _ state: inout State) {
    let start = state.compare.share ?? state.compare.threshold
    guard let start = start ?? selectedModel(state)?.model.threshold else { return }
    let place = ((start / thresholdStep).rounded() + Double(steps)) * thresholdStep
    if state.compare.share != nil {
      setShare(place, &state.compare)
    } else {
      setThreshold(place, &state.compare)
    }
  }

  static func setThreshold(_ value: Double, _ compare: inout CompareState) {
    guard value.isFinite else { return }
    compare.threshold = min(1, max(0, value))
    compare.share = nil
  }

  static func setShare(_ value: Double, _ compare: inout CompareState) {
    guard value.isFinite else { return }
    compare.share = min(1, max(0, value))
    compare.threshold = nil
  }

  /// From thresholds to the share that the selected model contacts there, and back.
  static func toggleShare(_ state: inout State) {
    guard let model = selectedModel(state)?.model else { return }
    let point = state.compare.point(of: model)
    if state.compare.share == nil {
      setShare(point.contactShare ?? 0, &state.compare)
    } else {
      setThreshold(point.threshold, &state.compare)
    }
  }

  static func clearCursor(_ compare: inout CompareState) {
    compare.threshold = nil
    compare.share = nil
  }

  /// Follows the selected model's curve to a place across a chart.
  static func followCurve(_ chart: CompareChart, _ place: Double, _ state: inout State) {
    guard let kind = selectedModel(state)?.kind, let curves = state.compare.curves[kind] else {
      return
    }
    switch chart {
    case .roc: follow(curves.roc)
    case .precisionRecall: follow(curves.precisionRecall)
    case .gains: setShare(place, &state.compare)
    case .profit:
      if state.compare.share != nil {
        setShare(place, &state.compare)
      } else {
        setThreshold(place, &state.compare)
      }
    case .calibration, .scores: setThreshold(place, &state.compare)
    case .threshold, .segments, .balance, .money, .list: break
    }
    func follow(_ curve: ModelCurves.Curve) {
      if let threshold = curve.threshold(at: place) { setThreshold(threshold, &state.compare) }
    }
  }
}
