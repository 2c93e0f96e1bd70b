import Tabular
import TerminalKit
import Workbench

/// What the table of columns says of each, and what it can be sorted by.
enum ColumnFigure: String, CaseIterable {
  case name = "column"
  case kind
  case role
  case missing
  case distinct
  case spread
  case rate = "target rate"
  case minimum = "min"
  case median
  case mean
  case maximum = "max"
  case deviation = "sd"
  case top = "most frequent"

  /// The figures in the order of the table; the least telling come last where there is little room.
  static func all(width: Int) -> [ColumnFigure] {
    var figures = allCases
    var late: [ColumnFigure] = []
    if width < 66 { late.append(.kind) }
    if width < 84 { late.append(.distinct) }
    figures.removeAll { late.contains($0) }
    return figures + late
  }

  /// Its place among all figures, by which it is selected.
  var index: Int { ColumnFigure.allCases.firstIndex(of: self) ?? 0 }

  /// One sentence on the figure, for the status line.
  var sentence: String {
    switch self {
    case .name: "The columns of the file."
    case .kind: "What a column holds: numbers, flags, words of few kinds, dates, or text."
    case .role: "What a column is for."
    case .missing: "The share of the rows without a value."
    case .distinct: "How many values differ."
    case .spread: "How rows spread over the values; sorted by how uneven that is."
    case .rate: "The target's rate along the values; sorted by how far it moves."
    case .minimum: "The least value."
    case .median: "The value in the middle."
    case .mean: "The average; of a flag the share of the second value."
    case .maximum: "The greatest value."
    case .deviation: "The standard deviation."
    case .top: "The most frequent value, and its share of the rows."
    }
  }

  /// The figure as a number to sort by; `nil` where there is none, which comes last.
  func number(_ profile: ColumnProfile, in data: OpenedData) -> Double? {
    switch self {
    case .name, .kind, .role: nil
    case .missing: profile.missingShare
    case .distinct: Double(profile.distinctCount)
    case .spread: ColumnFigure.unevenness(of: profile)
    case .rate: ColumnFigure.movement(of: profile, in: data)
    case .minimum: statistics(profile)?.minimum
    case .median: statistics(profile)?.median
    case .mean: profile.kind == .date ? nil : profile.statistics?.mean
    case .maximum: statistics(profile)?.maximum
    case .deviation: statistics(profile)?.standardDeviation
    case .top: profile.mostFrequent.first.map { Double($0.count) }
    }
  }

  /// The figure as words to sort by; empty for numbers.
  func words(_ profile: ColumnProfile, in data: OpenedData) -> String {
    switch self {
    case .name: profile.name.lowercased()
    case .kind: profile.kind.rawValue
    case .role: DataWords.role(of: profile.name, in: data).word
    default: ""
    }
  }

  /// The number as it stands in the table; empty where there is none.
  func text(_ profile: ColumnProfile) -> String {
    switch self {
    case .minimum, .median, .maximum, .deviation:
      return statistics(profile).map { numbers in
        let value =
          switch self {
          case .minimum: numbers.minimum
          case .median: numbers.median
          case .maximum: numbers.maximum
          default: numbers.standardDeviation
          }
        return NumberText.short(value)
      } ?? ""
    case .mean:
      guard let mean = number(profile), profile.kind != .date else { return "" }
      return profile.kind == .flag
        ? NumberText.percent(mean, digits: 1) : NumberText.short(mean)
    case .top:
      guard let top = profile.mostFrequent.first, profile.count > 0 else { return "" }
      let share = Double(top.count) / Double(profile.count)
      return "\(NumberText.percent(share)) \(top.value)"
    default: return ""
    }
  }

  private func number(_ profile: ColumnProfile) -> Double? { profile.statistics?.mean }

  /// Of flags the ends say nothing, and of dates days since 1970.
  private func statistics(_ profile: ColumnProfile) -> ColumnProfile.Statistics? {
    profile.kind == .number ? profile.statistics : nil
  }

  /// The share of the fullest bin.
  private static func unevenness(of profile: ColumnProfile) -> Double? {
    guard let most = profile.bins.map(\.count).max(), profile.count > 0 else { return nil }
    return Double(most) / Double(profile.count)
  }

  /// How far the target's rate moves over bins of some size; `nil` for the target itself.
  private static func movement(of profile: ColumnProfile, in data: OpenedData) -> Double? {
    guard profile.name != data.dataset.roles.target else { return nil }
    let rates = (profile.bins + [profile.missingBin].compactMap(\.self))
      .filter { $0.labelledCount >= 30 }.compactMap(\.positiveRate)
    guard let low = rates.min(), let high = rates.max() else { return nil }
    return high - low
  }
}
