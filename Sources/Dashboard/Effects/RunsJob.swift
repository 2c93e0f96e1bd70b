import Registry
import TerminalKit
public import Workbench

/// A finished training that can be registered.
public enum RegisteredTraining: Sendable {
  /// Models of one split, with the intervals of their figures where they were drawn.
  case comparison(Comparison, ComparisonIntervals?)
  /// Models measured on folds.
  case folds(CrossValidation)
}

/// What the dashboard does with the registry, away from the keys.
enum RunsJob {
  static func read(artifacts: String, _ runner: EffectRunner) {
    do {
      let listing = try RunsListing(artifacts: artifacts)
      runner.deliver(.runsRead(runner.mailbox.put(listing)))
    } catch {
      runner.deliver(.runsFailed(reason: "\(error)"))
    }
  }

  static func register(
    run: Int, _ training: RegisteredTraining, artifacts: String, _ runner: EffectRunner
  ) {
    let registration = RunRegistration(artifacts: artifacts)
    do {
      let registered =
        switch training {
        case .comparison(let comparison, let drawn):
          try register(comparison, drawn ?? ComparisonIntervals(comparison), registration)
        case .folds(let validation): try registration.register(validation)
        }
      runner.deliver(.runRegistered(run: run, name: registered.id, reason: nil))
      read(artifacts: artifacts, runner)
    } catch {
      runner.deliver(.runRegistered(run: run, name: nil, reason: "\(error)"))
    }
  }

  private static func register(
    _ comparison: Comparison, _ intervals: ComparisonIntervals, _ registration: RunRegistration
  ) throws -> RegisteredRun {
    try registration.register(
      comparison, intervals: intervals,
      files: RunFolder(
        comparison, intervals: intervals, spending: try SpendTable(comparison)))
  }

  static func promote(
    _ model: String, _ stage: Stage, artifacts: String, _ runner: EffectRunner
  ) {
    do {
      let change = try RunRegistry(writing: artifacts).promote(model, to: stage)
      runner.deliver(.reported(Status(.success, TextReport.stage(change))))
    } catch {
      runner.deliver(.reported(Status(.failure, "\(error)")))
    }
    read(artifacts: artifacts, runner)
  }

  static func verify(artifacts: String, _ runner: EffectRunner) {
    do {
      let report = try RunRegistry(reading: artifacts).verify()
      runner.deliver(
        .reported(
          Status(
            report.isIntact ? .success : .failure,
            report.isIntact
              ? "\(counted(report.entries, "entry", plural: "entries")) of the log, "
                + "\(counted(report.runs, "run")) and \(counted(report.files, "model file")) are as they "
                + "were written."
              : report.findings.joined(separator: " "))))
    } catch {
      runner.deliver(.reported(Status(.failure, "\(error)")))
    }
  }

  private static func counted(_ count: Int, _ noun: String, plural: String? = nil) -> String {
    count == 1 ? "1 \(noun)" : "\(count) \(plural ?? noun + "s")"
  }
}
