import Evaluation

extension DecisionPolicy {
  /// Why another rule chose the threshold than the one asked for, or why it lets nobody through;
  /// `nil` where neither is so.
  var note: String? {
    if let refusal { return "the threshold is the best F1 instead of \(rule): \(refusal)" }
    guard contactsNobody, let economics = rule.economics else { return nil }
    return rule.nobodyPays
      ?? "contacting nobody is best: at margin \(TextReport.significant(economics.margin)) and cost "
      + "\(TextReport.significant(economics.cost)) no threshold that the rule allows earned anything on "
      + "the validation rows, so no probability reaches this one."
  }
}

extension ThresholdRule {
  /// Why a contact can't pay even with a customer who is sure to convert; `nil` where it can.
  var nobodyPays: String? {
    guard let economics, economics.cost >= economics.margin else { return nil }
    return
      "contacting nobody is best: a contact costs \(TextReport.significant(economics.cost)) and a "
      + "conversion earns \(TextReport.significant(economics.margin)), so none can pay."
  }
}
