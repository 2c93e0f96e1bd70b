import Foundation
import Ingestion
import Modelling
import Synchronization
import Tabular
import Workbench

/// What a command says while it works, on standard error: sentences, and a progress line on a
/// terminal only.
final class Narration: Sendable {
  private let isTerminal = isatty(STDERR_FILENO) == 1
  private let isQuiet: Bool
  /// When the progress line was last drawn, and whether one stands there.
  private let line = Mutex<(drawn: ContinuousClock.Instant?, isOpen: Bool)>((nil, false))

  init(isQuiet: Bool) {
    self.isQuiet = isQuiet
  }

  /// Writes one line to standard error.
  static func say(_ text: String) {
    try? FileHandle.standardError.write(contentsOf: Data((PlainText.line(text) + "\n").utf8))
  }

  /// Says something, unless the command is quiet.
  func note(_ text: String) {
    guard !isQuiet else { return }
    clearLine()
    Self.say(text)
  }

  /// Follows a training.
  func follow(_ event: TrainingEvent) {
    switch event {
    case .prepared(let split):
      note(
        "\(CountText.grouped(split.fitRows)) rows to fit, \(CountText.grouped(split.validationRows)) to validate, "
          + "\(CountText.grouped(split.testRows)) to test"
      )
    case .started(let kind):
      if !isTerminal { note("training \(kind.rawValue)") }
    case .progress(let kind, let progress):
      draw(kind.rawValue, progress)
    case .evaluating: break
    case .finished(let result):
      clearLine()
      if let failure = result.failure { note("\(result.kind.rawValue): \(failure)") }
    }
  }

  /// Follows a training on a cluster.
  func follow(_ event: ClusterTraining.Event) {
    switch event {
    case .began(let model): note("training \(model) on Spark")
    case .fitted: break
    case .note(let sentence): note(sentence)
    }
  }

  /// Redraws the progress line of a fit.
  func draw(_ title: String, _ progress: TrainingProgress) {
    let share = Double(progress.step) / Double(max(1, progress.stepCount))
    let filled = Int(share * 30)
    let bar = String(repeating: "=", count: filled) + String(repeating: " ", count: 30 - filled)
    var text = "\(title) [\(bar)] \(progress.step)/\(progress.stepCount)"
    if let loss = progress.validationLoss ?? progress.trainingLoss {
      text += "  log-loss \(TextReport.format(loss, 5))"
    }
    draw(text)
  }

  /// Redraws the progress line of a reading.
  func draw(_ title: String, share: Double) {
    let filled = Int(min(max(share, 0), 1) * 30)
    let bar = String(repeating: "=", count: filled) + String(repeating: " ", count: 30 - filled)
    draw("\(title) [\(bar)] \(Int(share * 100))%")
  }

  /// Redraws the progress line at most twenty times a second.
  func draw(_ text: String) {
    guard isTerminal, !isQuiet else { return }
    line.withLock { line in
      let now = ContinuousClock.now
      if let drawn = line.drawn, now - drawn < .milliseconds(50) { return }
      line = (now, true)
      try? FileHandle.standardError.write(
        contentsOf: Data("\r\u{1B}[K\(PlainText.line(text))".utf8))
    }
  }

  /// Takes the progress line away.
  func finish() { clearLine() }

  private func clearLine() {
    line.withLock { line in
      guard line.isOpen else { return }
      line = (nil, false)
      try? FileHandle.standardError.write(contentsOf: Data("\r\u{1B}[K".utf8))
    }
  }
}
