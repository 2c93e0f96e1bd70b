import CIntrinsics
import Synchronization
import Threads

/// Sums gradient pairs by byte of every group: 256 cells a group, one group after another.
final class HistogramBuilder {
  /// The number of cells of a histogram.
  let cellCount: Int
  private let groupCount: Int
  /// Rows and packed cells hold the groups in this order.
  private let order: GroupOrder
  private let rowMajor: RowMajorBytes
  private let scratch: [ScratchBuffer<GradientPair>]
  private let packedScratch: [ScratchBuffer<Int64>]
  private let locks: [Lock]
  /// Groups summed together; their packed cells take 2 KiB each.
  private static let sliceSize = 32

  /// How many rows ahead memory is asked for. A node's rows are scattered over the table, and
  /// waiting for each would take several times as long as adding it.
  private static let lead = 16

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
    groupCount = matrix.groups.count
    cellCount = groupCount * 256
    order = GroupOrder(matrix)
    rowMajor = RowMajorBytes(matrix, order: order.groups, threads: threads)
    let cells = cellCount
    scratch = (0..<threads).map { _ in ScratchBuffer(count: cells, repeating: GradientPair()) }
    packedScratch = (0..<threads).map { _ in ScratchBuffer(count: cells, repeating: 0) }
    locks = (0..<64).map { _ in Lock() }
  }

  /// Makes the histograms of some nodes.
  func build(_ jobs: [Job], pairs: RowPairs, threads: Int) {
    var pieces: [(job: Int, range: Range<Int>)] = []
    for (index, job) in jobs.enumerated() {
      let size = threads == 1 ? max(1, job.count) : RowPairs.packedBlock
      for start in stride(from: 0, to: max(1, job.count), by: size) {
        pieces.append((index, start..<min(start + size, job.count)))
      }
    }
    let cells = cellCount
    let begun = ScratchBuffer(count: jobs.count, repeating: false)
    let steps = jobs.reduce(0) { $0 + $1.count * (groupCount + 4) + cells / 4 }
    inParallel(pieces.count, threads: worthwhileThreads(threads, steps: steps)) { piece, worker in
      let (index, range) = pieces[piece]
      let job = jobs[index]
      if range.count == job.count {
        job.cells.update(repeating: GradientPair(), count: cells)
        add(job.rows, range, pairs, worker, to: job.cells)
      } else {
        addShared(job, range, pairs, worker, lock: locks[index & 63], begun.base + index)
      }
    }
  }

  /// Adds some of a node's rows while other threads add others.
  ///
  /// - Parameter begun: whether another piece of the node was added before; read and written under
  ///   the lock.
  private func addShared(
    _ job: Job, _ range: Range<Int>, _ pairs: RowPairs, _ worker: Int, lock: Lock,
    _ begun: UnsafeMutablePointer<Bool>
  ) {
    let clearFirst = {
      if !begun.pointee { job.cells.update(repeating: GradientPair(), count: self.cellCount) }
      begun.pointee = true
    }
    switch pairs {
    case .wide:
      let own = scratch[worker].base
      own.update(repeating: GradientPair(), count: cellCount)
      add(job.rows, range, pairs, worker, to: own)
      lock.mutex.withLock { _ in
        clearFirst()
        for cell in 0..<cellCount { job.cells[cell] &+= own[cell] }
      }
    case .packed(let pairs):
      let own = packedScratch[worker].base
      sumPacked(job.rows, range, pairs, own)
      lock.mutex.withLock { _ in
        clearFirst()
        addUnpacked(own, to: job.cells)
      }
    }
  }

  private func add(
    _ rows: UnsafePointer<UInt32>, _ range: Range<Int>, _ pairs: RowPairs, _ worker: Int,
    to cells: UnsafeMutablePointer<GradientPair>
  ) {
    switch pairs {
    case .wide(let pairs): sumEach(rows, range, pairs, to: cells) { $0 }
    case .packed(let pairs):
      for start in stride(from: range.lowerBound, to: range.upperBound, by: RowPairs.packedBlock) {
        let block = start..<min(start + RowPairs.packedBlock, range.upperBound)
        if block.count < 512 {
          sumEach(rows, block, pairs, to: cells, PackedPair.unpacked)
        } else {
          let own = packedScratch[worker].base
          sumPacked(rows, block, pairs, own)
          addUnpacked(own, to: cells)
        }
      }
    }
  }

  /// Sums rows so few that both sums of a cell fit one integer.
  private func sumPacked(
    _ rows: UnsafePointer<UInt32>, _ range: Range<Int>, _ pairs: UnsafePointer<Int64>,
    _ packed: UnsafeMutablePointer<Int64>
  ) {
    packed.update(repeating: 0, count: cellCount)
    // A slice of the cells at a time, small enough for the nearest caches.
    let sliceCount = (groupCount + Self.sliceSize - 1) / Self.sliceSize
    for slice in 0..<sliceCount {
      let groups = groupCount * slice / sliceCount..<groupCount * (slice + 1) / sliceCount
      if slice == 0 && order.steadyCount > 0 && isSteady(rows, range) {
        sumSteady(rows, range, pairs, packed, groups: groups)
      } else {
        sum(rows, range, pairs, to: packed, groups: groups) { $0 }
      }
    }
  }

  private func addUnpacked(
    _ packed: UnsafePointer<Int64>, to cells: UnsafeMutablePointer<GradientPair>
  ) {
    for (position, group) in order.groups.enumerated() {
      let source = packed + position * 256
      let target = cells + group * 256
      for cell in 0..<256 { target[cell] &+= PackedPair.unpacked(source[cell]) }
    }
  }

  /// Adds the pairs of some rows to the cells of their bytes.
  @inline(__always)
  private func sum<Pair, Cell: AddableCell>(
    _ rows: UnsafePointer<UInt32>, _ range: Range<Int>, _ pairs: UnsafePointer<Pair>,
    to cells: UnsafeMutablePointer<Cell>, groups: Range<Int>, _ widened: (Pair) -> Cell
  ) {
    guard let last = range.last else { return }
    let width = rowMajor.width
    let count = groups.count
    let ending = count - 1
    let bytes = rowMajor.base + groups.lowerBound
    let first = cells + groups.lowerBound * 256
    for index in range {
      let ahead = Int(rows[min(index &+ Self.lead, last)])
      // A row may lie on two cache lines.
      cprefetch(bytes + ahead &* width)
      cprefetch(bytes + (ahead &* width &+ ending))
      cprefetch(pairs + ahead)
      let row = Int(rows[index])
      let pair = widened(pairs[row])
      let own = bytes + row &* width
      var base = first
      for group in 0..<count {
        base[Int(own[group])].add(pair)
        base += 256
      }
    }
  }
}

extension HistogramBuilder {
  /// The steady bytes of the row that starts at `row`.
  ///
  /// - Parameter unused: the bits of the word that are not of steady bytes.
  @inline(__always)
  private static func steadyWord(_ row: UnsafePointer<UInt8>, unused: UInt64) -> UInt64 {
    UInt64(littleEndian: UnsafeRawPointer(row).loadUnaligned(as: UInt64.self)) &<< unused
  }

  /// Whether rows that follow each other are mostly alike in the steady groups, by the first few.
  private func isSteady(_ rows: UnsafePointer<UInt32>, _ range: Range<Int>) -> Bool {
    let unused = UInt64(64 - 8 * order.steadyCount)
    let word = { (index: Int) in
      let row = self.rowMajor.base + Int(rows[index]) * self.rowMajor.width
      return Self.steadyWord(row, unused: unused)
    }
    let sample = range.prefix(128)
    let changes = sample.dropFirst().count { word($0) != word($0 - 1) }
    return changes * 3 < sample.count
  }

  /// As `sum` from the first group on, but adds to the cells of the steady groups a stretch of equal
  /// rows at once.
  private func sumSteady(
    _ rows: UnsafePointer<UInt32>, _ range: Range<Int>, _ pairs: UnsafePointer<Int64>,
    _ packed: UnsafeMutablePointer<Int64>, groups: Range<Int>
  ) {
    guard let last = range.last else { return }
    let width = rowMajor.width
    let ending = width - 1
    let bytes = rowMajor.base
    let steadyCount = order.steadyCount
    let unused = UInt64(64 - 8 * steadyCount)
    let first = packed + steadyCount * 256
    let count = groups.count - steadyCount
    var current = Self.steadyWord(
      bytes + Int(rows[range.lowerBound]) &* width, unused: unused)
    var sum: Int64 = 0
    for index in range {
      let ahead = Int(rows[min(index &+ Self.lead, last)])
      // A row may lie on two cache lines.
      cprefetch(bytes + ahead &* width)
      cprefetch(bytes + (ahead &* width &+ ending))
      cprefetch(pairs + ahead)
      let row = Int(rows[index])
      let pair = pairs[row]
      let start = bytes + row &* width
      let word = Self.steadyWord(start, unused: unused)
      if word != current {
        add(sum, current &>> unused, steadyCount, packed)
        current = word
        sum = 0
      }
      sum &+= pair
      let own = start + steadyCount
      var base = first
      for group in 0..<count {
        base[Int(own[group])] &+= pair
        base += 256
      }
    }
    add(sum, current &>> unused, steadyCount, packed)
  }

  @inline(__always)
  private func add(
    _ sum: Int64, _ word: UInt64, _ count: Int, _ packed: UnsafeMutablePointer<Int64>
  ) {
    var word = word
    var cells = packed
    for _ in 0..<count {
      cells[Int(word & 255)] &+= sum
      cells += 256
      word >>= 8
    }
  }

  /// Adds the pairs of some rows to cells in the order of the matrix.
  @inline(__always)
  private func sumEach<Pair>(
    _ rows: UnsafePointer<UInt32>, _ range: Range<Int>, _ pairs: UnsafePointer<Pair>,
    to cells: UnsafeMutablePointer<GradientPair>, _ widened: (Pair) -> GradientPair
  ) {
    guard order.steadyCount > 0, let last = range.last else {
      return sum(rows, range, pairs, to: cells, groups: 0..<groupCount, widened)
    }
    order.groups.withUnsafeBufferPointer { groups in
      for index in range {
        cprefetch(rowMajor.base + Int(rows[min(index &+ Self.lead, last)]) &* rowMajor.width)
        let row = Int(rows[index])
        let pair = widened(pairs[row])
        let own = rowMajor.base + row &* rowMajor.width
        for position in 0..<groups.count {
          cells[groups[position] &* 256 &+ Int(own[position])].add(pair)
        }
      }
    }
  }
}

/// A cell that sums can be added to without a check for overflow.
private protocol AddableCell {
  mutating func add(_ other: Self)
}

extension Int64: AddableCell {
  @inline(__always)
  fileprivate mutating func add(_ other: Int64) { self &+= other }
}

extension GradientPair: AddableCell {
  @inline(__always)
  fileprivate mutating func add(_ other: GradientPair) { self &+= other }
}
