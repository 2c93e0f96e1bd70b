import GRDB

/// The tables of the registry, as they came to be.
enum RegistryMigrations {
  /// What says that a database is a registry: `OFSC` as a number.
  static let applicationID = 0x4F46_5343
  /// The tables that must be there.
  static let tables = [
    "runs", "settings", "leaderboard", "metrics", "models", "audit", "audit_head",
  ]
  /// What keeps the audit log and the runs from being changed.
  static let triggers = [
    "audit_is_not_changed", "audit_is_not_shortened", "audit_is_appended_to",
    "audit_moves_its_head",
    "audit_head_is_kept", "runs_are_not_changed", "settings_are_not_changed",
    "leaderboard_is_not_changed", "metrics_are_not_changed", "models_change_their_stage_only",
  ]

  static var migrator: DatabaseMigrator {
    var migrator = DatabaseMigrator()
    migrator.registerMigration("1 runs, models, audit") { database in
      try database.execute(sql: runTables)
      try database.execute(sql: auditTables)
      try database.execute(sql: "PRAGMA application_id = \(applicationID)")
    }
    return migrator
  }

  private static let runTables = """
    CREATE TABLE runs (
      id TEXT NOT NULL PRIMARY KEY, kind TEXT NOT NULL, registered_at TEXT NOT NULL,
      who TEXT NOT NULL, dataset TEXT NOT NULL, data_path TEXT NOT NULL, rows INTEGER NOT NULL,
      features INTEGER NOT NULL, positives INTEGER, target TEXT NOT NULL,
      fingerprint TEXT NOT NULL, split TEXT NOT NULL, seed TEXT NOT NULL, program TEXT NOT NULL,
      command TEXT NOT NULL, seconds REAL NOT NULL
    ) STRICT;
    CREATE TABLE settings (
      run TEXT NOT NULL REFERENCES runs(id) ON DELETE CASCADE, place INTEGER NOT NULL,
      model TEXT NOT NULL, name TEXT NOT NULL, value TEXT NOT NULL, PRIMARY KEY (run, place)
    ) STRICT;
    CREATE TABLE leaderboard (
      run TEXT NOT NULL REFERENCES runs(id) ON DELETE CASCADE, place INTEGER NOT NULL,
      model TEXT NOT NULL, failure TEXT, threshold REAL, train_seconds REAL,
      PRIMARY KEY (run, model)
    ) STRICT;
    CREATE TABLE metrics (
      run TEXT NOT NULL, model TEXT NOT NULL, metric TEXT NOT NULL, value REAL NOT NULL,
      lower REAL, upper REAL, PRIMARY KEY (run, model, metric),
      FOREIGN KEY (run, model) REFERENCES leaderboard(run, model) ON DELETE CASCADE
    ) STRICT;
    CREATE TABLE models (
      run TEXT NOT NULL, name TEXT NOT NULL, dataset TEXT NOT NULL, sha256 TEXT NOT NULL,
      bytes INTEGER NOT NULL,
      stage TEXT NOT NULL CHECK (stage IN ('candidate', 'champion', 'retired')),
      PRIMARY KEY (run, name),
      FOREIGN KEY (run, name) REFERENCES leaderboard(run, model) ON DELETE CASCADE
    ) STRICT;
    CREATE INDEX models_by_content ON models(sha256);
    CREATE UNIQUE INDEX one_champion ON models(dataset) WHERE stage = 'champion';
    \(unchanged("runs", "runs_are_not_changed"))
    \(unchanged("settings", "settings_are_not_changed"))
    \(unchanged("leaderboard", "leaderboard_is_not_changed"))
    \(unchanged("metrics", "metrics_are_not_changed"))
    CREATE TRIGGER models_change_their_stage_only
      BEFORE UPDATE OF run, name, dataset, sha256, bytes ON models
      BEGIN SELECT RAISE(ABORT, 'a registered model changes its stage only'); END;
    """

  private static func unchanged(_ table: String, _ trigger: String) -> String {
    """
    CREATE TRIGGER \(trigger) BEFORE UPDATE ON \(table)
      BEGIN SELECT RAISE(ABORT, 'a registered run does not change'); END;
    """
  }

  private static let auditTables = """
    CREATE TABLE audit (
      sequence INTEGER NOT NULL PRIMARY KEY, at TEXT NOT NULL, who TEXT NOT NULL,
      action TEXT NOT NULL, subject TEXT NOT NULL, detail TEXT NOT NULL,
      previous TEXT NOT NULL, hash TEXT NOT NULL
    ) STRICT;
    CREATE TABLE audit_head (
      id INTEGER NOT NULL PRIMARY KEY CHECK (id = 1), sequence INTEGER NOT NULL, hash TEXT NOT NULL
    ) STRICT;
    INSERT INTO audit_head VALUES (1, 0, '');
    CREATE TRIGGER audit_is_not_changed BEFORE UPDATE ON audit
      BEGIN SELECT RAISE(ABORT, 'the audit log only grows'); END;
    CREATE TRIGGER audit_is_not_shortened BEFORE DELETE ON audit
      BEGIN SELECT RAISE(ABORT, 'the audit log only grows'); END;
    CREATE TRIGGER audit_is_appended_to BEFORE INSERT ON audit
      WHEN NEW.sequence IS NOT (SELECT sequence + 1 FROM audit_head)
        OR NEW.previous IS NOT (SELECT hash FROM audit_head) OR length(NEW.hash) IS NOT 64
      BEGIN SELECT RAISE(ABORT, 'an entry follows the last one'); END;
    CREATE TRIGGER audit_moves_its_head AFTER INSERT ON audit
      BEGIN UPDATE audit_head SET sequence = NEW.sequence, hash = NEW.hash; END;
    CREATE TRIGGER audit_head_is_kept BEFORE DELETE ON audit_head
      BEGIN SELECT RAISE(ABORT, 'the audit log only grows'); END;
    """
}
