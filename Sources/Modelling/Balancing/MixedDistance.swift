/// Rows laid out for exact nearest neighbours among numbers and categories.
///
/// Numbers are divided by their standard deviation. The squared distance is the sum of squared
/// differences of numbers and 1 for each category that differs, which is what the median of the
/// deviations, all 1, makes of SMOTE-NC's rule. A missing number counts as the mean and as a category of
/// its own; a missing category is a level.
struct MixedDistance: Sendable {
  private typealias Lanes = SIMD16<Float>
  private static let lanes = 16

  let rowCount: Int
  /// Standardised numbers, `[column][row]`, padded to whole lanes.
  private var numbers: [[Float]] = []
  /// Codes of categories and flags, `[column][row]`, padded to whole lanes.
  private var codes: [[Float]] = []

  /// Lays out the rows of a frame that neighbours are looked for among.
  init(_ frame: FeatureFrame) {
    rowCount = frame.rowCount
    for (feature, column) in zip(frame.schema.features, frame.columns) {
      if case .number = feature.kind {
        add(numbers: column)
      } else {
        codes.append(Self.padded(column.map { $0.isNaN ? -1 : $0 }))
      }
    }
  }

  private mutating func add(numbers column: [Float]) {
    var count = 0.0
    var sum = 0.0
    for value in column where value.isFinite {
      count += 1
      sum += Double(value)
    }
    let mean = count > 0 ? sum / count : 0
    var squares = 0.0
    for value in column where value.isFinite {
      squares += (Double(value) - mean) * (Double(value) - mean)
    }
    let deviation = count > 0 ? (squares / count).squareRoot() : 0
    if deviation > 0 {
      numbers.append(
        Self.padded(
          column.map { $0.isFinite ? Float((Double($0) - mean) / deviation) : 0 }))
    }
    // What isn't finite is rare or telling, and either way no number.
    if count < Double(column.count), count > 0 {
      codes.append(Self.padded(column.map { $0.isFinite ? 0 : 1 }))
    }
  }

  private static func padded(_ column: [Float]) -> [Float] {
    let missing = (lanes - column.count % lanes) % lanes
    return column + [Float](repeating: 0, count: missing)
  }

  /// The nearest other rows of a row, nearest first; equally near ones by row. O(n · columns).
  ///
  /// - Parameter count: at least 1, below the number of rows.
  func neighbours(of row: Int, count: Int) -> [Int32] {
    precondition(count > 0 && count < rowCount, "There are as many other rows as are asked for.")
    var nearest = NearestRows(count: count)
    let ownNumbers = numbers.map { $0[row] }
    let ownCodes = codes.map { $0[row] }
    for start in stride(from: 0, to: rowCount, by: Self.lanes) {
      let worst = Lanes(repeating: nearest.worst)
      var distance = Lanes.zero
      var isFar = false
      for (column, own) in zip(codes, ownCodes) {
        let others = Self.load(column, start)
        distance += Lanes.zero.replacing(with: 1, where: others .!= own)
      }
      for (index, column) in numbers.enumerated() {
        let difference = Self.load(column, start) - ownNumbers[index]
        distance += difference * difference
        // Most rows are too far after a few columns.
        if index % 4 == 3, all(distance .> worst) {
          isFar = true
          break
        }
      }
      if isFar || all(distance .>= worst) { continue }
      for lane in 0..<min(Self.lanes, rowCount - start) where start + lane != row {
        nearest.offer(distance[lane], row: start + lane)
      }
    }
    return nearest.rows
  }

  @inline(__always)
  private static func load(_ column: [Float], _ start: Int) -> Lanes {
    // Columns are padded to whole lanes, so the load stays inside.
    column.withUnsafeBytes {
      $0.loadUnaligned(fromByteOffset: start * MemoryLayout<Float>.stride, as: Lanes.self)
    }
  }
}

/// The nearest rows so far; rows are offered in ascending order.
private struct NearestRows {
  private let count: Int
  private var distances: [Float] = []
  private(set) var rows: [Int32] = []
  /// A row at least this far is not among the nearest.
  private(set) var worst = Float.infinity

  init(count: Int) { self.count = count }

  mutating func offer(_ distance: Float, row: Int) {
    guard distance < worst || rows.count < count else { return }
    var place = rows.count
    while place > 0, distances[place - 1] > distance { place -= 1 }
    distances.insert(distance, at: place)
    rows.insert(Int32(truncatingIfNeeded: row), at: place)
    if rows.count > count {
      distances.removeLast()
      rows.removeLast()
    }
    if rows.count == count { worst = distances[count - 1] }
  }
}
