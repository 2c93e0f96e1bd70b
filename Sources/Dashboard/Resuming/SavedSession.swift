import Evaluation
import Modelling
import Tabular
import Workbench

/// Where a person was: all that brings the same screen back, once the models are trained again from
/// the same seed.
///
/// What is read from a file is a wish, not a fact: each part is checked when it is applied.
public struct SavedSession: Codable, Equatable, Sendable {
  /// The form that this program writes.
  static let currentVersion = 1

  /// The form of the file.
  var version = SavedSession.currentVersion
  /// The open data.
  var path: String
  /// What is said of the columns.
  var overrides: RoleOverrides
  /// How the file is read.
  var reading: Reading
  /// How models are trained, and the settings of those left out too.
  var plan: PlanConfiguration
  /// The pane in sight.
  var pane: String
  /// The theme, where a person chose one; one found by the terminal is found again.
  var theme: String?
  /// What the panes show.
  var view: SavedView

  /// How a CSV file is read, where that was said.
  struct Reading: Codable, Equatable, Sendable {
    var delimiter: String?
    var encoding: String?
    var hasNoHeader: Bool?

    init(_ csv: CSVOptions) {
      delimiter = csv.delimiter.map { String($0) }
      encoding = csv.encoding == .sniffed ? nil : csv.encoding.rawValue
      hasNoHeader = csv.header == .absent ? true : nil
    }

    /// The options with what was said; what makes no sense is found out from the file.
    func applied(to options: CSVOptions) -> CSVOptions {
      var csv = options
      if let delimiter, delimiter.utf8.count == 1 { csv.delimiter = delimiter.first }
      if let encoding, let known = CSVOptions.Encoding(rawValue: encoding) { csv.encoding = known }
      if hasNoHeader == true { csv.header = .absent }
      return csv
    }
  }
}

extension SavedSession {
  /// The session of now; `nil` while no data are open.
  init?(_ state: State) {
    guard let data = state.session.data, let setup = SessionSetup(state) else { return nil }
    path = data.path
    overrides = setup.overrides
    reading = Reading(state.csv)
    plan = PlanConfiguration(setup)
    pane = state.pane.rawValue
    theme = state.hasChosenTheme ? state.theme : nil
    view = SavedView(state)
    // A customer who waits for models is not forgotten.
    if view.customer == nil { view.customer = state.resume.underway?.view.customer }
  }
}

extension PlanConfiguration {
  /// A plan as people write it, with the settings of models that are left out.
  fileprivate init(_ setup: SessionSetup) {
    self.init()
    let plan = setup.plan
    models = plan.models.map(\.kind.rawValue)
    for model in setup.settings {
      for definition in ModelSettings.definitions(of: model.kind)
      where model.isChanged(definition.key) {
        settings["\(model.kind.rawValue).\(definition.key)"] = model[definition.key]
      }
    }
    split = plan.split.description
    balance = plan.balance.description
    priorCorrection = plan.correctsPrior
    calibration = plan.calibration.rawValue
    threshold = plan.thresholdRule.text
    segments = plan.segments.description
    if plan.amountTarget != .log { amountTarget = plan.amountTarget.rawValue }
    seed = plan.seed
    threads = plan.threads
    let directions = plan.models.lazy.map(\.monotone).first { !$0.isEmpty } ?? [:]
    monotone = directions.mapValues { $0 == .rising ? "rising" : "falling" }
  }
}
