import Modelling
import Tabular

/// The first line of a record: what has to be the same for a search to go on with it.
struct RecordHeader: Codable {
  /// The version of the form, also what tells a record from other files.
  private let offerscopeSearch: Int
  private let fingerprint: String
  private let target: String
  private let positive: String
  private let group: String?
  private let time: String?
  private let features: [String]
  private let derived: [String]
  private let plan: SearchPlan

  private static let version = 1

  init(plan: SearchPlan, data: OpenedData) {
    let dataset = data.dataset
    offerscopeSearch = Self.version
    fingerprint = dataset.fingerprint
    target = dataset.roles.target ?? ""
    positive = dataset.positiveLabel
    group = dataset.roles.group
    time = dataset.roles.time
    features = dataset.features
    derived = dataset.recipes.texts
    self.plan = plan
  }

  /// What keeps a search from going on with this record, as a sentence without its beginning.
  func difference(from other: RecordHeader) -> String? {
    if offerscopeSearch != other.offerscopeSearch {
      return "was written by another version; begin anew with --out."
    }
    if fingerprint != other.fingerprint {
      return "is of other data (\(fingerprint), not \(other.fingerprint)); begin anew with --out."
    }
    let differing = [
      ("target", target == other.target && positive == other.positive),
      ("group", group == other.group), ("time", time == other.time),
      ("features", features == other.features), ("derived columns", derived == other.derived),
      ("models or settings", plan.training.models == other.plan.training.models),
      ("split", plan.training.split == other.plan.training.split),
      ("balance", plan.training.balance == other.plan.training.balance),
      ("seed", plan.training.seed == other.plan.training.seed),
      ("method", plan.method == other.plan.method), ("metric", plan.metric == other.plan.metric),
      ("folds", plan.folds == other.plan.folds), ("ranges", plan.space == other.plan.space),
      ("plan", plan.hasSameTrials(as: other.plan)),
    ].filter { !$0.1 }.map(\.0)
    guard !differing.isEmpty else { return nil }
    return
      "was made with other \(differing.prefix(3).joined(separator: ", ")); give the same options "
      + "as then, or begin anew with --out."
  }
}
