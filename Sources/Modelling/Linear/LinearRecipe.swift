/// How one feature's encoded value becomes the columns of a linear design.
enum LinearRecipe: Sendable, Codable, Equatable {
  /// A number or flag x: `(x − centre)/scale` in a column, `filling` there where x is missing, and a
  /// 1 in another column where it is. A column that was constant in training is left out (`nil`).
  case value(column: Int?, centre: Double, scale: Double, filling: Double, missingColumn: Int?)
  /// A category: a 1 in the column of its level; nothing for the reference level and for levels that
  /// no training row had; missing has its own column if training had missing values.
  case levels(columns: [Int?], missingColumn: Int?)

  /// The design's columns that it fills, in no order that matters.
  var columns: [Int] {
    switch self {
    case .value(let column, _, _, _, let missingColumn): [column, missingColumn].compactMap(\.self)
    case .levels(let columns, let missingColumn): (columns + [missingColumn]).compactMap(\.self)
    }
  }

  /// Whether it reads a feature's kind of values, with numbers that give finite ones.
  func suits(_ feature: Feature) -> Bool {
    switch (self, feature.levels) {
    case (.value(_, let centre, let scale, let filling, _), nil):
      scale > 0 && scale.isFinite && centre.isFinite && filling.isFinite
    case (.levels(let columns, _), let levels?): columns.count == levels.count
    default: false
    }
  }

  /// The feature's share of a margin, given the coefficients of the design's columns.
  func term(coefficients: [Double]) -> LinearTerm {
    func coefficient(_ column: Int?) -> Double { column.map { coefficients[$0] } ?? 0 }
    switch self {
    case .value(let column, let centre, let scale, let filling, let missingColumn):
      return .line(
        slope: coefficient(column) / scale, centre: centre,
        missing: coefficient(column) * filling + coefficient(missingColumn))
    case .levels(let columns, let missingColumn):
      return .table(columns.map(coefficient), missing: coefficient(missingColumn))
    }
  }
}

/// A feature's share of a margin as a function of its encoded value.
enum LinearTerm {
  /// `slope · (x − centre)`, or `missing` for a value that isn't finite.
  case line(slope: Double, centre: Double, missing: Double)
  /// The entry of a level's code, or `missing` for NaN and codes outside the table.
  case table([Double], missing: Double)

  /// Calls `body` with each position of `values` and the share of the value there.
  @inline(__always)
  func forEach(_ values: UnsafeBufferPointer<Float>, _ body: (Int, Double) -> Void) {
    switch self {
    case .line(let slope, let centre, let missing):
      for row in 0..<values.count {
        let x = values[row]
        body(row, x.isFinite ? slope * (Double(x) - centre) : missing)
      }
    case .table(let table, let missing):
      for row in 0..<values.count {
        let x = values[row]
        // The range is tested as a float: NaN and huge codes have no integer.
        let known = x >= 0 && x < Float(table.count)
        body(row, known ? table[Int(x)] : missing)
      }
    }
  }
}
