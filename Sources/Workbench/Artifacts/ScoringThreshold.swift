import Evaluation

/// From where on scored rows count as positive.
public enum ScoringThreshold: Sendable, Equatable {
  /// From the model's own threshold.
  case stored
  /// From a number.
  case value(Double)
  /// By a rule that needs no outcomes, on the rows that are scored.
  case rule(String)

  /// Reads a number from 0 to 1, or a rule: `top:0.1`, or `profit:cost=1,margin=20` with or without a
  /// capacity.
  ///
  /// - Throws: ``WorkbenchError`` for a number out of range, a rule that is not known, and one that
  ///   needs outcomes, which rows to score have none.
  public init(parsing text: String) throws {
    if let value = Double(text) {
      guard (0...1).contains(value) else {
        throw WorkbenchError(.badInput, "--threshold \(text): give a number from 0 to 1.")
      }
      self = .value(value)
      return
    }
    switch try Self.rule(text, customers: 1) {
    case .topShare, .bestProfit: self = .rule(text)
    case .bestF1, .precision, .recall:
      throw WorkbenchError(
        .badInput,
        "--threshold \(text): needs outcomes, which rows to score have none; train with it to store it "
          + "in the model, or give a number, top:0.1 or profit:cost=1,margin=20 here.")
    }
  }

  /// The threshold for some probabilities.
  ///
  /// The best share is taken as it comes; a profit is best from cost over margin on, where a contact
  /// promises as much as it costs, and no lower than its capacity lets it.
  ///
  /// - Throws: ``WorkbenchError`` where tied scores leave no room for the share.
  func threshold(of probabilities: [Double], stored: Double?) throws -> Double? {
    switch self {
    case .stored: return stored
    case .value(let value): return value
    case .rule(let text):
      guard !probabilities.isEmpty else { return stored }
      let rule = try Self.rule(text, customers: probabilities.count)
      do {
        // No rule that comes here looks at outcomes.
        let blocks = try ScoredRows(
          scores: probabilities, labels: [UInt8](repeating: 0, count: probabilities.count)
        ).blocks
        guard case .bestProfit(let margin, let cost, let capacity) = rule else {
          return try ThresholdChoice(choosing: rule, on: blocks).threshold
        }
        let reachable = try capacity.map {
          try ThresholdChoice(choosing: .topShare($0), on: blocks).threshold
        }
        return rule.nobodyPays == nil ? max(cost / margin, reachable ?? 0) : 1.0.nextUp
      } catch let refusal as ThresholdRefusal {
        throw WorkbenchError(.badInput, "--threshold \(text): \(refusal.message)")
      }
    }
  }

  /// Why no row is to be contacted, where that is best.
  func remark(policy: DecisionPolicy?) -> String? {
    switch self {
    case .stored: policy?.contactsNobody == true ? policy?.note : nil
    case .value: nil
    case .rule(let text): (try? Self.rule(text, customers: 1))?.nobodyPays
    }
  }

  private static func rule(_ text: String, customers: Int) throws -> ThresholdRule {
    do {
      return try ThresholdRule(parsing: text, customers: customers)
    } catch {
      throw WorkbenchError(.badInput, "--threshold: \(error.message)")
    }
  }
}
