import Tabular

/// Deals whole groups to folds so that folds are alike in rows and in positives.
///
/// Groups with positives come first, the richest first, then the others, the largest first; each goes
/// where it makes the folds least unequal. Equals are dealt in random order.
struct GroupDeal {
  /// The fold of each row of the table, −1 for rows that were not given.
  let foldOfRow: [Int32]

  init(
    _ rows: [Int], groups: [Int32], labels: [UInt8], folds: Int, scheme: SplitScheme, seed: UInt64
  ) throws {
    var members: [Int32: Member] = [:]
    for row in rows {
      members[groups[row], default: Member(group: groups[row])].add(positive: labels[row] == 1)
    }
    try Self.check(members, folds: folds, scheme: scheme)
    var generator = SeededGenerator(seed: seed, stream: 6)
    let shuffled = members.values.sorted { $0.group < $1.group }.shuffled(using: &generator)
    // A sort that keeps the random order of equals, by their places in it.
    let ordered = shuffled.enumerated().sorted { one, two in
      (two.element.positives, two.element.rows, one.offset)
        < (one.element.positives, one.element.rows, two.offset)
    }
    var dealt = Loads(members.values, folds: folds)
    var foldOfGroup: [Int32: Int32] = [:]
    for (_, member) in ordered { foldOfGroup[member.group] = Int32(dealt.place(member)) }
    var foldOfRow = [Int32](repeating: -1, count: labels.count)
    for row in rows { foldOfRow[row] = foldOfGroup[groups[row]] ?? -1 }
    self.foldOfRow = foldOfRow
  }

  /// One group.
  private struct Member {
    let group: Int32
    var rows = 0
    var positives = 0

    init(group: Int32) { self.group = group }

    mutating func add(positive: Bool) {
      rows += 1
      if positive { positives += 1 }
    }
  }

  private static func check(
    _ members: [Int32: Member], folds: Int, scheme: SplitScheme
  ) throws {
    guard members.count >= folds else {
      throw ModellingError(
        .unusableData,
        "The split \(scheme) needs at least \(folds) groups, one a fold, and there "
          + "\(members.count == 1 ? "is 1" : "are \(members.count)"); use fewer folds, name another "
          + "group column with --group, or use kfold.")
    }
    let positive = members.values.count { $0.positives > 0 }
    guard positive >= folds else {
      throw ModellingError(
        .unusableData,
        "Only \(positive) of the \(members.count) groups hold positive rows, and the split \(scheme) "
          + "needs \(folds), one a fold; use fewer folds, or kfold.")
    }
  }

  /// What the folds hold so far.
  private struct Loads {
    private var rows: [Double]
    private var positives: [Double]
    private let allRows: Double
    private let allPositives: Double
    private var foldsWithoutPositives: Int

    init(_ members: some Sequence<Member>, folds: Int) {
      rows = [Double](repeating: 0, count: folds)
      positives = rows
      foldsWithoutPositives = folds
      var sums = (rows: 0, positives: 0)
      for member in members {
        sums.rows += member.rows
        sums.positives += member.positives
      }
      allRows = Double(max(1, sums.rows))
      allPositives = Double(max(1, sums.positives))
    }

    /// Adds a group to the fold where it fits best, and gives that.
    mutating func place(_ member: Member) -> Int {
      let size = Double(member.rows) / allRows
      let hits = Double(member.positives) / allPositives
      var best = 0
      var least = Double.infinity
      // A fold without positives can't measure, so such folds come first.
      let isNeeded = member.positives > 0 && foldsWithoutPositives > 0
      for fold in rows.indices where !isNeeded || positives[fold] == 0 {
        // How much the sum of squared shares grows, less what is the same for all folds.
        let growth = size * rows[fold] + hits * positives[fold]
        if growth < least {
          least = growth
          best = fold
        }
      }
      if isNeeded { foldsWithoutPositives -= 1 }
      rows[best] += size
      positives[best] += hits
      return best
    }
  }
}
