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
  /// The share of the file that is read by now, 0…1; 1 while its columns are counted.
  public var openingShare = 0.0
  /// The files behind the open data.
  public var source = SourceState()
  /// The number of the newest request to open; answers to older ones are passed over.
  public var openRequest = 0
  /// The changes of data, roles and plan.
  public var history = ChangeHistory<SessionSetup>()
  /// The way through the history that the opening under way is part of; `nil` for a new change.
  public var historyStep: ChangeHistory<SessionSetup>.Direction?
  /// How models will be trained; `nil` until data are open.
  public var plan: TrainingPlan?
  /// The training that runs or ran last.
  public var training = Training()
  /// The newest complete comparison on the open data.
  public var comparison: Comparison?
  /// The figures of folds, where those were asked for last; then there is no comparison.
  public var validation: CrossValidation?
  /// The comparison before folds, whose models are taken over where a plan comes back to them.
  var setAside: Comparison?
  /// The losses by step of the comparison's models.
  public var curves: [ModelKind: [LossPoint]] = [:]
  /// Seconds that each model last took to be fitted and measured on the open data.
  public var lastSeconds: [ModelKind: Double] = [:]
  /// What-if over the models of the comparison.
  public var simulator: Simulator?
  /// The importances known so far, of the comparison's models.
  public var importances: [ModelKind: Importances] = [:]
  /// Why a model's importances are missing.
  public var importanceFailures: [ModelKind: String] = [:]

  /// The row of the leaderboard of a model: of the training that runs, or of the one before while a
  /// live training has no new one yet.
  public func result(_ kind: ModelKind) -> ModelResult? { training.models[kind]?.shownResult }

  /// Whether the settings differ from those of the results in sight. Threads change no result.
  public var isPlanChanged: Bool {
    guard var trained = training.plan, let plan else { return false }
    trained.threads = plan.threads
    return trained != plan
  }

  /// The models of the training that runs or ran last, in the order of the plan.
  public var kinds: [ModelKind] {
    training.kinds.isEmpty ? (plan?.models.map(\.kind) ?? []) : training.kinds
  }

  /// Forgets everything that was computed from the data before.
  mutating func forgetModels() {
    training = Training(run: training.run)
    comparison = nil
    validation = nil
    setAside = nil
    curves = [:]
    lastSeconds = [:]
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
  /// Whether it waits until it is resumed.
  public var isPaused = false
  /// Whether it followed a change of the settings by itself.
  public var isLive = false
  /// Whether all of it was asked to stop.
  public var isCancelling = false
  /// What is trained; `nil` before the first training.
  public var plan: TrainingPlan?
  /// The models, in the order of the plan.
  public var kinds: [ModelKind] = []
  /// How far each model is.
  public var models: [ModelKind: ModelTraining] = [:]
  /// The sizes of the split, once the rows are divided; of folds, those of the one in work.
  public var split: SplitSummary?
  /// How many folds were begun.
  public var foldsBegun = 0
  /// Seconds that each model took on the folds before the one in work.
  var foldSeconds: [ModelKind: [Double]] = [:]
  /// Why the training could not begin.
  public var failure: String?

  /// Makes a training that has not begun.
  public init(run: Int = 0) { self.run = run }

  /// Whether models are measured on several folds, which leaves none to use.
  public var isFolded: Bool { plan.map { $0.split.foldCount > 1 } ?? false }
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
  /// What was known before, in sight until a live training has something new.
  public var earlier: EarlierResult?
  /// Seconds of the fit so far, without pauses.
  public var seconds = 0.0
  /// Whether it is fitted, and is being measured.
  public var isMeasured = false

  /// Losses that are not in sight yet, where nothing may move by itself.
  private var heldCurve: [LossPoint] = []

  /// Makes a model that waits.
  public init() {}

  /// Takes note of a step.
  ///
  /// - Parameter isCalm: shows progress in quarters, so that the screen rests in between.
  mutating func advance(
    _ now: TrainingProgress, _ losses: [LossPoint], seconds: Double, isCalm: Bool
  ) {
    heldCurve += losses
    if isCalm, let progress, Self.quarter(progress) == Self.quarter(now) { return }
    progress = now
    self.seconds = seconds
    releaseHeldCurve()
  }

  /// Shows the losses that were held back.
  mutating func releaseHeldCurve() {
    curve += heldCurve
    heldCurve = []
  }

  private static func quarter(_ progress: TrainingProgress) -> Int {
    4 * progress.step / max(1, progress.stepCount)
  }

  /// The stations of a fit.
  public enum Phase: String, Sendable {
    /// Another model is being fitted.
    case waiting
    /// It is being fitted.
    case running
    /// There is a result.
    case ended
  }

  /// The share of the steps that is done, 0…1; of a model that failed or was cancelled, how far it
  /// came.
  public var share: Double {
    let reached = progress.map { Double($0.step) / Double(max(1, $0.stepCount)) } ?? 0
    return switch phase {
    case .waiting: 0
    case .ended: result?.trained != nil && result?.isCutShort == false ? 1 : reached
    case .running: reached
    }
  }

  /// Whether all steps are done or the fit ended early by itself, and the model is being measured.
  public var isEvaluating: Bool {
    phase == .running && (isMeasured || progress.map { $0.step >= $0.stepCount } ?? false)
  }

  /// Seconds until all steps are done, if they go on as they did; `nil` while that can't be said.
  public var secondsLeft: Double? {
    guard phase == .running, !isEvaluating, let progress, progress.step > 0, seconds >= 0.2 else {
      return nil
    }
    return seconds * Double(progress.stepCount - progress.step) / Double(progress.step)
  }

  /// Whether what is shown is the result of the settings before.
  public var isStale: Bool { result == nil && earlier != nil }
  /// Whether the result to show is a model, without copying it.
  var hasShownModel: Bool {
    switch (result ?? earlier?.result)?.outcome {
    case .trained: true
    default: false
    }
  }
  /// The result to show.
  public var shownResult: ModelResult? { result ?? earlier?.result }
  /// The losses to show.
  public var shownCurve: [LossPoint] { isStale ? earlier?.curve ?? [] : curve }
}

/// A model's result and losses of the training before.
public struct EarlierResult: Sendable {
  /// Its row of the leaderboard.
  public var result: ModelResult?
  /// The losses by step, ascending.
  public var curve: [LossPoint] = []
}
