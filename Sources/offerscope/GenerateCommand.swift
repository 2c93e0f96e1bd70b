import ArgumentParser
import Synthetic
import Workbench

/// `offerscope generate`: a sample set from a known truth.
struct GenerateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "generate", abstract: "Write a sample set whose true probabilities are known.")

  @Argument(help: "Which set: \(SyntheticSet.allCases.map(\.rawValue).joined(separator: ", ")).")
  var set: String
  @Option(name: .long, help: "How many rows.")
  var rows: Int = 10_000
  @Option(name: .long, help: "The seed; the same seed writes the same bytes.")
  var seed: UInt64 = 7
  @Option(name: .long, help: "The folder to write; it is made if it is not there.")
  var out: String
  @Flag(name: .long, help: "Write the true probability of every row to truth.csv.")
  var truth = false
  @Flag(
    name: .long,
    help:
      "Write the raw logs that etl makes the table of: for amex, rows count the impressions to score; for churn, the lines of activity."
  )
  var raw = false
  @Option(
    name: .long,
    help:
      "Plant a shift: of each two customers drawn, keep the one with the higher value of this column, such as age; the outcome follows the same truth."
  )
  var shift: String?

  func run() throws {
    guard let chosen = SyntheticSet(rawValue: set) else {
      let known = SyntheticSet.allCases.map(\.rawValue).joined(separator: ", ")
      throw WorkbenchError(
        .badInput, "The set “\(set)” is not known; there are \(known).")
    }
    guard (100...50_000_000).contains(rows) else {
      throw WorkbenchError(
        .badInput, "--rows \(rows): give a number from 100 to 50000000.")
    }
    let narration = Narration(isQuiet: false)
    if raw {
      guard shift == nil else {
        throw WorkbenchError(.badInput, "--shift is for tables and not for --raw; leave one out.")
      }
      narration.note(try written(chosen))
      return
    }
    let generated = try generated(chosen)
    try generated.write(to: out, includeTruth: truth)
    narration.note("wrote \(rows) rows of \(set) to \(out)")
  }

  private func generated(_ set: SyntheticSet) throws -> GeneratedSet {
    guard let shift else { return set.generate(rows: rows, seed: seed) }
    guard let generated = set.generate(rows: rows, seed: seed, shifting: shift) else {
      throw WorkbenchError(
        .badInput,
        "--shift \(shift): \(set.rawValue) has no such column of numbers; name one of "
          + "\(set.shiftableColumns.joined(separator: ", ")).")
    }
    return generated
  }

  /// Writes raw logs and says what they hold.
  private func written(_ set: SyntheticSet) throws -> String {
    let reached = { (truth: Double) in
      "the true probabilities reach a ROC-AUC of \(TextReport.format(truth, 4))"
    }
    switch set {
    case .amex:
      let truth = try CardLog.write(to: out, impressions: rows, seed: seed)
      return
        "wrote the logs of \(truth.impressions) impressions to \(out), \(truth.clicks) of them "
        + "clicked; \(reached(truth.attainableROCAUC))"
    case .churn:
      let truth = try ActivityLog.write(to: out, rows: rows, seed: seed)
      return
        "wrote \(truth.rows) months of \(truth.customers) customers to \(out), \(truth.gone) of "
        + "whom left; \(reached(truth.attainableROCAUC))"
    default:
      throw WorkbenchError(
        .badInput, "--raw is for amex and churn; \(set.rawValue) has no raw logs.")
    }
  }
}
