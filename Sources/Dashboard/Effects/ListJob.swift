import Workbench

/// One customer's list by every model, on a thread of its own: it takes a pass over the test rows.
struct ListJob: Sendable {
  let request: Int
  let comparison: Comparison
  let position: Int

  func perform(_ runner: EffectRunner) {
    guard let list = ExplainedList(comparison, position: position) else { return }
    runner.deliver(.listExplained(request: request, runner.mailbox.put(list)))
  }
}
