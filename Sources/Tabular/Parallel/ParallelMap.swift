import Threads

/// Runs independent pieces of work on several threads; results come back in the order of the
/// pieces.
enum ParallelMap {
  /// `body(index)` for each index below `count`, on at most `threads` threads.
  ///
  /// Each thread has its own state, made once, so that scratch memory is reused from piece to
  /// piece.
  static func run<State, Result>(
    count: Int, threads: Int, makeState: @escaping () -> State,
    body: @escaping (inout State, Int) -> Result
  ) -> [Result] {
    // Each worker has its own state, and each piece its own slot, so that nothing is shared.
    let states = UnsafeMutableBufferPointer<State?>.allocate(capacity: max(1, threads))
    states.initialize(repeating: nil)
    defer {
      states.deinitialize()
      states.deallocate()
    }
    return [Result](unsafeUninitializedCapacity: count) { slots, filled in
      filled = count
      guard let base = slots.baseAddress else { return }
      inParallel(count, threads: max(1, threads)) { index, worker in
        var state = states[worker].take() ?? makeState()
        (base + index).initialize(to: body(&state, index))
        states[worker] = state
      }
    }
  }

  /// `body(index)` for each index below `count`, without state.
  static func run<Result>(
    count: Int, threads: Int, body: @escaping (Int) -> Result
  ) -> [Result] {
    run(count: count, threads: threads, makeState: {}, body: { _, index in body(index) })
  }
}
