import Foundation
import Modelling
import Tabular
import TerminalKit
import Workbench

@testable import Dashboard

/// The state of the dashboard after a small training, made once for all tests of the panes that show
/// its results. Three models are trained, the fourth is cancelled.
enum TrainedState {
  /// Lists of customers are known.
  static let grouped = make(group: "customer")
  /// No column names the customer.
  static let plain = make(group: nil)

  /// Forest and boosted trees were cancelled after a few trees.
  static let cut = make(group: "customer", cutting: [.forest, .boosted])

  private static func make(
    group: String?, cutting: Set<ModelKind> = []
  ) -> Result<State, any Error> {
    Result { try build(group: group, cutting: cutting) }
  }

  private static func build(group: String?, cutting: Set<ModelKind>) throws -> State {
    let folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("offerscope-panes-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let file = folder.appendingPathComponent("shop.csv")
    try csv(namesCustomers: group != nil).write(to: file, atomically: true, encoding: .utf8)
    let overrides = RoleOverrides(
      target: "bought", positive: "yes", group: group, item: group == nil ? nil : "offer")
    let data = try Opener.open(file.path, overrides: overrides)
    var plan = TrainingPlan(for: data)
    plan.threads = 1
    plan.models.removeAll(where: \.kind.isRanker)
    for index in plan.models.indices {
      switch plan.models[index].kind {
      case .logistic: break
      case .forest: try plan.models[index].set("treeCount", to: 20)
      case .boosted, .xgboost, .lambdamart, .yetirank, .xgbranker:
        try plan.models[index].set("rounds", to: 12)
      }
    }
    for index in plan.models.indices where cutting.contains(plan.models[index].kind) {
      let key = plan.models[index].kind == .forest ? "treeCount" : "rounds"
      try plan.models[index].set(key, to: 400)
    }
    let training = TrainingSession(data: data, plan: plan)
    training.cancel(.xgboost)
    let comparison = try training.run { event in
      if case .progress(let kind, let progress) = event, cutting.contains(kind), progress.step >= 3
      {
        training.cancel(kind)
      }
    }
    return try state(data, plan, comparison)
  }

  private static func state(
    _ data: OpenedData, _ plan: TrainingPlan, _ comparison: Comparison
  ) throws -> State {
    var state = State()
    state.session.path = data.path
    state.session.data = data
    state.session.plan = plan
    var training = Training(run: 1)
    training.plan = plan
    training.split = comparison.split
    training.kinds = comparison.results.map(\.kind)
    for result in comparison.results {
      var model = ModelTraining()
      model.phase = .ended
      model.result = result
      training.models[result.kind] = model
      if let trained = result.trained { state.compare.curves[result.kind] = ModelCurves(trained) }
    }
    state.session.training = training
    state.session.comparison = comparison
    for (kind, trained) in comparison.trained {
      state.session.importances[kind] = try Explainer.importances(
        of: trained.model, on: ExplainedRows(comparison), permutationRepeats: 3,
        run: TrainingRun(seed: 7, threads: 1))
    }
    return state
  }

  /// 900 rows of 150 customers; the purchase depends on age, contact and the offer.
  private static func csv(namesCustomers: Bool) -> String {
    var lines = [(namesCustomers ? "customer," : "") + "offer,age,balance,contact,member,bought"]
    var seed: UInt64 = 17
    func share() -> Double {
      seed = seed &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Double(seed >> 40) / Double(1 << 24)
    }
    for row in 0..<900 {
      let age = 18 + Int(share() * 60)
      let balance = Int(share() * 5_000)
      let contact = ["mail", "phone", "shop"][Int(share() * 3)]
      let isMember = share() < 0.4
      let offer = row % 6
      let chance =
        0.05 + (age > 50 ? 0.25 : 0) + (contact == "phone" ? 0.2 : 0) + Double(offer) * 0.04
      let bought = share() < chance
      lines.append(
        (namesCustomers ? "c\(row / 6)," : "")
          + "o\(offer),\(age),\(balance),\(contact),\(isMember ? "yes" : "no"),"
          + (bought ? "yes" : "no"))
    }
    return lines.joined(separator: "\n") + "\n"
  }
}
