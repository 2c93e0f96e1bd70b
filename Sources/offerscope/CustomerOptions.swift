import ArgumentParser
import Modelling
import Offers
import Tabular
import Workbench

/// Which customer a command is about, and by which models.
struct CustomerOptions: ParsableArguments {
  @Option(name: .long, help: "The customer's key in the group or identifier column.")
  var customer: String?
  @Option(name: .long, help: "The 0-based row of the table.")
  var row: Int?
  @Option(name: .long, help: "Changes to the profile, such as age=35,job=student.")
  var profile: String?
  @Option(name: .long, help: "A saved model file; without it the models are trained first.")
  var model: String?

  func validate() throws {
    if customer != nil && row != nil {
      throw ValidationError("Give --customer or --row, not both.")
    }
  }

  /// The profile to start from, with the changes made.
  func chosen(by simulator: Simulator, in data: OpenedData) throws -> CustomerProfile {
    try CustomerChoice(customer: customer, row: row, changes: profile ?? "").profile(
      by: simulator, in: data)
  }

  /// The saved model, or freshly trained ones.
  func models(
    for data: OpenedData, plan: TrainingPlan, narration: Narration
  ) throws -> (models: [(kind: ModelKind, model: FittedModel)], comparison: Comparison?) {
    if let model {
      let artifact = try ModelFile.read(path: model)
      try artifact.check(against: data.dataset.table, path: data.path)
      let absent = artifact.absentColumns(in: data.dataset.table)
      if !absent.isEmpty {
        narration.note(
          "\(data.path): the columns \(absent.joined(separator: ", ")) of the model are not there and "
            + "count as missing")
      }
      return ([(artifact.model.kind, artifact.model)], nil)
    }
    let comparison = try TrainingSession(data: data, plan: plan).run(narration.follow)
    try ModelFolder.requireAtLeastOneModel(comparison)
    return (comparison.trained.map { ($0.kind, $0.model.model) }, comparison)
  }
}
