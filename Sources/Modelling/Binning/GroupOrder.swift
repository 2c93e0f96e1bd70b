/// The order in which histograms take the groups of a matrix: steady ones first.
///
/// In tables of lists, or of visits, much is known of a person and stays the same from row to row.
/// Groups of such columns are steady: rows that follow each other are summed first, and their cells
/// get the sum once.
struct GroupOrder: Sendable {
  /// The group at each position.
  let groups: [Int]
  /// How many of the first are steady; 0 when it would not pay.
  let steadyCount: Int

  /// As many as are compared at once: a byte each of a word.
  private static let most = 8
  /// With fewer there is too little to save.
  private static let least = 4

  init(_ matrix: BinnedMatrix) {
    let order = Self.changes(matrix).enumerated().sorted {
      ($0.element.count, $0.offset) < ($1.element.count, $1.offset)
    }
    let sampleCount = Self.sample(matrix).count
    var joint = Set<Int>()
    var steady = 0
    for (_, changes) in order.prefix(Self.most) {
      joint.formUnion(changes)
      guard joint.count * 5 <= sampleCount else { break }
      steady += 1
    }
    let isWorthwhile = steady >= Self.least && sampleCount >= 64
    steadyCount = isWorthwhile ? steady : 0
    groups = isWorthwhile ? order.map(\.offset) : Array(matrix.groups.indices)
  }

  /// Rows of stretches all over the matrix, each with one before it.
  private static func sample(_ matrix: BinnedMatrix) -> [Int] {
    let stretch = 128
    let step = max(stretch, matrix.rowCount / 32)
    return stride(from: 0, to: matrix.rowCount, by: step).flatMap {
      Array(stride(from: $0 + 1, to: min($0 + stretch, matrix.rowCount), by: 1))
    }
  }

  /// Where in the sample each group's byte is not that of the row before.
  private static func changes(_ matrix: BinnedMatrix) -> [[Int]] {
    let sample = sample(matrix)
    return matrix.groups.indices.map { group in
      let start = group * matrix.rowCount
      return sample.filter { matrix.bytes[start + $0] != matrix.bytes[start + $0 - 1] }
    }
  }
}
