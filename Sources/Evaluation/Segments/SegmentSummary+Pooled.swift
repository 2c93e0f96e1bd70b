extension SegmentSummary {
  /// Segments of several sets of rows as one, each set parted by scores of its own: out-of-fold rows,
  /// by the segments of their fold. Counts and values add up; shares, rates and lift follow from them.
  ///
  /// - Parameter parts: the summaries of each set, of which each names a segment once.
  public static func pooled(_ parts: [[SegmentSummary]]) -> [SegmentSummary] {
    let all = parts.flatMap(\.self)
    let rowCount = all.reduce(0) { $0 + $1.rows }
    let positiveCount = all.reduce(0) { $0 + $1.positives }
    return CustomerSegment.allCases.compactMap { segment in
      let own = all.filter { $0.segment == segment }
      guard !own.isEmpty else { return nil }
      let rows = own.reduce(0) { $0 + $1.rows }
      let positives = own.reduce(0) { $0 + $1.positives }
      let scores = own.reduce(0) { $0 + ($1.meanScore ?? 0) * $1.rows }
      let rate = rows > 0 ? positives / rows : nil
      let overall = rowCount > 0 && positiveCount > 0 ? positiveCount / rowCount : nil
      return SegmentSummary(
        segment: segment, rows: rows, rowShare: rowCount > 0 ? rows / rowCount : nil,
        positives: positives, positiveRate: rate,
        positiveShare: positiveCount > 0 ? positives / positiveCount : nil,
        lift: rate.flatMap { rate in overall.map { rate / $0 } },
        meanScore: rows > 0 ? scores / rows : nil, value: sum(own.map(\.value)),
        expectedValue: sum(own.map(\.expectedValue)))
    }
  }

  /// The sum; `nil` where a part is not known.
  private static func sum(_ values: [Double?]) -> Double? {
    let known = values.compactMap(\.self)
    return known.count == values.count ? known.reduce(0, +) : nil
  }
}
