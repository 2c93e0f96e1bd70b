import Modelling
import Tabular

extension PlanConfiguration {
  /// Fits a plan to lists with grades: XGBoost's ranker goes by NDCG unless told otherwise, since
  /// average precision knows no grades.
  ///
  /// - Throws: ``WorkbenchError`` for a model or an option that is about two classes.
  func readGrades(_ plan: inout TrainingPlan, of data: OpenedData) throws {
    let able = ModelKind.allCases.filter(\.readsGrades).map(\.rawValue).joined(separator: ", ")
    if let other = plan.models.first(where: { !$0.kind.readsGrades }) {
      throw WorkbenchError(
        .badInput,
        "\(other.kind.rawValue) is for two classes, and the target of \(data.name) has grades; use \(able)."
      )
    }
    let options: [(String, Bool)] = [
      ("--balance", plan.balance != .none), ("--calibrate", plan.calibration != .none),
      ("--threshold", threshold != nil), ("--segments", segments != nil),
      ("--amount", data.dataset.roles.amount != nil),
    ]
    if let option = options.first(where: \.1)?.0 {
      throw WorkbenchError(
        .badInput,
        "\(option) is for two classes, and the target of \(data.name) has grades; leave it out.")
    }
    let key = "objective"
    guard settings["xgbranker.\(key)"] == nil,
      let ndcg = XGBoostObjective.rankings.firstIndex(of: .ndcg),
      let index = plan.models.firstIndex(where: { $0.kind == .xgbranker })
    else { return }
    try plan.models[index].set(key, to: Double(ndcg))
  }
}
