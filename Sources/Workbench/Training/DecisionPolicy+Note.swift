import Evaluation

extension DecisionPolicy {
  /// Why another rule chose the threshold than the one asked for; `nil` where that one did.
  var note: String? {
    refusal.map { "the threshold is the best F1 instead of \(rule): \($0)" }
  }
}
