import Evaluation
import Modelling
import TerminalKit
import Workbench

/// The parts of the plan that all models share, as lines of the Train pane.
enum PlanPart: String, CaseIterable {
  case split
  case share = "test share"
  case folds
  case repeats
  case windows
  case balance
  case ratio
  case correction
  case calibration
  case threshold
  case margin
  case cost
  case capacity
  case least = "at least"
  case top = "top share"
  case seed
  case threads

  /// The parts that mean something in a plan, in order.
  static func all(of plan: TrainingPlan?) -> [PlanPart] {
    guard let plan else {
      return [.split, .share, .balance, .calibration, .threshold, .seed, .threads]
    }
    return allCases.filter { $0.isPart(of: plan) }
  }

  private func isPart(of plan: TrainingPlan) -> Bool {
    switch self {
    case .split, .balance, .calibration, .threshold, .seed, .threads: return true
    case .share: return plan.split.foldCount == 1
    case .folds:
      switch plan.split {
      case .folds, .groupFolds, .repeatedFolds: return true
      default: return false
      }
    case .repeats: if case .repeatedFolds = plan.split { return true } else { return false }
    case .windows: if case .rolling = plan.split { return true } else { return false }
    case .ratio: return !plan.balance.keepsRows
    case .correction: return plan.balance != .none
    case .margin, .cost, .capacity: return plan.thresholdRule.economics != nil
    case .least:
      switch plan.thresholdRule {
      case .precision, .recall: return true
      default: return false
      }
    case .top: if case .topShare = plan.thresholdRule { return true } else { return false }
    }
  }

  /// Whether it is one of a few words, which can't be typed.
  var isChoice: Bool {
    switch self {
    case .split, .balance, .correction, .calibration, .threshold: true
    default: false
    }
  }

  /// The value as it stands on screen.
  func text(of plan: TrainingPlan) -> String {
    switch self {
    case .split: plan.split.name
    case .share: NumberText.percent(plan.split.share)
    case .folds, .repeats, .windows: count(in: plan.split).map(String.init) ?? ""
    case .balance: PlanPart.word(plan.balance)
    case .ratio: PlanPart.ratioText(plan.balance)
    case .correction: plan.correctsPrior ? "taken back" : "left in"
    case .calibration: PlanPart.word(plan.calibration)
    case .threshold: PlanPart.word(plan.thresholdRule)
    case .margin: NumberText.short(plan.thresholdRule.economics?.margin ?? 0)
    case .cost: NumberText.short(plan.thresholdRule.economics?.cost ?? 0)
    case .capacity:
      plan.thresholdRule.capacity.map { PlanPart.percent($0) + " of rows" } ?? "no limit"
    case .least, .top: plan.thresholdRule.share.map { PlanPart.percent($0) } ?? ""
    case .seed: String(plan.seed)
    case .threads: String(plan.threads)
    }
  }

  /// The value as it is typed again.
  func typed(of plan: TrainingPlan) -> String {
    switch self {
    case .share: TrainPane.plainText(plan.split.share)
    case .ratio:
      switch plan.balance {
      case .underSampling(let sampling): TrainPane.plainText(sampling.rowsPerRare)
      case .smote(let smote): TrainPane.plainText(smote.rarePerRow)
      case .none, .weights: ""
      }
    case .margin: TrainPane.plainText(plan.thresholdRule.economics?.margin ?? 0)
    case .cost: TrainPane.plainText(plan.thresholdRule.economics?.cost ?? 0)
    case .capacity: plan.thresholdRule.capacity.map(TrainPane.plainText) ?? "none"
    case .least, .top: plan.thresholdRule.share.map(TrainPane.plainText) ?? ""
    default: text(of: plan)
    }
  }

  /// The number of folds, repeats or windows.
  func count(in split: SplitScheme) -> Int? {
    switch (self, split) {
    case (.folds, .folds(let count)), (.folds, .groupFolds(let count)),
      (.folds, .repeatedFolds(let count, _)), (.repeats, .repeatedFolds(_, let count)),
      (.windows, .rolling(let count)):
      count
    default: nil
    }
  }

  static func word(_ balance: Balancing) -> String {
    switch balance {
    case .none: "none"
    case .weights: "weights"
    case .underSampling: "undersample"
    case .smote: "SMOTE"
    }
  }

  private static func ratioText(_ balance: Balancing) -> String {
    switch balance {
    case .none, .weights: ""
    case .underSampling(let sampling): "\(NumberText.short(sampling.rowsPerRare)) : 1 kept"
    case .smote(let smote): "1 : \(NumberText.short(1 / smote.rarePerRow)) made"
    }
  }

  static func word(_ method: CalibrationMethod) -> String {
    switch method {
    case .none: "none"
    case .platt: "Platt"
    case .isotonic: "isotonic"
    }
  }

  static func word(_ rule: ThresholdRule) -> String {
    switch rule {
    case .bestF1: "best F1"
    case .bestProfit: "best profit"
    case .precision: "precision"
    case .recall: "recall"
    case .topShare: "top share"
    }
  }

  /// A share without digits that say nothing.
  static func percent(_ share: Double) -> String {
    let tenths = (share * 1_000).rounded() / 10
    return NumberText.percent(share, digits: tenths == tenths.rounded() ? 0 : 1)
  }

  /// One sentence on what it decides.
  func hint(in plan: TrainingPlan?) -> String {
    switch self {
    case .split: PlanPart.hint(plan?.split)
    case .share: "The share of the rows that every metric is computed on."
    case .folds:
      "From 2 to 100 parts: each is tested once by models that were fitted on the others."
    case .repeats: "How often the folds are dealt anew; more repeats tell closer models apart."
    case .windows: "So many windows one after another: each tests, and all that is earlier trains."
    case .balance: "What is done about a rare class in the rows fitted to; 3 shows what it did."
    case .ratio:
      if case .smote? = plan?.balance {
        "Rows of the rare class, made up until there are so many for each other row, 0.1 to 1."
      } else {
        "Rows of the larger class that are kept for each rare one, from 1."
      }
    case .correction: "Whether what balancing did to probabilities is taken back; it should be."
    case .calibration: "Platt's curve of two numbers, or isotonic steps, fitted to validation rows."
    case .threshold: PlanPart.hint(plan?.thresholdRule)
    case .margin: "What a conversion earns, before the cost of the contact."
    case .cost: "What a contact costs, whether it converts or not."
    case .capacity: "The most customers that can be contacted: a share, a number, or none."
    case .least:
      "The least \(plan.map { PlanPart.word($0.thresholdRule) } ?? "share") on validation rows, above 0 to 1."
    case .top: "The share of the customers to contact, the likeliest first, above 0 to 1."
    case .seed: "The seed of everything random: the same seed gives the same bytes."
    case .threads: "How many threads train; the numbers don't depend on it."
    }
  }

  private static func hint(_ split: SplitScheme?) -> String {
    switch split {
    case nil, .holdout, .group, .time, .groupTime:
      "How test rows are set apart: at random, by whole groups, the last in time, or folds."
    case .folds: "Every row is tested once; folds measure, and leave no model to simulate with."
    case .groupFolds: "Every group is tested once, whole; folds leave no model to simulate with."
    case .repeatedFolds: "Folds, dealt anew several times; they leave no model to simulate with."
    case .rolling: "Later rows are tested by models of earlier ones; no model is left to simulate."
    }
  }

  private static func hint(_ rule: ThresholdRule?) -> String {
    switch rule {
    case nil, .bestF1:
      "How thresholds are chosen on validation rows: the highest F1, or other rules."
    case .bestProfit: "The highest profit on validation rows, with margin, cost and capacity below."
    case .precision: "The most recall whose precision on validation rows is at least so much."
    case .recall: "The fewest contacts whose recall on validation rows is at least so much."
    case .topShare: "As many contacts as fit into the best-scored share of the rows."
    }
  }
}

extension ThresholdRule {
  /// The one share of rules that have one.
  var share: Double? {
    switch self {
    case .precision(let share), .recall(let share), .topShare(let share): share
    case .bestF1, .bestProfit: nil
    }
  }

  /// The same rule with another share.
  func with(share: Double) -> ThresholdRule {
    switch self {
    case .precision: .precision(atLeast: share)
    case .recall: .recall(atLeast: share)
    case .topShare: .topShare(share)
    case .bestF1, .bestProfit: self
    }
  }
}
