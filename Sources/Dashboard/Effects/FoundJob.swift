import Workbench

/// Segments of customers, away from the keys.
struct FoundJob: Sendable {
  let request: FoundRequest

  /// Thrown where nobody waits for the answer any more.
  private struct Outdated: Error {}

  func perform(_ runner: EffectRunner) {
    let number = request.number
    do {
      let source = try SegmentSource(request.comparison, kind: request.question.kind)
      let found = try FoundSegments(
        source, by: request.question.search, margin: request.margin, cost: request.cost
      ) { step in
        if runner.isOutdated(segments: number) { throw Outdated() }
        runner.deliver(.segmentsAdvanced(request: number, step: step))
      }
      runner.deliver(.segmentsFound(request: number, runner.mailbox.put(found)))
    } catch is Outdated {
      return
    } catch {
      runner.deliver(.segmentsFailed(request: number, reason: "\(error)"))
    }
  }
}
