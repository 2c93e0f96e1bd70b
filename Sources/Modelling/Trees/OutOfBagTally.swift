import Foundation

/// Sums what trees say of the rows that their samples left out, in integers: any order gives the
/// same.
final class OutOfBagTally {
  /// The count in the upper 16 bits, the sum of probabilities times 2³² in the lower 48.
  private let sums: ScratchBuffer<UInt64>

  init(rowCount: Int) { sums = ScratchBuffer(count: rowCount, repeating: 0) }

  /// What one tree's word on a row adds to the row's sum.
  @inline(__always)
  static func vote(_ probability: Float) -> UInt64 {
    1 << 48 | UInt64(Double(probability) * 0x1p32)
  }

  /// Adds a vote to one row's sum.
  @inline(__always)
  func add(_ vote: UInt64, row: Int) { sums.base[row] &+= vote }

  /// The score over all real rows that some tree left out; `nil` when there are none.
  static func score(
    _ tallies: [OutOfBagTally], _ data: TrainingSet
  ) -> TreeEnsembleModel.OutOfBagScore? {
    var probabilities: [Float] = []
    var labels: [UInt8] = []
    var loss = 0.0
    for row in data.labels.indices.dropLast(data.madeUpCount) {
      let sum = tallies.reduce(UInt64(0)) { $0 &+ $1.sums.base[row] }
      let count = sum >> 48
      if count == 0 { continue }
      let probability = Double(sum & 0xFFFF_FFFF_FFFF) * 0x1p-32 / Double(count)
      let kept = min(max(probability, 1e-7), 1 - 1e-7)
      loss -= data.labels[row] == 1 ? log(kept) : log(1 - kept)
      probabilities.append(Float(probability))
      labels.append(data.labels[row])
    }
    guard !labels.isEmpty else { return nil }
    return .init(
      rowCount: labels.count, logLoss: loss / Double(labels.count),
      rocAUC: RankAUC.rocAUC(scores: probabilities.map(Double.init), labels: labels))
  }
}
