import Synchronization

/// Which distinct row each row equals, and the first row of each, in the order of appearance.
struct DistinctRows: Sendable {
  let ofRow: [Int32]
  let first: [Int32]
}

/// The distinct rows of one frame, found when first asked for and then shared by every model that
/// scores the frame.
final class SharedDistinctRows: Sendable {
  private enum State {
    case unknown
    case known(DistinctRows?)
  }

  private let state = Mutex(State.unknown)

  func found(in frame: FeatureFrame, threads: Int) -> DistinctRows? {
    state.withLock { state in
      if case .known(let rows) = state { return rows }
      let rows = frame.findDistinctRows(threads: threads)
      state = .known(rows)
      return rows
    }
  }
}

extension FeatureFrame {
  /// The distinct rows; `nil` where so few rows repeat that merging them doesn't pay.
  func distinctRows(threads: Int) -> DistinctRows? { distinct.found(in: self, threads: threads) }

  fileprivate func findDistinctRows(threads: Int) -> DistinctRows? {
    guard rowCount > 64, rowCount < Int(Int32.max) else { return nil }
    let sampleCount = 4096
    if rowCount > 2 * sampleCount {
      let sample = (0..<sampleCount).map { $0 * rowCount / sampleCount }
      let keys = FrameRowKeys(rows(sample), threads: threads)
      // Rows that are all different in a sample may still repeat in the whole, but then there are
      // many distinct ones; only short keys are cheap enough to try regardless.
      if keys.wordCount > 1, keys.merged().first.count > sampleCount * 19 / 20 { return nil }
    }
    let places = FrameRowKeys(self, threads: threads).merged()
    return places.first.count <= rowCount * 4 / 5 ? places : nil
  }
}
