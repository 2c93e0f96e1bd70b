import Foundation
import Synchronization

#if canImport(Glibc)
  import Glibc
#endif

/// A thread of its own that does one job after another.
///
/// Threads and not tasks: jobs are bound to the processor for seconds, and would starve the pool that
/// tasks share.
final class Worker: Sendable {
  private struct Queue {
    var jobs: [(key: String?, job: @Sendable () -> Void)] = []
    var isRunning = false
  }

  private let name: String
  private let isPatient: Bool
  private let queue = Mutex(Queue())

  /// - Parameter isPatient: Whether the keys of the person at the screen come first.
  init(_ name: String, isPatient: Bool = false) {
    self.name = name
    self.isPatient = isPatient
  }

  /// Adds a job. Jobs with the same key that still wait are dropped, since the newest one wins.
  ///
  /// - Returns: how many jobs were dropped.
  @discardableResult
  func submit(key: String? = nil, _ job: @escaping @Sendable () -> Void) -> Int {
    let (dropped, isIdle) = queue.withLock { queue in
      let before = queue.jobs.count
      if let key { queue.jobs.removeAll { $0.key == key } }
      let dropped = before - queue.jobs.count
      queue.jobs.append((key, job))
      let isIdle = !queue.isRunning
      queue.isRunning = true
      return (dropped, isIdle)
    }
    if isIdle { startThread() }
    return dropped
  }

  /// The thread lives as long as there are jobs: an idle program has none.
  private func startThread() {
    let thread = Thread { [self] in
      if isPatient { Worker.yieldToKeys() }
      while let job = next() { job() }
    }
    // Linux cuts nothing: a name of over 15 bytes is refused.
    thread.name = name
    thread.stackSize = 8 << 20
    thread.start()
  }

  /// Gives this thread, and those that it starts, less of the processor where others want it.
  private static func yieldToKeys() {
    #if canImport(Glibc)
      // On Linux this is a property of the thread. Failing leaves things as they were.
      _ = setpriority(__priority_which_t(PRIO_PROCESS.rawValue), 0, 5)
    #else
      Thread.current.qualityOfService = .utility
    #endif
  }

  private func next() -> (@Sendable () -> Void)? {
    queue.withLock { queue in
      if queue.jobs.isEmpty {
        queue.isRunning = false
        return nil
      }
      return queue.jobs.removeFirst().job
    }
  }
}
