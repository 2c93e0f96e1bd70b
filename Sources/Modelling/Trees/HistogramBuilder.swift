import Synchronization

/// Sums gradient pairs by byte of every group: 256 cells a group, one group after another.
final class HistogramBuilder {
  /// The number of cells of a histogram.
  let cellCount: Int
  private let groupCount: Int
  private let matrix: BinnedMatrix
  /// All bytes of a row side by side, so that a row costs one cache line and its pair one load.
  private let rowMajor: ScratchBuffer<UInt8>
  private let scratch: [ScratchBuffer<GradientPair>]
  private let locks: [Lock]
  /// Rows in a piece of work; sums are of integers, so the result does not depend on it.
  static let blockSize = 1 << 14

  /// A lock for the pieces that add to one node's histogram.
  private final class Lock: Sendable {
    let mutex = Mutex<Void>(())
  }

  /// One node's histogram to be made: the sums over `rows` into `cells`.
  struct Job {
    let rows: UnsafePointer<UInt32>
    let count: Int
    let cells: UnsafeMutablePointer<GradientPair>
  }

  init(_ matrix: BinnedMatrix, threads: Int) {
    self.matrix = matrix
    groupCount = matrix.groups.count
    cellCount = groupCount * 256
    rowMajor = ScratchBuffer(count: matrix.rowCount * matrix.groups.count, repeating: 0)
    let cells = cellCount
    scratch = (0..<threads).map { _ in ScratchBuffer(count: cells, repeating: GradientPair()) }
    locks = (0..<64).map { _ in Lock() }
    let groups = groupCount
    let target = rowMajor.base
    inRowBlocks(matrix.rowCount, of: 1 << 12, threads: threads) { rows, _ in
      matrix.bytes.withUnsafeBufferPointer { bytes in
        for group in 0..<groups {
          let start = group * matrix.rowCount
          for row in rows { target[row * groups + group] = bytes[start + row] }
        }
      }
    }
  }

  /// Makes the histograms of some nodes.
  func build(_ jobs: [Job], pairs: UnsafePointer<GradientPair>, threads: Int) {
    var pieces: [(job: Int, range: Range<Int>)] = []
    for (index, job) in jobs.enumerated() {
      job.cells.update(repeating: GradientPair(), count: cellCount)
      let size = threads == 1 ? max(1, job.count) : Self.blockSize
      for start in stride(from: 0, to: job.count, by: size) {
        pieces.append((index, start..<min(start + size, job.count)))
      }
    }
    inParallel(pieces.count, threads: threads) { piece, worker in
      let (index, range) = pieces[piece]
      let job = jobs[index]
      if range.count == job.count {
        add(job.rows, range, pairs, to: job.cells)
        return
      }
      let own = scratch[worker].base
      own.update(repeating: GradientPair(), count: cellCount)
      add(job.rows, range, pairs, to: own)
      locks[index & 63].mutex.withLock { _ in
        for cell in 0..<cellCount { job.cells[cell] &+= own[cell] }
      }
    }
  }

  @inline(__always)
  private func add(
    _ rows: UnsafePointer<UInt32>, _ range: Range<Int>, _ pairs: UnsafePointer<GradientPair>,
    to cells: UnsafeMutablePointer<GradientPair>
  ) {
    let groups = groupCount
    let bytes = UnsafePointer(rowMajor.base)
    for index in range {
      let row = Int(rows[index])
      let pair = pairs[row]
      let own = bytes + row * groups
      var base = cells
      for group in 0..<groups {
        base[Int(own[group])] &+= pair
        base += 256
      }
    }
  }
}
