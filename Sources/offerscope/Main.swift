import ArgumentParser
import Foundation
import Workbench

/// Runs the command and turns whatever goes wrong into one sentence and an exit code: 0 done, 1
/// failed, 2 bad usage or bad input.
@main struct Main {
  nonisolated static func main() {
    do {
      var command = try OfferScope.parseAsRoot()
      try command.run()
    } catch let code as ExitCode {
      // The dashboard says all there is to say; a signal's 128 + n must reach the shell.
      Foundation.exit(code.rawValue)
    } catch {
      let code = OfferScope.exitCode(for: error)
      if code == .success {
        OfferScope.exit(withError: error)
      }
      if let failure = Failure(error) {
        Narration.say("error: \(failure.message)")
        Foundation.exit(failure.exitCode)
      }
      for line in OfferScope.fullMessage(for: error).split(separator: "\n") {
        Narration.say(String(line))
      }
      Foundation.exit(2)
    }
  }
}

/// The program: its subcommands, and the dashboard when none is given.
struct OfferScope: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "offerscope",
    abstract: "A workbench for customer-propensity and offer-ranking models.",
    discussion: """
      Without a command it opens the dashboard on DATA, or on the bundled sets. Without a terminal \
      it does the same job as text.
      """,
    version: ProgramVersion.current,
    subcommands: [
      OpenCommand.self, TourCommand.self, DemoCommand.self, TrainCommand.self, TuneCommand.self,
      CompareCommand.self,
      EvaluateCommand.self,
      PredictCommand.self, DriftCommand.self, ReportCommand.self,
      RankCommand.self,
      ExplainCommand.self, SegmentCommand.self, ProfileCommand.self, RunsCommand.self,
      EtlCommand.self,
      GenerateCommand.self,
      ExportCommand.self, BenchCommand.self, ScreenshotCommand.self, KeysCommand.self,
    ],
    defaultSubcommand: OpenCommand.self)
}
