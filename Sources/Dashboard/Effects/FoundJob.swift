import Workbench

/// Segments of customers, away from the keys.
struct FoundJob: Sendable {
  let request: FoundRequest

  func perform(_ runner: EffectRunner) {
    let number = request.number
    do {
      let source = try SegmentSource(request.comparison, kind: request.question.kind)
      let found = try FoundSegments(
        source, by: request.question.search, margin: request.margin, cost: request.cost
      ) { step in
        try runner.newestSegments.check(number)
        runner.deliver(.segmentsAdvanced(request: number, step: step))
      }
      runner.deliver(.segmentsFound(request: number, runner.mailbox.put(found)))
    } catch is NewestRequest.Outdated {
      return
    } catch {
      runner.deliver(.segmentsFailed(request: number, reason: "\(error)"))
    }
  }
}
