/// Rows in the order of a score, for the money that the first of them bring.
struct MoneyOrder: Sendable {
  private let rows: [Int32]
  /// Whether the row at a place is the last of those that tie with it.
  private let endsTie: [Bool]

  /// - Precondition: no score is NaN.
  init(_ scores: [Double]) {
    let rows = DescendingOrder.rows(of: scores)
    self.rows = rows
    endsTie = rows.indices.map { place in
      place + 1 == rows.count || scores[Int(rows[place])] != scores[Int(rows[place + 1])]
    }
  }

  /// The money of the first `wanted` rows, each counted as often as `counts` says. A tie across the cut
  /// counts by its expected share.
  func money(ofFirst wanted: Int, amounts: [Double], counts: [Int32]) -> Double {
    var taken = 0
    var sum = 0.0
    var tie = (count: 0, money: 0.0)
    for place in rows.indices {
      let row = Int(rows[place])
      let count = Int(counts[row])
      tie.count += count
      tie.money += Double(count) * amounts[row]
      guard endsTie[place] else { continue }
      if tie.count > 0, taken + tie.count >= wanted {
        return sum + tie.money * Double(wanted - taken) / Double(tie.count)
      }
      taken += tie.count
      sum += tie.money
      tie = (0, 0)
    }
    return sum
  }
}
