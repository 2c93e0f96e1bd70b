import Synchronization

/// How far the reading of a file is, told in whole per cent by whichever thread reaches them.
final class ReadingProgress: Sendable {
  private let total: Int
  private let report: @Sendable (Double) -> Void
  private let reached = Mutex((bytes: 0, percent: 0))

  /// - Parameters:
  ///   - total: the bytes of the file.
  ///   - report: called from reading threads with the share that is read, 0…1, ascending.
  init(total: Int, report: @escaping @Sendable (Double) -> Void) {
    self.total = max(1, total)
    self.report = report
  }

  /// Adds bytes that have been read.
  func add(_ bytes: Int) {
    reached.withLock { reached in
      reached.bytes += bytes
      let percent = min(100, reached.bytes * 100 / total)
      guard percent > reached.percent else { return }
      reached.percent = percent
      report(Double(percent) / 100)
    }
  }
}
