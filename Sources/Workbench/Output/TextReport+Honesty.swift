import Evaluation
import Foundation
import Modelling
import Tabular

extension TextReport {
  /// One leaderboard a split side by side, and the models that change places.
  public static func honesty(_ table: HonestyTable) -> String {
    let sides = table.sides.filter { $0.comparison != nil }
    var text = TextTable(
      heading: ["model"] + sides.flatMap { [title(of: $0), "rank"] }, leftAligned: [0])
    let standings = sides.map { table.standings(on: $0) }
    for kind in standings.first?.map(\.kind) ?? [] {
      text.append(
        [kind.rawValue]
          + standings.flatMap { side -> [String] in
            guard let standing = side.first(where: { $0.kind == kind }) else { return ["", ""] }
            return [format(standing.value, 4), rank(standing)]
          })
    }
    var lines = [
      "\(table.metric.title) by split; ranks that differ from the random split's are marked"
    ]
    let random = sides.map { $0.comparison?.randomOrder(by: table.metric) }
    if random.contains(where: { $0 != nil }) {
      text.append(["random order"] + random.flatMap { [format($0, 4), ""] })
    }
    lines.append(text.text)
    if let caution = cutLists(table) { lines.append(caution) }
    lines += table.sides.compactMap { side in
      side.failure.map { "\(side.scheme.name): \($0)" }
    }
    lines.append("")
    lines += table.flips.map(sentence)
    if standings.allSatisfy({ $0.allSatisfy { $0.value == nil } }) {
      lines.append(undefined(table))
    } else if table.flips.isEmpty {
      lines.append("No two models change places.")
    } else if table.metric != .rocAUC {
      lines.append(
        "Only differences of ROC-AUC are held against chance here; these of \(table.metric.title) "
          + "may be chance alone, and train shows their intervals where it has them.")
    }
    if let caution = orderCaution(table) { lines.append(caution) }
    return lines.joined(separator: "\n")
  }

  /// Why no model has a figure on any side.
  private static func undefined(_ table: HonestyTable) -> String {
    let hasGroup = table.sides.contains { $0.comparison?.data.dataset.roles.groupKey != nil }
    return table.metric.needsGroups && !hasGroup
      ? "\(table.metric.title) is a figure of lists, and no column is their group; name one with --group."
      : "\(table.metric.title) is undefined on the test rows of every split."
  }

  private static func title(of side: HonestyTable.Side) -> String {
    switch side.scheme.name {
    case "holdout": "random"
    case "time" where side.comparison?.data.dataset.roles.time == nil: "file order"
    default: side.scheme.name
    }
  }

  private static func rank(_ standing: HonestyTable.Standing) -> String {
    guard let rank = standing.rank else { return "" }
    guard let change = standing.change, change != 0 else { return "\(rank)" }
    return "\(rank) (\(change > 0 ? "up" : "down") \(abs(change)))"
  }

  private static func sentence(_ flip: HonestyTable.Flip) -> String {
    let (first, second) = (flip.randomWinner.rawValue, flip.winner.rawValue)
    let random = "(\(format(flip.atRandom[0], 4)) to \(format(flip.atRandom[1], 4)))"
    let there =
      "by \(flip.scheme.name) (\(format(flip.there[0], 4)) to \(format(flip.there[1], 4)))"
    let before =
      switch flip.isBeyondChanceAtRandom {
      case true?: "\(first) beats \(second) at random \(random) beyond chance"
      case false?: "\(first) and \(second) are level at random \(random) within chance"
      case nil: "\(first) beats \(second) at random \(random)"
      }
    let after =
      switch flip.isBeyondChanceThere {
      case true?: "\(first) loses \(there) beyond chance"
      case false?: "they are level \(there) within chance"
      case nil: "loses to it \(there)"
      }
    return "\(before), and \(after)."
  }

  /// What lists that a split cut short do to its figures.
  private static func cutLists(_ table: HonestyTable) -> String? {
    guard table.metric.needsGroups else { return nil }
    let cut = table.sides.filter { $0.comparison?.cutsLists == true }.map(title)
    guard !cut.isEmpty else { return nil }
    return
      "Split \(cut.joined(separator: " and by ")): the lists are cut short, since a group's rows "
      + "fall on both sides, and short lists are easier to order; compare figures with the random "
      + "order of their own split, not across splits."
  }

  private static func orderCaution(_ table: HonestyTable) -> String? {
    guard let side = table.sides.first(where: { $0.scheme.name == "time" }),
      side.comparison?.data.dataset.roles.time == nil
    else { return nil }
    return "No column is the time, so the last rows of the file are the test rows; name one with "
      + "--time."
  }
}
