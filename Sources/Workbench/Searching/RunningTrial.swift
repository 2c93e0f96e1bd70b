import Modelling
import Tabular

/// A trial while folds are added to it.
struct RunningTrial {
  let number: Int
  let settings: ModelSettings
  private let seed: UInt64
  /// What an earlier search recorded of it; its folds are taken from there.
  private let recorded: SearchTrial?
  private(set) var folds: [SearchTrial.Fold] = []
  private(set) var state: SearchTrial.State?
  private var reason: String?

  init(number: Int, settings: ModelSettings, seed: UInt64, recorded: SearchTrial?) {
    self.number = number
    self.settings = settings
    self.seed = seed
    self.recorded = recorded
  }

  var isRunning: Bool { state == nil }
  var figures: [Double] { folds.map(\.figure) }

  /// What the record says of a fold; `nil` for one that has to be fitted.
  func recordedOutcome(of fold: Int) -> FoldRunner.Outcome? {
    guard let recorded else { return nil }
    if recorded.folds.indices.contains(fold) { return .measured(recorded.folds[fold]) }
    guard recorded.state == .failed, fold == recorded.folds.count else { return nil }
    return .failed(recorded.reason ?? "it failed")
  }

  /// Adds the next folds, in their order. What comes after a fold that failed or was stopped is lost.
  mutating func add(_ outcomes: [FoldRunner.Outcome], ending: SearchEnding?) {
    for outcome in outcomes where isRunning {
      switch outcome {
      case .measured(let fold): folds.append(fold)
      case .failed(let reason): end(.failed, reason)
      case .stopped:
        end(.cancelled, ending?.reason)
      }
    }
  }

  /// Ends the trial.
  mutating func end(_ state: SearchTrial.State, _ reason: String? = nil) {
    self.state = state
    self.reason = reason
  }

  /// The trial as it is recorded.
  ///
  /// - Precondition: it has ended.
  var trial: SearchTrial {
    guard let state else { preconditionFailure("A trial is recorded when it has ended.") }
    return SearchTrial(
      number: number, settings: settings, seed: seed, folds: folds,
      seconds: folds.reduce(0) { $0 + $1.seconds }, state: state, reason: reason)
  }
}
