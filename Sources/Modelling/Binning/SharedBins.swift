import Synchronization

/// The binned rows of one training frame, made when first asked for and then shared.
///
/// Copies of a ``TrainingSet`` hold the same value, so that forest and boosted trees bin it once.
/// Safe to use from several threads; the second asker waits for the first.
public final class SharedBins: Sendable {
  /// A matrix and, when that pays, its merged rows.
  struct Made: Sendable {
    let matrix: BinnedMatrix
    let merged: MergedRows?
  }

  private let frame: FeatureFrame
  private let made = Mutex<Made?>(nil)

  /// Bins to be made of these rows.
  public init(frame: FeatureFrame) {
    self.frame = frame
  }

  /// The rows cut into at most 255 bins a column.
  public func matrix(threads: Int) -> BinnedMatrix { make(threads: threads).matrix }

  /// The binned rows and the merged ones.
  func make(threads: Int) -> Made {
    made.withLock { made in
      if let made { return made }
      let fresh = Self.make(
        frame, maximumBins: BinnedMatrix.largestBinCount, threads: threads)
      made = fresh
      return fresh
    }
  }

  static func make(_ frame: FeatureFrame, maximumBins: Int, threads: Int) -> Made {
    let matrix = BinnedMatrix(frame: frame, maximumBins: maximumBins, threads: threads)
    return Made(matrix: matrix, merged: MergedRows(matrix, threads: threads))
  }
}
