/// How much a finding asks for.
public enum DriftSeverity: String, Sendable, Codable, CaseIterable, Comparable {
  /// Nothing beyond chance.
  case none
  /// Beyond chance, and too small to matter.
  case notice
  /// Large enough to look at.
  case warning
  /// Large enough to doubt the scores.
  case alarm

  /// Less asks for less.
  public static func < (first: DriftSeverity, second: DriftSeverity) -> Bool {
    first.rank < second.rank
  }

  private var rank: Int { DriftSeverity.allCases.firstIndex(of: self) ?? 0 }
}
