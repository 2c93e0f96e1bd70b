/// What looking through a registry came to.
public struct AuditReport: Sendable, Codable, Equatable {
  /// How many entries the audit log has.
  public let entries: Int
  /// How many runs there are.
  public let runs: Int
  /// How many model files were read and held against their names.
  public let files: Int
  /// The hash of the last entry; who notes it elsewhere can tell later whether the log was written anew.
  public let head: String
  /// The number of the first entry that is not what was written; `nil` if the chain holds.
  public let firstBrokenEntry: Int?
  /// What is wrong, one sentence each, the log first.
  public let findings: [String]

  /// Whether nothing is wrong.
  public var isIntact: Bool { findings.isEmpty }
}
