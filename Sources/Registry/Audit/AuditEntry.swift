import Foundation

/// One line of the audit log: who did what, and when.
public struct AuditEntry: Sendable, Codable, Equatable {
  /// Its number, from 1 without gaps.
  public let sequence: Int
  /// When it was written, as `2026-03-31T14:15:02.118Z`.
  public let at: String
  /// Who did it, as user@host.
  public let who: String
  /// What was done.
  public let action: String
  /// To what: a run, or a model as run/name.
  public let subject: String
  /// More of it, as JSON with sorted keys.
  public let detail: String
  /// The hash of the entry before it; empty for the first.
  public let previous: String
  /// The SHA-256 of everything above.
  public let hash: String

  /// The stage that a model was given; `nil` for other actions.
  public var stage: Stage? {
    guard action == Action.staged.rawValue else { return nil }
    return (try? JSONDecoder().decode(AuditDetail.self, from: Data(detail.utf8)))?.to
  }

  /// What can be done.
  enum Action: String {
    case registered, staged, pruned
  }

  /// The hash that the entry ought to have: over each field with its length before it.
  var expectedHash: String {
    var bytes = CanonicalBytes(of: "offerscope audit 1")
    bytes.add(sequence)
    for field in [at, who, action, subject, detail, previous] { bytes.add(field) }
    return bytes.digest
  }
}

/// What an entry says beyond its action.
struct AuditDetail: Codable, Equatable {
  /// Of a registered run: a digest of all its rows but the stages.
  var digest: String?
  /// Of a registered run: the content of its models by name.
  var models: [String: String]?
  /// Of a stage: what it was.
  var from: Stage?
  /// Of a stage: what it is now.
  var to: Stage?
}
