import Synchronization
import Testing
import Workbench

@testable import Dashboard

/// What is replaced is freed away from the keys.
@Suite struct RemainsTests {
  private final class Probe: Sendable {
    let isFreed: @Sendable () -> Void
    init(_ isFreed: @escaping @Sendable () -> Void) { self.isFreed = isFreed }
    deinit { isFreed() }
  }

  @Test func holdsUntilDropped() {
    let counter = Counter()
    let remains = Remains([Probe { counter.add() }])
    #expect(counter.value == 0)
    remains.drop()
    #expect(counter.value == 1)
  }

  private final class Counter: Sendable {
    private let count = Mutex(0)
    var value: Int { count.withLock { $0 } }
    func add() { count.withLock { $0 += 1 } }
  }

  @Test func theComparisonBeforeIsHandedOver() throws {
    var state = try TrainedState.grouped.get()
    let comparison = try #require(state.session.comparison)
    state.session.training.isRunning = true
    let finished = FinishedTraining(comparison: comparison, simulator: Simulator(comparison))
    let effects = reduce(
      &state, .happened(.trainingEnded(run: 1, state.mailbox.put(finished))))
    #expect(effects.contains { if case .release = $0 { true } else { false } })
    #expect(effects.contains { if case .explain = $0 { true } else { false } })
  }

  @Test func openingOtherDataHandsOverTheDataBefore() throws {
    var state = try TrainedState.grouped.get()
    let data = try #require(state.session.data)
    state.session.openRequest = 4
    let effects = reduce(&state, .happened(.opened(request: 4, state.mailbox.put(data))))
    #expect(effects.contains { if case .release = $0 { true } else { false } })
  }
}
