/// Sums over the rows of each draw, of values that belong to the counters: everything about a draw that
/// needs no order.
struct DrawSums: Sendable {
  typealias Values = SIMD8<Double>

  private let counterCount: Int
  private var columns: [[Double]] = []

  init(counterCount: Int) { self.counterCount = counterCount }

  /// Adds a column of values, one a counter; gives the place of its sum.
  mutating func add(_ values: [Double]) -> Int {
    precondition(values.count == counterCount, "There is one value a counter.")
    columns.append(values)
    return columns.count - 1
  }

  /// Adds a column of values given by row; a counter has the sum over its rows.
  mutating func add(
    counterOfRow: [Int32], _ value: (_ row: Int) -> Double
  ) -> Int {
    var values = [Double](repeating: 0, count: counterCount)
    for (row, counter) in counterOfRow.enumerated() where counter >= 0 {
      values[Int(counter)] += value(row)
    }
    return add(values)
  }

  /// The sum of each column, one value a draw.
  func sums(_ counts: UnsafePointer<SIMD8<UInt8>>) -> [Values] {
    var found: [Values] = []
    found.reserveCapacity(columns.count)
    var column = 0
    // Two columns share the work of turning counts into numbers, and still fit the registers.
    while column + 1 < columns.count {
      let pair = columns[column].withUnsafeBufferPointer { first in
        columns[column + 1].withUnsafeBufferPointer { second in
          var one = Values.zero
          var two = Values.zero
          for counter in 0..<counterCount {
            let times = Values(SIMD8<Int32>(truncatingIfNeeded: counts[counter]))
            one += times * first[counter]
            two += times * second[counter]
          }
          return (one, two)
        }
      }
      found.append(pair.0)
      found.append(pair.1)
      column += 2
    }
    if column < columns.count {
      let sum = columns[column].withUnsafeBufferPointer { values in
        var sum = Values.zero
        for counter in 0..<counterCount {
          sum += Values(SIMD8<Int32>(truncatingIfNeeded: counts[counter])) * values[counter]
        }
        return sum
      }
      found.append(sum)
    }
    return found
  }
}
