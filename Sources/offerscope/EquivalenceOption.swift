import ArgumentParser
import Workbench

/// How small a difference between models must be to be none.
struct EquivalenceOption: ParsableArguments {
  @Option(
    name: .long,
    help:
      "Differences this small count as none: in the units of ROC-AUC, average precision, F1 and MAP@7; of log-loss and Brier score a fifth of it."
  )
  var equivalence: Double = Equivalence.standard.score

  func validate() throws {
    guard (0...1).contains(equivalence) else {
      throw ValidationError(
        "--equivalence \(equivalence): give a number from 0 to 1, such as 0.005.")
    }
  }

  /// The region of practical equivalence.
  var region: Equivalence { Equivalence(score: equivalence) }
}
