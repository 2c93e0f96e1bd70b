/// Looks for separation of the classes in the rows of a fit.
struct SeparationScan {
  let design: LinearDesign
  let rows: MergedDesignRows

  /// What there is, given the margins of the rows.
  func separation(margins: [Double]) -> LogisticDiagnostics.Separation {
    var separated = true
    for row in 0..<rows.count where separated {
      let isMixed = rows.positives[row] > 0 && rows.positives[row] < rows.weights[row]
      let side = rows.positives[row] > 0 ? margins[row] : -margins[row]
      separated = !isMixed && side > 0
    }
    if separated { return .complete }
    let columns = separatingColumns()
    return columns.isEmpty ? .none : .partial(columns: columns)
  }

  private func separatingColumns() -> [String] {
    var result: [String] = []
    for (recipe, values) in zip(design.recipes, rows.columns) {
      switch recipe {
      case .value(let column, _, _, _, let missingColumn):
        var ranges = ClassRanges()
        var missing = [0.0, 0.0]
        for row in 0..<rows.count {
          let counts = [rows.weights[row] - rows.positives[row], rows.positives[row]]
          for side in 0...1 where counts[side] > 0 {
            if values[row].isFinite {
              ranges.add(values[row], side: side)
            } else {
              missing[side] += 1
            }
          }
        }
        if let column, ranges.areApart { result.append(design.columns[column].name) }
        if let missingColumn, missing.contains(0) {
          result.append(design.columns[missingColumn].name)
        }
      case .levels(let columns, let missingColumn):
        var seen = [[Bool]](repeating: [false, false], count: columns.count + 1)
        for row in 0..<rows.count {
          let x = values[row]
          let code = x >= 0 && x < Float(columns.count) ? Int(x) : columns.count
          if rows.weights[row] > rows.positives[row] { seen[code][0] = true }
          if rows.positives[row] > 0 { seen[code][1] = true }
        }
        for (code, column) in (columns + [missingColumn]).enumerated() {
          if let column, seen[code].contains(false) { result.append(design.columns[column].name) }
        }
      }
    }
    return result
  }
}

/// The range of a column in each class.
private struct ClassRanges {
  var low: [Float] = [.infinity, .infinity]
  var high: [Float] = [-.infinity, -.infinity]

  mutating func add(_ value: Float, side: Int) {
    low[side] = min(low[side], value)
    high[side] = max(high[side], value)
  }

  /// Whether the ranges share one point at most. A class without any value counts as apart.
  var areApart: Bool { high[0] <= low[1] || high[1] <= low[0] }
}
