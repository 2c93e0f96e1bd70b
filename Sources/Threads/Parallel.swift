import Dispatch
import Foundation
import Synchronization

/// Runs numbered items on at most `threads` threads and returns when all are done.
///
/// Items are claimed one after another, so which worker runs which item is left to chance: the body
/// writes to places that belong to its item, or adds integers, whose sum knows no order.
///
/// - Parameter body: gets the item and the number of its worker, below `threads`; no two items run
///   at once under one worker number.
public func inParallel(
  _ itemCount: Int, threads: Int, _ body: (_ item: Int, _ worker: Int) -> Void
) {
  let workers = min(threads, itemCount)
  if workers <= 1 {
    for item in 0..<itemCount { body(item, 0) }
    return
  }
  let next = Atomic<Int>(0)
  withoutActuallyEscaping(body) { body in
    // The call below returns only after the last worker has, and items share nothing they write.
    nonisolated(unsafe) let work = body
    DispatchQueue.concurrentPerform(iterations: workers) { worker in
      while true {
        let item = next.wrappingAdd(1, ordering: .relaxed).oldValue
        if item >= itemCount { return }
        work(item, worker)
      }
    }
  }
}

/// The number of threads that the machine offers.
public var availableThreads: Int { max(1, ProcessInfo.processInfo.activeProcessorCount) }

/// The threads that a piece of work is worth: one for so little that waking others takes longer.
///
/// - Parameter steps: about how many simple operations the work is.
public func worthwhileThreads(_ threads: Int, steps: Int) -> Int { steps < 1 << 15 ? 1 : threads }

/// Runs a body over consecutive row ranges of a fixed length, which does not depend on the threads.
public func inRowBlocks(
  _ rowCount: Int, of blockSize: Int, threads: Int, _ body: (Range<Int>, _ block: Int) -> Void
) {
  let blocks = (rowCount + blockSize - 1) / blockSize
  inParallel(blocks, threads: threads) { block, _ in
    body(block * blockSize..<min(rowCount, (block + 1) * blockSize), block)
  }
}

/// The results of a function of each index, in order, worked out on several threads.
@inlinable
public func parallelMap<Result>(
  _ count: Int, threads: Int, _ transform: (Int) -> Result
) -> [Result] {
  [Result](unsafeUninitializedCapacity: count) { buffer, initialised in
    // Each item fills its own slot, and every slot below `count` is filled before the return.
    initialised = count
    guard let base = buffer.baseAddress else { return }
    inParallel(count, threads: threads) { item, _ in
      (base + item).initialize(to: transform(item))
    }
  }
}
