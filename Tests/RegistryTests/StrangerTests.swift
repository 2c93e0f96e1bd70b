import Foundation
import Registry
import Testing

/// Databases that were made or changed by another hand.
@Suite struct StrangerTests {
  private func message(_ body: () throws -> Void) -> String {
    do {
      try body()
      return "nothing was wrong"
    } catch let error as RegistryError {
      return error.message
    } catch {
      return "no sentence: \(error)"
    }
  }

  @Test func `each kind of foreign database has its sentence`() throws {
    let none = try Artifacts()
    #expect(
      message { _ = try RunRegistry(reading: none.folder) }.contains("no run is registered"))

    let text = try Artifacts()
    try Data(
      "this is no database, and longer than a header of one hundred bytes would be, to be sure."
        .utf8
    ).write(to: URL(fileURLWithPath: text.paths.database))
    #expect(message { _ = try RunRegistry(reading: text.folder) }.contains("no SQLite database"))
    #expect(message { _ = try RunRegistry(writing: text.folder) }.contains("no SQLite database"))

    let other = try Artifacts()
    try other.tamper("CREATE TABLE songs (title)")
    let before = try Data(contentsOf: URL(fileURLWithPath: other.paths.database))
    #expect(message { _ = try RunRegistry(writing: other.folder) }.contains("another program"))
    #expect(try Data(contentsOf: URL(fileURLWithPath: other.paths.database)) == before)

    let newer = try Artifacts()
    try newer.register()
    try newer.tamper("INSERT INTO grdb_migrations VALUES ('9 things to come')")
    #expect(message { _ = try RunRegistry(reading: newer.folder) }.contains("newer OfferScope"))
    #expect(message { _ = try RunRegistry(writing: newer.folder) }.contains("newer OfferScope"))

    let poor = try Artifacts()
    try poor.register()
    try poor.tamper("DROP TABLE metrics")
    #expect(
      message { _ = try RunRegistry(reading: poor.folder) }.contains("lacks the table metrics"))

    let bent = try Artifacts()
    try bent.register()
    try bent.tamper("ALTER TABLE runs RENAME COLUMN split TO parts")
    #expect(
      message { _ = try RunRegistry(reading: bent.folder).runs() }.contains(
        "split in the table runs"))
  }

  @Test func `a name in the database is no way out of the folder`() throws {
    let artifacts = try Artifacts()
    try artifacts.register(["boosted": "trees"])
    try artifacts.tamper(
      "DROP TRIGGER models_change_their_stage_only; UPDATE models SET sha256 = '../../etc/passwd'")
    #expect(
      message { _ = try RunRegistry(reading: artifacts.folder).runs() }.contains(
        "sha256 in the table"))
  }

  @Test(arguments: [
    "UPDATE audit SET who = 'bob@desk' WHERE sequence = 2", "DELETE FROM audit WHERE sequence = 3",
    "UPDATE runs SET seed = '8'", "UPDATE metrics SET value = 1", "UPDATE settings SET value = ''",
    "UPDATE models SET sha256 = dataset",
    "INSERT INTO audit SELECT sequence + 9, at, who, action, subject, detail, previous, hash FROM audit",
  ])
  func `the database itself refuses changes`(sql: String) throws {
    let artifacts = try Artifacts()
    for _ in 0..<3 { try artifacts.register() }
    #expect(throws: Artifacts.Refused.self) { try artifacts.tamper(sql) }
    #expect(try artifacts.registry().verify().isIntact)
  }

  /// A change by somebody who takes the rules away first, and the first broken entry.
  static let forgeries: [(sql: String, entry: Int?)] = [
    ("UPDATE audit SET who = 'bob@desk' WHERE sequence = 2", 2),
    ("UPDATE audit SET detail = '{}' WHERE sequence = 1", 1),
    ("DELETE FROM audit WHERE sequence = 3", 3), ("DELETE FROM audit WHERE sequence = 5", 5),
    ("DELETE FROM audit", 1),
    (
      """
      UPDATE audit SET sequence = 9 WHERE sequence = 2; UPDATE audit SET sequence = 2 WHERE sequence = 3;
      UPDATE audit SET sequence = 3 WHERE sequence = 9
      """, 2
    ),
    (
      """
      INSERT INTO audit VALUES (6, '2026-01-01T00:00:00.000Z', 'bob@desk', 'pruned', 'x', '{}',
      (SELECT hash FROM audit_head), '')
      """, 6
    ),
    (
      """
      INSERT INTO audit SELECT 6, at, who, action, subject, detail, (SELECT hash FROM audit_head), hash
      FROM audit WHERE sequence = 4
      """, 6
    ),
    ("UPDATE audit_head SET sequence = 4", 5), ("UPDATE metrics SET value = 1", nil),
    ("UPDATE runs SET fingerprint = 'f'", nil), ("DELETE FROM settings", nil),
    ("UPDATE models SET stage = 'retired'", nil),
    ("PRAGMA foreign_keys = 1; DELETE FROM runs WHERE id = (SELECT min(id) FROM runs)", nil),
    (
      """
      INSERT INTO runs SELECT '20200101-000000-abcdef', kind, registered_at, who, dataset, data_path, rows,
      features, positives, target, fingerprint, split, seed, program, command, seconds FROM runs LIMIT 1
      """, nil
    ),
    ("SELECT 1", nil),
  ]

  @Test(arguments: forgeries.indices)
  func `looking through finds a forgery and says where`(index: Int) throws {
    let forgery = Self.forgeries[index]
    let artifacts = try Artifacts()
    for seed in 0..<4 { try artifacts.register(seed: UInt64(seed)) }
    _ = try artifacts.registry().promote("latest/boosted", to: .champion)
    let names = [
      "audit_is_not_changed", "audit_is_not_shortened", "audit_is_appended_to",
      "audit_head_is_kept",
      "runs_are_not_changed", "settings_are_not_changed", "leaderboard_is_not_changed",
      "metrics_are_not_changed", "models_change_their_stage_only",
    ]
    try artifacts.tamper(
      names.map { "DROP TRIGGER \($0);" }.joined() + forgery.sql)
    let report = try RunRegistry(reading: artifacts.folder).verify()
    #expect(report.firstBrokenEntry == forgery.entry)
    // The missing rules are one finding; a forgery is another.
    #expect(report.findings.count >= (forgery.sql == "SELECT 1" ? 1 : 2))
  }
}
