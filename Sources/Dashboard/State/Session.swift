public import Modelling
public import Workbench

/// The open data and what was trained on them.
public struct Session: Sendable {
  /// The path that is open or being opened.
  public var path: String?
  /// What the person says of the columns.
  public var overrides: RoleOverrides
  /// The open data.
  public var data: OpenedData?
  /// The path that is being opened; `nil` if none is.
  public var openingPath: String?
  /// The number of the newest request to open; answers to older ones are passed over.
  public var openRequest = 0
  /// How models will be trained; `nil` until data are open.
  public var plan: TrainingPlan?
  /// The training that runs or ran last.
  public var training = Training()
  /// The newest complete comparison on the open data.
  public var comparison: Comparison?
  /// What-if over the models of the comparison.
  public var simulator: Simulator?
  /// The importances known so far, of the comparison's models.
  public var importances: [ModelKind: Importances] = [:]
  /// Why a model's importances are missing.
  public var importanceFailures: [ModelKind: String] = [:]

  /// The row of the leaderboard of a model: of the training that runs, else of the comparison.
  public func result(_ kind: ModelKind) -> ModelResult? { training.models[kind]?.result }

  /// The models of the training that runs or ran last, in the order of the plan.
  public var kinds: [ModelKind] {
    training.kinds.isEmpty ? (plan?.models.map(\.kind) ?? []) : training.kinds
  }

  /// Forgets everything that was computed from the data before.
  mutating func forgetModels() {
    training = Training(run: training.run)
    comparison = nil
    simulator = nil
    importances = [:]
    importanceFailures = [:]
  }
}

/// One training of several models.
public struct Training: Sendable {
  /// Its number; results of older ones are passed over.
  public var run: Int
  /// Whether it runs.
  public var isRunning = false
  /// Whether all of it was asked to stop.
  public var isCancelling = false
  /// What is trained; `nil` before the first training.
  public var plan: TrainingPlan?
  /// The models, in the order of the plan.
  public var kinds: [ModelKind] = []
  /// How far each model is.
  public var models: [ModelKind: ModelTraining] = [:]
  /// The sizes of the split, once the rows are divided.
  public var split: SplitSummary?
  /// Why the training could not begin.
  public var failure: String?

  /// Makes a training that has not begun.
  public init(run: Int = 0) { self.run = run }

  /// The model that is being fitted.
  public var current: ModelKind? { kinds.first { models[$0]?.phase == .running } }
  /// How many models have ended.
  public var endedCount: Int { kinds.count { models[$0]?.phase == .ended } }
}

/// How far one model is.
public struct ModelTraining: Sendable {
  /// Where it stands.
  public var phase = Phase.waiting
  /// The newest progress.
  public var progress: TrainingProgress?
  /// The losses by step, ascending.
  public var curve: [LossPoint] = []
  /// Its row of the leaderboard, once it has ended.
  public var result: ModelResult?

  /// The stations of a fit.
  public enum Phase: String, Sendable {
    /// Another model is being fitted.
    case waiting
    /// It is being fitted.
    case running
    /// There is a result.
    case ended
  }

  /// The share that is done, 0…1.
  public var share: Double {
    switch phase {
    case .waiting: 0
    case .ended: 1
    case .running:
      progress.map { Double($0.step) / Double(max(1, $0.stepCount)) } ?? 0
    }
  }
}
