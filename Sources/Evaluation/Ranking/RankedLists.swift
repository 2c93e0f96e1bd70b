/// The lists of one model: for each group its distinct items, best first.
struct RankedLists {
  let rows: ScoredRows
  let groups: RankingGroups
  /// The grade of each row; where there is none, a relevant row has 1 and another 0.
  private let grades: [UInt8]?
  /// Rows laid out by group, each group's by score, highest first.
  private let laidOut: [Int32]
  /// The place that an item took in the list of the group last stamped on it.
  private var lastGroupOfItem: [Int32]
  private var placeOfItem: [Int32]

  init(rows: ScoredRows, groups: RankingGroups, grades: [UInt8]? = nil) {
    precondition(rows.rowCount == groups.rowCount, "There is one group code a score.")
    precondition(grades.map { $0.count == rows.rowCount } ?? true, "There is one grade a score.")
    self.rows = rows
    self.grades = grades
    self.groups = groups
    var cursors = groups.starts
    var laidOut = [Int32](repeating: 0, count: rows.rowCount - groups.rowsWithoutGroup)
    // Dealing the rows out in the common order leaves every group sorted, at no cost of its own.
    for row in rows.order {
      let group = Int(groups.groupOfRow[Int(row)])
      guard group >= 0 else { continue }
      laidOut[Int(cursors[group])] = row
      cursors[group] += 1
    }
    self.laidOut = laidOut
    lastGroupOfItem = [Int32](repeating: -1, count: groups.itemCount)
    placeOfItem = [Int32](repeating: 0, count: groups.itemCount)
  }

  /// One place in a list.
  struct Place {
    var row: Int32
    var isRelevant: Bool
    var grade: UInt8

    /// What the place is worth: 2^grade − 1.
    var gain: Double { grade <= 1 ? Double(grade) : Double(1 << UInt64(grade)) - 1 }
  }

  private func newPlace(_ row: Int32) -> Place {
    let label = rows.labels[Int(row)]
    return Place(row: row, isRelevant: label == 1, grade: grades?[Int(row)] ?? label)
  }

  /// Fills `places` with the distinct items of a group, best first, and gives the number of rows that
  /// repeated an item. Without items tied rows stand together, in no meaningful order.
  mutating func fill(_ places: inout [Place], group: Int) -> Int {
    places.removeAll(keepingCapacity: true)
    let range = Int(groups.starts[group])..<Int(groups.starts[group + 1])
    guard let itemOfRow = groups.itemOfRow else {
      for row in laidOut[range] {
        places.append(newPlace(row))
      }
      return 0
    }
    var repeated = 0
    var start = range.lowerBound
    while start < range.upperBound {
      let block = rows.blockOfRow[Int(laidOut[start])]
      var end = start + 1
      while end < range.upperBound, rows.blockOfRow[Int(laidOut[end])] == block { end += 1 }
      if end - start == 1 {
        repeated += place(laidOut[start], group: group, items: itemOfRow, in: &places)
      } else {
        let tied = laidOut[start..<end].sorted { itemOfRow[Int($0)] < itemOfRow[Int($1)] }
        for row in tied { repeated += place(row, group: group, items: itemOfRow, in: &places) }
      }
      start = end
    }
    return repeated
  }

  /// Appends a row's item unless its group's list has it already; 1 when it has.
  private mutating func place(
    _ row: Int32, group: Int, items: [Int32], in places: inout [Place]
  ) -> Int {
    let item = Int(items[Int(row)])
    let new = newPlace(row)
    if lastGroupOfItem[item] == Int32(group) {
      // The better-scored row stands for the item, which is as relevant as the best of its rows.
      let place = Int(placeOfItem[item])
      if new.isRelevant { places[place].isRelevant = true }
      places[place].grade = max(places[place].grade, new.grade)
      return 1
    }
    lastGroupOfItem[item] = Int32(group)
    placeOfItem[item] = Int32(places.count)
    places.append(new)
    return 0
  }

  /// The runs of a list: one a place where items settle ties, else one a block of tied scores.
  func runs(of places: [Place], into runs: inout [RankedRun]) {
    runs.removeAll(keepingCapacity: true)
    var previous: Int32 = -1
    for place in places {
      let block = rows.blockOfRow[Int(place.row)]
      if groups.itemOfRow == nil, block == previous {
        runs[runs.count - 1].size += 1
        runs[runs.count - 1].relevant += place.isRelevant ? 1 : 0
        runs[runs.count - 1].gain += place.gain
      } else {
        runs.append(RankedRun(size: 1, relevant: place.isRelevant ? 1 : 0, gain: place.gain))
      }
      previous = block
    }
  }
}
