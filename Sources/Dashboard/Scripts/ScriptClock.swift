public import Modelling
public import Workbench

/// Where the figures of the clock come from.
public enum ScriptClock: Hashable, Sendable {
  /// From the clock.
  case measured
  /// From nowhere: seconds are shown as unknown, so that two runs look the same.
  case frozen
  /// From a recording: what each model took at the first time, the second, and so on.
  case recorded([ModelKind: [FitTimes]])

  /// The times that a script has written down.
  public init(_ script: Script) {
    var times: [ModelKind: [FitTimes]] = [:]
    for case .until(let name, let noted?) in script.steps where name.hasPrefix("trained ") {
      if let kind = ModelKind(rawValue: String(name.dropFirst("trained ".count))) {
        times[kind, default: []].append(noted)
      }
    }
    self = times.isEmpty ? .frozen : .recorded(times)
  }
}

/// Puts the figures of a clock that does not run into results.
struct TimeKeeper {
  private var clock: ScriptClock
  /// What each model was given last, for the comparison that it ends in.
  private var given: [ModelKind: FitTimes] = [:]

  init(_ clock: ScriptClock) { self.clock = clock }

  /// The same result by this clock.
  mutating func timed(_ happening: Happening, in mailbox: Mailbox) -> Happening {
    if clock == .measured { return happening }
    switch happening {
    case .modelFinished(let run, let kind, let reference):
      guard let result = mailbox.take(reference) else { return happening }
      let times = next(kind)
      given[kind] = times
      return .modelFinished(run: run, kind: kind, mailbox.put(result.timed(times)))
    case .trainingEnded(let run, let reference):
      guard var finished = mailbox.take(reference) else { return happening }
      finished.comparison = finished.comparison.timed(given)
      return .trainingEnded(run: run, mailbox.put(finished))
    case .foldsEnded(let run, let reference):
      guard let validation = mailbox.take(reference) else { return happening }
      return .foldsEnded(run: run, mailbox.put(validation.withoutTimes))
    case .trainingAdvanced(let run, let reference):
      guard let steps = mailbox.take(reference) else { return happening }
      return .trainingAdvanced(run: run, mailbox.put(steps.map(\.withoutTime)))
    default: return happening
    }
  }

  private mutating func next(_ kind: ModelKind) -> FitTimes {
    guard case .recorded(var all) = clock, var times = all[kind], !times.isEmpty else {
      return .frozen
    }
    let first = times.removeFirst()
    all[kind] = times
    clock = .recorded(all)
    return first
  }
}

extension TrainingStep {
  /// The step without what the clock said.
  var withoutTime: TrainingStep {
    guard case .advanced(let kind, let progress, let losses, _) = self else { return self }
    return .advanced(kind, progress, losses: losses, seconds: 0)
  }
}
