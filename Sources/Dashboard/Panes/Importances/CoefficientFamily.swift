import Modelling
import TerminalKit

/// The coefficients of one column: of a number one, of a category one a level.
struct CoefficientFamily {
  /// The column's place in the schema.
  let feature: Int
  /// The coefficients, the highest first.
  let members: [Coefficient]

  /// How far the column can move a score: from its lowest level to its highest, the level that others
  /// are held against at 0; of a single coefficient its size. In log-odds.
  var reach: Double {
    let values = members.map(\.standardised.value)
    guard members.count > 1 else { return abs(values.first ?? 0) }
    return max(0, values.max() ?? 0) - min(0, values.min() ?? 0)
  }

  /// The columns of some coefficients, the furthest reaching first; without the intercept.
  static func all(of coefficients: [Coefficient]) -> [CoefficientFamily] {
    let members = coefficients.filter { $0.feature != nil }
    return Dictionary(grouping: members) { $0.feature ?? 0 }.map { feature, members in
      CoefficientFamily(
        feature: feature, members: members.sorted { $0.standardised.value > $1.standardised.value })
    }.sorted { ($1.reach, $0.feature) < ($0.reach, $1.feature) }
  }

  /// The ends of the reach in words, such as `poutcome = success +2.08 … contact is missing -0.41`.
  func words(_ glyphs: Glyphs) -> String {
    guard let first = members.first, let last = members.last else { return "" }
    func text(_ member: Coefficient) -> String {
      let value = NumberText.fixed(member.standardised.value, digits: 2)
      let level = member.name.split(separator: " = ", maxSplits: 1).last.map(String.init)
      let sign = member.standardised.value > 0 ? "+" : ""
      return members.count == 1 ? "\(sign)\(value)" : "\(level ?? member.name) \(sign)\(value)"
    }
    return members.count == 1
      ? text(first)
      : "\(members.count) levels: \(text(first)) \(glyphs.ellipsis) \(text(last))"
  }
}
