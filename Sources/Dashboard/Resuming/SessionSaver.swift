/// When to save where the person is: a moment after it changed, and once only.
struct SessionSaver {
  /// How long a change settles; a burst of keys is written once.
  static let delay = Duration.seconds(1)

  private var saved: SavedSession?
  private var changed: ContinuousClock.Instant?

  /// Takes note of an action, which may have changed something.
  mutating func note(_ action: Action, savesSessions: Bool) {
    guard savesSessions, changed == nil, action != .ticked else { return }
    changed = .now
  }

  /// How long until a change has settled; `nil` if nothing waits.
  var timeLeft: Duration? {
    changed.map { max(.zero, SessionSaver.delay - $0.duration(to: .now)) }
  }

  /// The session to write now; `nil` if it is too early, or nothing differs from what was written.
  mutating func due(_ state: State) -> SavedSession? {
    guard let timeLeft, timeLeft == .zero else { return nil }
    changed = nil
    return unsaved(state)
  }

  /// The session to write; `nil` if it was written as it is, or is not whole yet.
  mutating func unsaved(_ state: State) -> SavedSession? {
    // What is being brought back is not whole before its models are there.
    let isComing = state.session.openingPath != nil || state.session.training.isRunning
    guard state.options.stateFolder != nil, state.resume.underway == nil || !isComing,
      let session = SavedSession(state), session != saved
    else { return nil }
    saved = session
    return session
  }
}

/// What the state knows of sessions to go on with.
struct ResumeState: Sendable {
  /// What can be gone on with; `nil` if nothing is.
  var offer: ResumeOffer?
  /// The session that is being brought back.
  var underway: SavedSession?
}
