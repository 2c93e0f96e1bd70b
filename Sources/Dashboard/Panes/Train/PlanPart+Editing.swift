import Evaluation
import Foundation
import Modelling
import Tabular
import Workbench

extension PlanPart {
  /// What is changed of a plan, and what the change depends on.
  struct Context {
    /// The ways of splitting that the roles allow.
    let schemes: [SplitScheme]
    /// What a conversion earns and a contact costs, where somebody has said so.
    let margin: Double?
    let cost: Double
    /// What a capacity in customers is a share of.
    let customers: Int
  }

  /// Raises (1) or lowers (-1) the value, or goes to the next or previous choice.
  func step(_ plan: inout TrainingPlan, _ direction: Int, _ context: Context) {
    switch self {
    case .split:
      plan.split = PlanPart.turned(context.schemes, direction) { $0.name == plan.split.name }
    case .share:
      let moved = ((plan.split.share * 20).rounded() + Double(direction)) / 20
      plan.split = plan.split.with(share: max(0.05, min(moved, 0.9)))
    case .folds, .repeats, .windows:
      guard let count = count(in: plan.split) else { return }
      plan.split = setting(count + direction, in: plan.split)
    case .balance:
      let all: [Balancing] = [.none, .weights, .underSampling(.init()), .smote(.init())]
      plan.balance = PlanPart.turned(all, direction) {
        PlanPart.word($0) == PlanPart.word(plan.balance)
      }
    case .ratio: stepRatio(&plan, direction)
    case .correction: plan.correctsPrior.toggle()
    case .calibration:
      plan.calibration = PlanPart.turned(CalibrationMethod.allCases, direction) {
        $0 == plan.calibration
      }
    case .threshold:
      plan.thresholdRule = PlanPart.turned(PlanPart.rules(context), direction) {
        PlanPart.word($0) == PlanPart.word(plan.thresholdRule)
      }
    case .margin, .cost, .capacity, .least, .top: stepRule(&plan, direction)
    case .seed:
      if direction > 0 { plan.seed &+= 1 } else if plan.seed > 0 { plan.seed -= 1 }
    case .threads: plan.threads = max(1, min(plan.threads + direction, 256))
    }
  }

  private static func turned<Value>(
    _ all: [Value], _ direction: Int, isCurrent: (Value) -> Bool
  ) -> Value {
    let place = all.firstIndex(where: isCurrent) ?? 0
    return all[((place + direction) % all.count + all.count) % all.count]
  }

  private static func rules(_ context: Context) -> [ThresholdRule] {
    [
      .bestF1,
      .bestProfit(
        margin: context.margin.flatMap { $0 > 0 ? $0 : nil } ?? 10,
        cost: context.margin == nil ? 1 : context.cost),
      .precision(atLeast: 0.5), .recall(atLeast: 0.8), .topShare(0.1),
    ]
  }

  private func setting(_ count: Int, in split: SplitScheme) -> SplitScheme {
    let folds = max(2, min(count, 100))
    return switch split {
    case .folds: .folds(folds)
    case .groupFolds: .groupFolds(folds)
    case .repeatedFolds(let own, let repeats):
      self == .folds
        ? .repeatedFolds(folds, repeats: repeats)
        : .repeatedFolds(own, repeats: max(1, min(count, 100)))
    case .rolling: .rolling(windows: max(1, min(count, 100)))
    default: split
    }
  }

  private func stepRatio(_ plan: inout TrainingPlan, _ direction: Int) {
    switch plan.balance {
    case .underSampling(let sampling):
      let moved = sampling.rowsPerRare + Double(direction)
      plan.balance = .underSampling(.init(rowsPerRare: max(1, min(moved, 100))))
    case .smote(let smote):
      let moved = ((smote.rarePerRow * 10).rounded() + Double(direction)) / 10
      plan.balance = .smote(SMOTE(rarePerRow: max(0.1, min(moved, 1))))
    case .none, .weights: break
    }
  }

  private func stepRule(_ plan: inout TrainingPlan, _ direction: Int) {
    let rule = plan.thresholdRule
    if let share = rule.share {
      plan.thresholdRule = rule.with(share: PlanPart.next(share, direction))
    }
    guard case .bestProfit(let margin, let cost, let capacity) = rule else { return }
    plan.thresholdRule =
      switch self {
      case .margin:
        .bestProfit(
          margin: max(0.01, PlanPart.nice(margin, direction)), cost: cost, capacity: capacity)
      case .cost:
        .bestProfit(margin: margin, cost: PlanPart.nice(cost, direction), capacity: capacity)
      default:
        .bestProfit(margin: margin, cost: cost, capacity: PlanPart.stepped(capacity, direction))
      }
  }

  /// From no limit down to a hundredth and back.
  static func stepped(_ capacity: Double?, _ direction: Int) -> Double? {
    guard let capacity else { return direction < 0 ? 0.5 : nil }
    let next = next(capacity, direction)
    return next > 0.5 && direction > 0 ? nil : next
  }

  /// The next twentieth of a share; a hundredth is the least.
  private static func next(_ share: Double, _ direction: Int) -> Double {
    if direction > 0, share < 0.05 { return 0.05 }
    let moved = ((share * 20).rounded() + Double(direction)) / 20
    return max(0.01, min(moved, 1))
  }

  /// The next of 0, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, …
  static func nice(_ amount: Double, _ direction: Int) -> Double {
    let series =
      [0.0]
      + (-2...8).flatMap { power in
        [1.0, 2, 5].map { $0 * pow(10, Double(power)) }
      }
    let next =
      direction > 0
      ? series.first { $0 > amount * 1.000_001 } : series.last { $0 < amount * 0.999_999 }
    return next ?? amount
  }

  /// Takes the standard value again.
  func reset(_ plan: inout TrainingPlan, to standard: TrainingPlan) {
    switch self {
    case .split, .share: plan.split = standard.split
    case .folds: plan.split = setting(5, in: plan.split)
    case .repeats: plan.split = setting(3, in: plan.split)
    case .windows: plan.split = setting(4, in: plan.split)
    case .balance: plan.balance = standard.balance
    case .ratio:
      if case .smote = plan.balance {
        plan.balance = .smote(.init())
      } else {
        plan.balance = .underSampling(.init())
      }
    case .correction: plan.correctsPrior = standard.correctsPrior
    case .calibration: plan.calibration = standard.calibration
    case .threshold, .margin, .cost, .capacity, .least, .top:
      plan.thresholdRule = standard.thresholdRule
    case .seed: plan.seed = standard.seed
    case .threads: plan.threads = standard.threads
    }
  }

  /// Takes what was typed.
  ///
  /// - Throws: ``WorkbenchError`` in one sentence.
  func take(_ text: String, _ plan: inout TrainingPlan, _ context: Context) throws {
    switch self {
    case .split, .balance, .correction, .calibration, .threshold: return
    case .share:
      guard let share = PlanPart.share(text), share >= 0.01, share <= 0.95 else {
        throw PlanPart.refusal("The test share is a number from 0.01 to 0.95.")
      }
      plan.split = plan.split.with(share: share)
    case .folds, .repeats, .windows:
      let least = self == .folds ? 2 : 1
      guard let count = Int(text), (least...100).contains(count) else {
        throw PlanPart.refusal("There are \(least) to 100 \(rawValue); “\(text)” is out of that.")
      }
      plan.split = setting(count, in: plan.split)
    case .ratio: try takeRatio(text, &plan)
    case .margin, .cost, .capacity: try takeAmount(text, &plan, context)
    case .least, .top:
      guard let share = PlanPart.share(text), share > 0, share <= 1 else {
        throw PlanPart.refusal("It is a share above 0 and at most 1, such as 0.1 or 10%.")
      }
      plan.thresholdRule = plan.thresholdRule.with(share: share)
    case .threads:
      guard let threads = Int(text), (1...256).contains(threads) else {
        throw PlanPart.refusal("Threads are a whole number from 1 to 256.")
      }
      plan.threads = threads
    case .seed:
      guard let seed = UInt64(text) else {
        throw PlanPart.refusal("The seed is a whole number from 0.")
      }
      plan.seed = seed
    }
  }

  private func takeRatio(_ text: String, _ plan: inout TrainingPlan) throws {
    let value = Double(text)
    if case .smote = plan.balance {
      guard let value, value > 0, value <= 1 else {
        throw PlanPart.refusal("Rare rows for each other row are a number above 0 and at most 1.")
      }
      plan.balance = .smote(SMOTE(rarePerRow: value))
    } else {
      guard let value, value >= 1, value.isFinite else {
        throw PlanPart.refusal("Rows kept for each rare one are a number of at least 1.")
      }
      plan.balance = .underSampling(.init(rowsPerRare: value))
    }
  }

  private func takeAmount(
    _ text: String, _ plan: inout TrainingPlan, _ context: Context
  ) throws {
    guard case .bestProfit(let margin, let cost, let capacity) = plan.thresholdRule else { return }
    if self == .capacity {
      plan.thresholdRule = .bestProfit(
        margin: margin, cost: cost,
        capacity: try PlanPart.capacity(text, customers: context.customers))
      return
    }
    guard let value = Double(text), value >= 0, value <= ComparePane.maximumAmount,
      self == .cost || value > 0
    else {
      throw PlanPart.refusal(
        self == .cost
          ? "The cost is a number from 0 to one billion."
          : "The margin is a number above 0, at most one billion.")
    }
    plan.thresholdRule =
      self == .cost
      ? .bestProfit(margin: margin, cost: value, capacity: capacity)
      : .bestProfit(margin: value, cost: cost, capacity: capacity)
  }

  /// A capacity as a share of the customers; `nil` for none.
  ///
  /// - Throws: ``WorkbenchError`` in one sentence.
  static func capacity(_ text: String, customers: Int) throws -> Double? {
    let words = text.lowercased()
    if ["", "none", "nolimit", "all"].contains(words) { return nil }
    guard let value = share(words), value > 0, value < 1 || value == value.rounded() else {
      throw refusal(
        "The capacity is a share such as 0.1 or 10%, a number of customers such as 500, or none.")
    }
    let share = value < 1 ? value : value / Double(max(1, customers))
    return share < 1 ? share : nil
  }

  /// A number, or one in percent.
  private static func share(_ text: String) -> Double? {
    let isPercent = text.hasSuffix("%")
    let value = Double(isPercent ? text.dropLast() : text[...])
    return value.flatMap { $0.isFinite ? (isPercent ? $0 / 100 : $0) : nil }
  }

  private static func refusal(_ words: String) -> WorkbenchError {
    WorkbenchError(.badInput, words)
  }
}
