import Foundation
import GRDB

/// Writes and reads the audit log.
enum AuditLog {
  static func append(
    _ action: AuditEntry.Action, _ subject: String, _ detail: AuditDetail, at: String, who: String,
    to database: Database
  ) throws {
    let head = try head(in: database)
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    let text = String(decoding: try encoder.encode(detail), as: UTF8.self)
    let unsealed = AuditEntry(
      sequence: head.sequence + 1, at: at, who: who, action: action.rawValue, subject: subject,
      detail: text, previous: head.hash, hash: "")
    try database.execute(
      sql: "INSERT INTO audit VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
      arguments: [
        unsealed.sequence, at, who, action.rawValue, subject, text, head.hash,
        unsealed.expectedHash,
      ])
  }

  /// All entries by number.
  static func entries(in database: Database) throws -> [AuditEntry] {
    try Row.fetchAll(database, sql: "SELECT * FROM audit ORDER BY sequence").map {
      let row = RowFields($0, of: "audit")
      return AuditEntry(
        sequence: try row.integer("sequence"), at: try row.text("at"), who: try row.text("who"),
        action: try row.text("action"), subject: try row.text("subject"),
        detail: try row.text("detail"), previous: try row.text("previous"),
        hash: try row.text("hash"))
    }
  }

  /// Where the log ends, by its own account.
  static func head(in database: Database) throws -> (sequence: Int, hash: String) {
    guard let row = try Row.fetchOne(database, sql: "SELECT * FROM audit_head") else {
      throw RegistryError(
        .untrusted,
        "offerscope.sqlite: the end of the audit log is not there, so somebody has changed it; restore a "
          + "copy of the database.")
    }
    let fields = RowFields(row, of: "audit_head")
    return (try fields.integer("sequence"), try fields.text("hash"))
  }
}
