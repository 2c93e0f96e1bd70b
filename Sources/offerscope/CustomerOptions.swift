import ArgumentParser
import Evaluation
import Modelling
import Offers
import Tabular
import Workbench

/// Which customer a command is about, and by which models.
struct CustomerOptions: ParsableArguments {
  @Option(
    name: .long, parsing: .unconditional,
    help: "The customer's key in the group or identifier column.")
  var customer: String?
  @Option(
    name: .long, parsing: .unconditional,
    help:
      "The row of the data, counted from 1: one more than its number in --predictions, which count from 0."
  )
  var row: Int?
  @Flag(name: .long, help: "Start from a customer of whom nothing is known.")
  var empty = false
  @Option(name: .long, help: "A profile that the dashboard saved, to start from.")
  var profileFile: String?
  @Option(
    name: .long, parsing: .unconditionalSingleValue,
    help: ArgumentHelp(
      "A change to the profile, such as 'job=student'; may be given again.",
      discussion: """
        Given alone, a value may hold anything, commas and equals signs too; nothing after the = makes \
        it missing. Several changes may also stand in one list, age=35,job=student, if no value holds a \
        comma. Without --customer, --row, --empty or --profile-file the changes are to the typical \
        customer.
        """, valueName: "column=value"))
  var profile: [String] = []
  @Option(
    name: .long,
    help: "A saved model file, or one of XGBoost's; without it the models are trained first.")
  var model: String?
  @OptionGroup var registered: ArtifactsOption

  func validate() throws {
    let starts = [
      ("--customer", customer != nil), ("--row", row != nil), ("--empty", empty),
      ("--profile-file", profileFile != nil),
    ].filter(\.1).map(\.0)
    if starts.count > 1 {
      throw ValidationError("Give \(starts[0]) or \(starts[1]), not both.")
    }
    if let row, row < 1 {
      throw ValidationError("--row \(row): rows of data count from 1; give 1 or more.")
    }
  }

  /// The profile to start from, with the changes made.
  func chosen(by simulator: Simulator, in data: OpenedData) throws -> CustomerProfile {
    try CustomerChoice(try start(), changes: profile).profile(by: simulator, in: data)
  }

  /// Who the customer is, for a line above the answer.
  func title(by simulator: Simulator) -> String {
    let known = customer.map { "customer \($0)" } ?? profileFile.map { "the customer of \($0)" }
    let start =
      row.map { title(ofRow: $0, by: simulator) } ?? known
      ?? (empty ? "a customer of whom nothing is known" : "the typical customer")
    let changes = profile.isEmpty ? "" : ", with \(profile.joined(separator: ", "))"
    return PlainText.line("for \(start)\(changes)")
  }

  /// A row under both of its numbers.
  private func title(ofRow row: Int, by simulator: Simulator) -> String {
    let rest = simulator.title(ofRow: row - 1).dropFirst("row \(row)".count)
    return "row \(row) (row \(row - 1) of --predictions)\(rest)"
  }

  private func start() throws -> CustomerChoice.Start {
    if let customer { return .customer(customer) }
    if let row { return .row(row) }
    if empty { return .empty }
    return try profileFile.map { .saved(try ProfileFile.read(path: $0)) } ?? .typical
  }

  /// The saved model, or freshly trained ones, with the scores that part their segments and the model of
  /// amounts where there is one.
  func models(
    for data: OpenedData, plan: TrainingPlan, narration: Narration
  ) throws -> (
    models: [(kind: ModelKind, model: CorrectedModel)], segments: [ModelKind: SegmentPlan],
    amount: AmountModel?, comparison: Comparison?
  ) {
    if let model {
      let loaded = try LoadedModel(path: try registered.path(model), for: data)
      for remark in loaded.remarks { narration.note(remark) }
      let segments = loaded.policy.map { [loaded.model.kind: $0.segments] } ?? [:]
      return ([(loaded.model.kind, loaded.model)], segments, loaded.amount, nil)
    }
    let comparison = try TrainingSession(data: data, plan: plan).run(narration.follow)
    try ModelFolder.requireAtLeastOneModel(comparison)
    return (
      comparison.trained.map { ($0.kind, $0.model.model) }, comparison.segments,
      comparison.amount?.model, comparison
    )
  }
}
