import Foundation
import Tabular

/// Columns that know too much.
extension WarningDetector {
  /// Columns whose ROC-AUC alone is above .95, and the few of at least .75 that stand .10 clear of all
  /// others: leaks come in company, such as an amount and the flag that it was paid.
  ///
  /// Nothing is said with few rows of a class: among a dozen columns one separates three rows by chance.
  func leaks(_ columns: [Column]) -> [DataWarning] {
    guard hasEnoughOfBoth else { return [] }
    let scored = inTurn(columns) { ($0.name, SingleColumnScore.rocAUC(of: $0, rows, labels)) }
      .sorted { $0.1 > $1.1 }
    let areas = scored.map(\.1) + [0.5]
    let leaders = (0..<min(Self.mostLeaders, scored.count)).last { position in
      areas[position] >= 0.75 && areas[position] - areas[position + 1] >= 0.1
    }
    return scored.enumerated().compactMap { position, entry in
      let (name, area) = entry
      guard area > 0.95 || position <= leaders ?? -1 else { return nil }
      let next = areas[max(position, leaders ?? position) + 1]
      return DataWarning(
        .leakage, column: name, figure: area,
        message: "\(name) alone reaches ROC-AUC \(three(area))"
          + (scored.count > 1 ? " (the next column \(three(next)))" : "")
          + ": is it known before the outcome? If not, exclude it.")
    }
  }

  /// Whether an area under the curve is more than luck: its standard error is below .06 from so many
  /// rows of the rarer class on.
  private var hasEnoughOfBoth: Bool {
    let positives = labels.reduce(0) { $0 + Int($1) }
    return min(positives, labels.count - positives) >= 25
  }

  /// More columns than these that stand clear together are what the data are about.
  private static let mostLeaders = 3

  /// The time or the key of rows that tells the outcome: no feature, but rows are split by one, and the
  /// other says in what order somebody wrote them.
  func rolesThatKnow() -> [DataWarning] {
    let time = dataset.roles.time.flatMap { dataset.table[$0] }.flatMap { column in
      knows(column).map {
        DataWarning(
          .leakage, column: column.name, figure: $0.figure,
          message: $0.words
            + " It is no feature, but it orders the rows: a split by time would part "
            + "the outcomes; name another column with --time.")
      }
    }
    let key = dataset.roles.identifier.flatMap { dataset.table[$0] }.flatMap { column in
      knows(column).map {
        DataWarning(
          .leakage, column: column.name, figure: $0.figure,
          message: $0.words + " It is no feature, and must not become one: the rows were numbered "
            + "by their outcome.")
      }
    }
    return [time, key].compactMap(\.self)
  }

  private func knows(_ column: Column) -> (figure: Double, words: String)? {
    let area = hasEnoughOfBoth ? SingleColumnScore.rocAUC(of: column, rows, labels) : 0.5
    if area > 0.95 { return (area, "\(column.name) alone reaches ROC-AUC \(three(area)).") }
    return oneSided(column).map { ($0.figure, $0.words + ".") }
  }

  /// Columns that carry the target's own name, or a word for outcomes.
  func namedLikeTheTarget(_ column: Column) -> DataWarning? {
    let words = { (name: String) in
      Set(name.lowercased().split { !$0.isLetter }.map(String.init))
    }
    let own = words(column.name)
    let target = words(dataset.roles.target ?? "").filter { $0.count >= 4 && $0 != "column" }
    let telling = own.intersection(
      target.union(["outcome", "label", "target", "converted", "conversion", "purchased"]))
    guard let word = telling.min() else { return nil }
    return DataWarning(
      .leakage, column: column.name,
      message: "\(column.name) sounds like the outcome (“\(word)”): exclude it unless it is known "
        + "beforehand.")
  }

  /// Whole numbers that are all different: keys, which a tree can learn by heart.
  func identifier(_ column: Column) -> DataWarning? {
    guard column.kind == .number, rows.count >= 50 else { return nil }
    var seen: Set<Double> = []
    for row in rows {
      guard let number = column.number(row), number == number.rounded(),
        seen.insert(number).inserted
      else { return nil }
    }
    return DataWarning(
      .identifier, column: column.name, figure: Double(seen.count),
      message: "\(column.name) has a different whole number in every row, as a key has: exclude it "
        + "unless it measures something.")
  }

  /// In lists, a column that sounds of the place where an item was shown.
  func position(_ column: Column) -> DataWarning? {
    guard dataset.roles.groupKey != nil, dataset.positionFeature != column.name,
      Self.namesPosition(column.name, among: dataset.table)
    else { return nil }
    return DataWarning(
      .position, column: column.name,
      message: "\(column.name) sounds of the place where something was shown: it moves what people "
        + "take, and nobody knows it before. Give it with --position \(column.name), so that models "
        + "are fitted with it and score without, or exclude it.")
  }

  private static func namesPosition(_ name: String, among table: Table) -> Bool {
    // The card offers' schema numbers its keys; id6 is the placement.
    if name == "id6", ["id2", "id3", "id4"].allSatisfy({ table[$0] != nil }) { return true }
    let words = name.split { !$0.isLetter }.flatMap { part in
      // An upper-case letter after a lower-case one begins a word.
      part.reduce(into: [""]) { words, letter in
        if letter.isUppercase, words[words.count - 1].last?.isLowercase == true {
          words.append("")
        }
        words[words.count - 1].append(letter)
      }
    }
    return words.contains { ["placement", "position", "rank", "slot"].contains($0.lowercased()) }
  }
}
