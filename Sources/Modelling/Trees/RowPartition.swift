import Threads

/// The rows of every node of a tree that is being grown, each node's side by side and ascending.
final class RowPartition {
  private(set) var rows: ScratchBuffer<UInt32>
  private let lefts: ScratchBuffer<UInt32>
  private let rights: ScratchBuffer<UInt32>
  /// Rows in a piece of work; the result does not depend on it.
  static let blockSize = 1 << 14

  init(capacity: Int) {
    rows = ScratchBuffer(count: capacity, repeating: 0)
    lefts = ScratchBuffer(count: capacity, repeating: 0)
    rights = ScratchBuffer(count: capacity, repeating: 0)
  }

  /// One node's rows to be parted: those of `range` whose byte is marked go left.
  struct Job {
    let range: Range<Int>
    /// A byte a row.
    let bytes: UnsafePointer<UInt8>
    /// 1 for each byte value that goes left; 256 of them.
    let sendsLeft: [UInt8]
  }

  /// Parts the rows of some nodes, keeping their order; gives the number of left rows of each.
  func part(_ jobs: [Job], threads: Int) -> [Int] {
    var pieces: [(job: Int, range: Range<Int>)] = []
    for (index, job) in jobs.enumerated() {
      for start in stride(from: job.range.lowerBound, to: job.range.upperBound, by: Self.blockSize)
      {
        pieces.append((index, start..<min(start + Self.blockSize, job.range.upperBound)))
      }
    }
    let steps = jobs.reduce(0) { $0 + $1.range.count * 4 }
    let threads = worthwhileThreads(threads, steps: steps)
    let leftCounts = parallelMap(pieces.count, threads: threads) { piece in
      let (job, range) = (jobs[pieces[piece].job], pieces[piece].range)
      let left = divide(range, job)
      if range == job.range {
        (rows.base + range.lowerBound).update(from: lefts.base + range.lowerBound, count: left)
        (rows.base + range.lowerBound + left).update(
          from: rights.base + range.lowerBound, count: range.count - left)
      }
      return left
    }
    var totals = [Int](repeating: 0, count: jobs.count)
    for (piece, count) in zip(pieces, leftCounts) { totals[piece.job] += count }
    var targets: [(left: Int, right: Int)] = []
    var job = -1
    var next = (left: 0, right: 0)
    for (piece, count) in zip(pieces, leftCounts) {
      if piece.job != job {
        job = piece.job
        next = (jobs[job].range.lowerBound, jobs[job].range.lowerBound + totals[job])
      }
      targets.append(next)
      next.left += count
      next.right += piece.range.count - count
    }
    // A node of one piece was put in order as it was parted.
    let scattered = pieces.indices.filter { pieces[$0].range != jobs[pieces[$0].job].range }
    inParallel(scattered.count, threads: threads) { item, _ in
      let index = scattered[item]
      let range = pieces[index].range
      let left = leftCounts[index]
      (rows.base + targets[index].left).update(from: lefts.base + range.lowerBound, count: left)
      (rows.base + targets[index].right).update(
        from: rights.base + range.lowerBound, count: range.count - left)
    }
    return totals
  }

  /// Copies a range's rows to both sides' scratch at the same place; gives the left count.
  private func divide(_ range: Range<Int>, _ job: Job) -> Int {
    let left = lefts.base + range.lowerBound
    let right = rights.base + range.lowerBound
    return job.sendsLeft.withUnsafeBufferPointer { sendsLeft in
      var count = 0
      for offset in 0..<range.count {
        let row = rows.base[range.lowerBound + offset]
        left[count] = row
        right[offset - count] = row
        count += Int(sendsLeft[Int(job.bytes[Int(row)])])
      }
      return count
    }
  }
}
