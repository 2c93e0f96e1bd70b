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
    lines.append(text.text)
    lines += table.sides.compactMap { side in
      side.failure.map { "\(side.scheme.name): \($0)" }
    }
    lines.append("")
    lines += table.flips.map(sentence)
    if table.flips.isEmpty { lines.append("No two models change places.") }
    if let caution = orderCaution(table) { lines.append(caution) }
    return lines.joined(separator: "\n")
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
    let certainty =
      switch flip.isBeyondChance {
      case true?: ", both beyond chance"
      case false?: ", within chance"
      case nil: ""
      }
    return "\(flip.randomWinner.rawValue) beats \(flip.winner.rawValue) at random "
      + "(\(format(flip.atRandom[0], 4)) to \(format(flip.atRandom[1], 4))) and loses to it by "
      + "\(flip.scheme.name) (\(format(flip.there[0], 4)) to \(format(flip.there[1], 4)))\(certainty)."
  }

  private static func orderCaution(_ table: HonestyTable) -> String? {
    guard let side = table.sides.first(where: { $0.scheme.name == "time" }),
      side.comparison?.data.dataset.roles.time == nil
    else { return nil }
    return "No column is the time, so the last rows of the file are the test rows; name one with "
      + "--time."
  }
}
