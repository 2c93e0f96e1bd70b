import Dispatch

/// Threads of their own for waiting on child processes.
///
/// Whoever asks for a run is blocked until it ends. If that is a thread of the shared pool, and all of
/// those are blocked alike, work on the pool would never be taken up.
final class ProcessExecutor: TaskExecutor {
  static let shared = ProcessExecutor()
  private let queue = DispatchQueue(label: "offerscope.engines", attributes: .concurrent)

  func enqueue(_ job: consuming ExecutorJob) {
    let job = UnownedJob(job)
    queue.async { job.runSynchronously(on: self.asUnownedTaskExecutor()) }
  }
}
