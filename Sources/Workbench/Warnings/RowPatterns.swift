import Evaluation
import Tabular

/// Rows that agree in all features, and what that leaves to learn.
struct RowPatterns {
  /// How many different rows there are.
  let distinctCount: Int
  /// The share of rows with a twin of the other outcome, 0…1.
  let conflictingShare: Double
  /// ROC-AUC of each pattern's own rate: no function of these columns does better on these rows.
  let ceiling: Double

  init(columns: [Column], rows: [Int], labels: [UInt8]) {
    let hashes = Self.hashes(of: columns, rows: rows)
    var positions: [UInt64: Int] = [:]
    var codes: [Int] = []
    codes.reserveCapacity(hashes.count)
    for hash in hashes {
      if let code = positions[hash] {
        codes.append(code)
      } else {
        codes.append(positions.count)
        positions[hash] = positions.count
      }
    }
    var counts = [Double](repeating: 0, count: positions.count)
    var positives = counts
    for (code, label) in zip(codes, labels) {
      counts[code] += 1
      positives[code] += Double(label)
    }
    distinctCount = positions.count
    let conflicting = counts.indices.reduce(0.0) { sum, code in
      positives[code] > 0 && positives[code] < counts[code] ? sum + counts[code] : sum
    }
    conflictingShare = rows.isEmpty ? 0 : conflicting / Double(rows.count)
    let rates = codes.map { positives[$0] / counts[$0] }
    ceiling = (try? ScoredRows(scores: rates, labels: labels).blocks.rocAUC) ?? 0.5
  }

  /// One number a row, equal where all columns are; two rows that differ share one with a chance of 2⁻⁶⁴.
  static func hashes(of columns: [Column], rows: [Int]) -> [UInt64] {
    var hashes = [UInt64](repeating: 0xcbf2_9ce4_8422_2325, count: rows.count)
    for column in columns.lazy.map(\.inMemory) {
      for (position, row) in rows.enumerated() {
        hashes[position] = mix(hashes[position], bits(of: column, row))
      }
    }
    return hashes
  }

  private static func mix(_ hash: UInt64, _ bits: UInt64) -> UInt64 {
    let mixed = (hash ^ bits) &* 0x9E37_79B9_7F4A_7C15
    return mixed ^ (mixed >> 32)
  }

  private static func bits(of column: Column, _ row: Int) -> UInt64 {
    switch column.values {
    case .flag(let flags, _): UInt64(flags[row])
    case .float(let numbers): numbers[row].isNaN ? 1 << 40 : UInt64(numbers[row].bitPattern)
    case .double(let numbers): numbers[row].isNaN ? 1 << 40 : numbers[row].bitPattern
    case .category(let codes, _): UInt64(bitPattern: Int64(codes[row]))
    case .date(let dates): UInt64(bitPattern: dates[row])
    case .text: 0
    }
  }
}
