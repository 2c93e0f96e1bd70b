import Foundation

/// Runs independent pieces of work on several threads; results come back in the order of the
/// pieces.
enum ParallelMap {
  /// The number of threads that a machine offers.
  static var availableThreads: Int { max(1, ProcessInfo.processInfo.activeProcessorCount) }

  /// `body(index)` for each index below `count`, on at most `threads` threads.
  ///
  /// Each thread has its own state, made once, so that scratch memory is reused from piece to
  /// piece.
  static func run<State, Result>(
    count: Int, threads: Int, makeState: @escaping () -> State,
    body: @escaping (inout State, Int) -> Result
  ) -> [Result] {
    let workers = min(max(threads, 1), count)
    if workers <= 1 {
      if count == 0 { return [] }
      var state = makeState()
      return (0..<count).map { body(&state, $0) }
    }
    let job = Job(count: count, makeState: makeState, body: body)
    DispatchQueue.concurrentPerform(iterations: workers) { _ in job.work() }
    return job.results()
  }

  /// `body(index)` for each index below `count`, without state.
  static func run<Result>(
    count: Int, threads: Int, body: @escaping (Int) -> Result
  ) -> [Result] {
    run(count: count, threads: threads, makeState: {}, body: { _, index in body(index) })
  }

  /// Pieces that threads draw until none is left.
  ///
  /// Unchecked, because the compiler can't see that each slot is written by the one thread that
  /// drew its index, and read only after all threads have ended. Bodies write to nothing shared.
  private final class Job<State, Result>: @unchecked Sendable {
    private let makeState: () -> State
    private let body: (inout State, Int) -> Result
    private let slots: UnsafeMutableBufferPointer<Result?>
    private let lock = NSLock()
    private var next = 0

    init(
      count: Int, makeState: @escaping () -> State, body: @escaping (inout State, Int) -> Result
    ) {
      self.makeState = makeState
      self.body = body
      slots = .allocate(capacity: count)
      slots.initialize(repeating: nil)
    }

    deinit {
      slots.deinitialize()
      slots.deallocate()
    }

    func work() {
      var state = makeState()
      while let index = draw() { slots[index] = body(&state, index) }
    }

    func results() -> [Result] { slots.compactMap { $0 } }

    private func draw() -> Int? {
      lock.lock()
      defer { lock.unlock() }
      guard next < slots.count else { return nil }
      next += 1
      return next - 1
    }
  }
}
