import Tabular

extension Split {
  /// What a split may look at.
  public struct Basis: Sendable {
    /// 0 or 1 by row of the table.
    public var labels: [UInt8]
    /// Group codes by row of the table, where there is a group; a negative code is a missing group, and
    /// all such rows stay together.
    public var groups: [Int32]?
    /// Times by row of the table, NaN where missing; the row order counts when `nil`.
    public var times: [Double]?

    /// Makes a basis.
    public init(labels: [UInt8], groups: [Int32]? = nil, times: [Double]? = nil) {
      precondition(groups.map { $0.count == labels.count } ?? true, "There is one group a row.")
      precondition(times.map { $0.count == labels.count } ?? true, "There is one time a row.")
      self.labels = labels
      self.groups = groups
      self.times = times
    }

    /// The groups, which the scheme needs.
    func requiredGroups(_ scheme: SplitScheme) throws -> [Int32] {
      guard let groups else {
        throw ModellingError(
          .invalidSetting,
          "The split \(scheme) needs a group column; name one with --group, or use holdout."
        )
      }
      return groups
    }

    /// The time of a row; rows without one are earliest.
    func time(_ row: Int) -> Double {
      guard let times else { return Double(row) }
      return times[row].isNaN ? -.infinity : times[row]
    }

    /// The rows by time, earliest first, equal times by row.
    ///
    /// - Throws: when no row has a time, as with a column of text.
    func inOrderOfTime(_ rows: [Int], _ scheme: SplitScheme) throws -> [Int] {
      if let times, !rows.isEmpty, rows.allSatisfy({ times[$0].isNaN }) {
        throw ModellingError(
          .unusableData,
          "The time column holds no date or number in any of the \(rows.count) rows, so the split "
            + "\(scheme) has nothing to go by; name another with --time, or leave it out to go by the "
            + "order of the file.")
      }
      return rows.sorted { (time($0), $0) < (time($1), $1) }
    }
  }
}
