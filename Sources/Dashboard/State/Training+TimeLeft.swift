import Modelling
import TerminalKit
import Workbench

extension Training {
  /// Seconds until all models are fitted, on all folds, by the steps of the one in work and by what
  /// the others took before; `nil` while that can't be said.
  ///
  /// - Parameter lastSeconds: what each model took when it was last trained on these data.
  func secondsLeft(lastSeconds: [ModelKind: Double]) -> Double? {
    guard isRunning, !isPaused, !isCancelling else { return nil }
    func expected(_ kind: ModelKind) -> Double? {
      guard let folds = foldSeconds[kind], !folds.isEmpty else { return lastSeconds[kind] }
      return folds.reduce(0, +) / Double(folds.count)
    }
    let place = current.flatMap { kinds.firstIndex(of: $0) } ?? -1
    var seconds = 0.0
    if let current, let model = models[current], !model.isEvaluating {
      guard let rest = model.secondsLeft ?? expected(current).map({ max(0, $0 - model.seconds) })
      else { return nil }
      seconds = rest
    }
    let laterFolds = isFolded ? max(0, (plan?.split.foldCount ?? 1) - max(1, foldsBegun)) : 0
    for (index, kind) in kinds.enumerated() {
      let isWaiting = isFolded ? index > place : models[kind]?.phase == .waiting
      let times = laterFolds + (isWaiting ? 1 : 0)
      guard times > 0 else { continue }
      if let each = expected(kind) {
        seconds += each * Double(times)
      } else if kind == current, let model = models[kind], let rest = model.secondsLeft {
        seconds += (model.seconds + rest) * Double(times)
      } else {
        return nil
      }
    }
    return seconds
  }

  /// The time that is left, in words; empty while it can't be said.
  func timeLeft(lastSeconds: [ModelKind: Double]) -> String {
    guard let seconds = secondsLeft(lastSeconds: lastSeconds), seconds >= 1 else { return "" }
    return "about \(Training.words(seconds: seconds)) left"
  }

  /// Seconds in a unit that suits them.
  static func words(seconds: Double) -> String {
    if seconds < 10 { return "\(NumberText.fixed(max(0.1, seconds), digits: 1)) s" }
    if seconds < 120 { return "\(NumberText.fixed(seconds, digits: 0)) s" }
    return "\(NumberText.fixed(seconds / 60, digits: 0)) min"
  }
}
