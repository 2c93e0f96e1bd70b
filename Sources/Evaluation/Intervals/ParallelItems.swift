import Dispatch
import Synchronization

/// Runs numbered items on at most `threads` threads and returns when all are done.
///
/// Items are claimed one after another, so the body writes only to places that belong to its item, or
/// to its worker, whose number is below `threads`.
func forEachItem(
  _ count: Int, threads: Int, _ body: (_ item: Int, _ worker: Int) -> Void
) {
  precondition(threads > 0, "There is at least one thread.")
  let workers = min(threads, count)
  guard workers > 1 else {
    for item in 0..<count { body(item, 0) }
    return
  }
  let next = Atomic<Int>(0)
  withoutActuallyEscaping(body) { body in
    // The call below returns only after the last worker has, and items share nothing they write.
    nonisolated(unsafe) let work = body
    DispatchQueue.concurrentPerform(iterations: workers) { worker in
      while true {
        let item = next.wrappingAdd(1, ordering: .relaxed).oldValue
        if item >= count { return }
        work(item, worker)
      }
    }
  }
}
