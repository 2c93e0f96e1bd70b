import Evaluation
import Foundation
import Modelling
import Offers
import Tabular
import TerminalKit
import Workbench

/// Margin, cost and capacity: amounts for the cursor, and those of the plan where its rule is profit.
enum Economics {
  /// Makes the amounts those of the plan's rule, where that is about profit.
  static func follow(_ plan: TrainingPlan?, _ compare: inout CompareState) {
    guard case .bestProfit(let margin, let cost, let capacity)? = plan?.thresholdRule else {
      return
    }
    compare.margin = margin
    compare.cost = cost
    compare.capacity = capacity
  }

  /// Goes to the next rule that thresholds are chosen by.
  static func turnRule(_ state: inout State) -> [Effect] {
    let effects = TrainPane.change(&state) { state in
      let context = TrainPane.context(state)
      guard var plan = state.session.plan else { return }
      PlanPart.threshold.step(&plan, 1, context)
      if case .bestProfit(let margin, let cost, nil) = plan.thresholdRule {
        plan.thresholdRule = .bestProfit(
          margin: margin, cost: cost, capacity: state.compare.capacity)
      }
      state.session.plan = plan
      state.compare.threshold = nil
    }
    if let rule = state.session.plan?.thresholdRule {
      state.status = Status(
        .information,
        "Thresholds are chosen by \(rule) on validation rows\(effects.isEmpty ? "; r in Train (2) trains" : "")."
      )
    }
    return effects
  }

  /// What is typed again of an amount.
  static func text(of amount: CompareAmount, in compare: CompareState) -> String {
    let value: Double? =
      switch amount {
      case .margin: compare.margin
      case .cost: compare.cost
      case .capacity: compare.capacity
      }
    return value.map { $0 == 0 ? "" : ProfileValue.plainText($0) } ?? ""
  }

  /// Takes a typed amount; a plan that chooses by profit follows it.
  ///
  /// - Throws: `WorkbenchError` in one sentence.
  static func take(
    _ typed: String, _ amount: CompareAmount, _ state: inout State
  ) throws -> [Effect] {
    let text = typed.trimmingCharacters(in: .whitespaces).replacingOccurrences(of: ",", with: ".")
    switch amount {
    case .margin: state.compare.margin = text.isEmpty ? nil : try number(text, "margin")
    case .cost: state.compare.cost = text.isEmpty ? 0 : try number(text, "cost")
    case .capacity:
      state.compare.capacity = try PlanPart.capacity(
        text, customers: state.session.data?.dataset.labelledRows.count ?? 1)
    }
    guard case .bestProfit(let old, _, _)? = state.session.plan?.thresholdRule else { return [] }
    return TrainPane.change(&state) { state in
      // A rule needs a margin; without one it keeps the one it had.
      let margin = state.compare.margin.flatMap { $0 > 0 ? $0 : nil } ?? old
      state.session.plan?.thresholdRule = .bestProfit(
        margin: margin, cost: state.compare.cost, capacity: state.compare.capacity)
    }
  }

  private static func number(_ text: String, _ name: String) throws -> Double {
    guard let value = Double(text), !value.isNaN else {
      let typed = text.count > 24 ? "That" : "“\(text)”"
      throw WorkbenchError(
        .badInput, "\(typed) is not a number. Type the \(name) in digits, such as 12.5.")
    }
    guard value >= 0 else {
      throw WorkbenchError(.badInput, "The \(name) can't be below 0.")
    }
    guard value <= ComparePane.maximumAmount else {
      throw WorkbenchError(.badInput, "The \(name) can be at most one billion.")
    }
    return value
  }

  /// What contacting from a threshold on promises on validation rows and earned on test rows, for each
  /// 1,000 customers; `nil` without a margin.
  static func perThousand(
    _ model: TrainedModel, at threshold: Double, _ compare: CompareState
  ) -> (expected: Double?, realised: Double?)? {
    compare.margin.map { margin in
      (
        ContactValue(
          of: model.validationBlocks, from: threshold, margin: margin, cost: compare.cost
        ).expectedPerThousand,
        ContactValue(of: model.ranked.blocks, from: threshold, margin: margin, cost: compare.cost)
          .realisedPerThousand
      )
    }
  }

  // MARK: Profit, or F1 where no margin is known

  /// Profit for each 1,000 rows, or F1 where no margin is known; `nil` where undefined.
  static func value(
    of blocks: ScoreBlocks, at threshold: Double, _ compare: CompareState
  ) -> Double? {
    let point = blocks.operatingPoint(
      at: threshold, margin: compare.margin, cost: compare.cost)
    guard compare.margin != nil else { return point.f1 }
    return point.profit.flatMap {
      blocks.totalWeight > 0 ? $0 / blocks.totalWeight * 1_000 : nil
    }
  }

  /// The threshold that the validation rows put first, the share of them that it contacts, and what
  /// it comes to on them; `nil` where no threshold is best.
  static func best(
    _ model: TrainedModel, _ compare: CompareState
  ) -> (threshold: Double, share: Double, value: Double)? {
    let blocks = model.validationBlocks
    let rule: ThresholdRule =
      compare.margin.map {
        .bestProfit(margin: $0, cost: compare.cost, capacity: compare.capacity)
      } ?? .bestF1
    guard let choice = ThresholdChoice(rule, on: blocks),
      let value = value(of: blocks, at: choice.threshold, compare)
    else { return nil }
    let point = blocks.operatingPoint(at: choice.threshold)
    return (choice.threshold, point.contactShare ?? 0, value)
  }

  /// A value in words.
  static func words(_ value: Double, _ compare: CompareState) -> String {
    compare.margin == nil ? NumberText.fixed(value, digits: 3) : amount(value)
  }

  /// An amount of money; those in a column have as many decimals.
  static func amount(_ value: Double) -> String {
    abs(value) < 10_000 ? NumberText.fixed(value, digits: 1) : NumberText.short(value)
  }
}
