import GRDB

/// Runs as rows, and rows as runs.
enum RunRows {
  static func insert(_ run: RegisteredRun, into database: Database) throws {
    let (description, data) = (run.description, run.description.data)
    try database.execute(
      sql: "INSERT INTO runs VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
      arguments: [
        run.id, description.kind.rawValue, run.registeredAt, run.who, data.name, data.path,
        data.rows, data.features, data.positives, data.target, data.fingerprint, description.split,
        String(description.seed), description.program, description.command, description.seconds,
      ])
    for (place, setting) in description.settings.enumerated() {
      try database.execute(
        sql: "INSERT INTO settings VALUES (?, ?, ?, ?, ?)",
        arguments: [run.id, place, setting.model, setting.name, setting.value])
    }
    for (place, result) in description.results.enumerated() {
      try database.execute(
        sql: "INSERT INTO leaderboard VALUES (?, ?, ?, ?, ?, ?)",
        arguments: [
          run.id, place, result.model, result.failure, result.threshold, result.trainSeconds,
        ])
      for (name, figure) in result.figures {
        try database.execute(
          sql: "INSERT INTO metrics VALUES (?, ?, ?, ?, ?, ?)",
          arguments: [run.id, result.model, name, figure.value, figure.lower, figure.upper])
      }
    }
    for model in run.models {
      try database.execute(
        sql: "INSERT INTO models VALUES (?, ?, ?, ?, ?, ?)",
        arguments: [
          model.run, model.name, model.dataset, model.sha256, model.bytes, model.stage.rawValue,
        ])
    }
  }

  /// All runs, newest first.
  static func all(in database: Database) throws -> [RegisteredRun] {
    try Row.fetchAll(database, sql: "SELECT * FROM runs ORDER BY registered_at DESC, id DESC").map {
      try run(RowFields($0, of: "runs"), in: database)
    }
  }

  static func run(_ id: String, in database: Database) throws -> RegisteredRun? {
    try Row.fetchOne(database, sql: "SELECT * FROM runs WHERE id = ?", arguments: [id]).map {
      try run(RowFields($0, of: "runs"), in: database)
    }
  }

  static func names(in database: Database) throws -> [String] {
    try Row.fetchAll(database, sql: "SELECT id FROM runs ORDER BY registered_at, id").map {
      try RowFields($0, of: "runs").text("id", where: RegisteredRun.isName)
    }
  }

  static func champions(in database: Database) throws -> [RegisteredModel] {
    try models(
      Row.fetchAll(database, sql: "SELECT * FROM models WHERE stage = 'champion' ORDER BY dataset"))
  }

  /// Whether a row names a place below the root.
  static func areNamed(_ place: String, in database: Database) throws -> Bool {
    if let sha256 = ArtifactPaths.sha256(inPlace: place) {
      return try Row.fetchOne(
        database, sql: "SELECT 1 FROM models WHERE sha256 = ?", arguments: [sha256]) != nil
    }
    return try Row.fetchOne(database, sql: "SELECT 1 FROM runs WHERE id = ?", arguments: [place])
      != nil
  }

  private static func run(_ row: RowFields, in database: Database) throws -> RegisteredRun {
    let id = try row.text("id", where: RegisteredRun.isName)
    let kind = try row.text("kind") { RunDescription.Kind(rawValue: $0) != nil }
    let seed = try row.text("seed") { UInt64($0) != nil }
    let results = try results(of: id, in: database)
    guard Set(results.map(\.model)).count == results.count else {
      throw RegistryError(
        .untrusted,
        "offerscope.sqlite: a model of the run \(id) comes twice in the table leaderboard, so somebody has "
          + "changed it; restore a copy of the database.")
    }
    return RegisteredRun(
      id: id, registeredAt: try row.text("registered_at"), who: try row.text("who"),
      description: RunDescription(
        kind: RunDescription.Kind(rawValue: kind) ?? .comparison,
        data: .init(
          name: try row.text("dataset"), path: try row.text("data_path"),
          rows: try row.integer("rows"), features: try row.integer("features"),
          positives: try row.optionalInteger("positives"), target: try row.text("target"),
          fingerprint: try row.text("fingerprint")),
        split: try row.text("split"), seed: UInt64(seed) ?? 0, program: try row.text("program"),
        command: try row.text("command"), seconds: try row.number("seconds"),
        settings: try settings(of: id, in: database), results: results),
      models: try models(
        Row.fetchAll(
          database, sql: "SELECT * FROM models WHERE run = ? ORDER BY name", arguments: [id])))
  }

  private static func settings(
    of run: String, in database: Database
  ) throws -> [RunDescription.Setting] {
    try Row.fetchAll(
      database, sql: "SELECT * FROM settings WHERE run = ? ORDER BY place", arguments: [run]
    ).map {
      let row = RowFields($0, of: "settings")
      return RunDescription.Setting(
        model: try row.text("model"), name: try row.text("name"), value: try row.text("value"))
    }
  }

  private static func results(
    of run: String, in database: Database
  ) throws -> [RunDescription.Result] {
    var figures: [String: [String: RunDescription.Figure]] = [:]
    for row in try Row.fetchAll(
      database, sql: "SELECT * FROM metrics WHERE run = ?", arguments: [run])
    {
      let row = RowFields(row, of: "metrics")
      figures[try row.text("model"), default: [:]][try row.text("metric")] = RunDescription.Figure(
        try row.number("value"), lower: try row.optionalNumber("lower"),
        upper: try row.optionalNumber("upper"))
    }
    return try Row.fetchAll(
      database, sql: "SELECT * FROM leaderboard WHERE run = ? ORDER BY place, model",
      arguments: [run]
    ).map {
      let row = RowFields($0, of: "leaderboard")
      let model = try row.text("model")
      return RunDescription.Result(
        model: model, failure: try row.optionalText("failure"),
        threshold: try row.optionalNumber("threshold"),
        trainSeconds: try row.optionalNumber("train_seconds"), figures: figures[model] ?? [:])
    }
  }

  private static func models(_ rows: [Row]) throws -> [RegisteredModel] {
    try rows.map {
      let row = RowFields($0, of: "models")
      let stage = try row.text("stage") { Stage(rawValue: $0) != nil }
      return RegisteredModel(
        run: try row.text("run", where: RegisteredRun.isName), name: try row.text("name"),
        dataset: try row.text("dataset"),
        sha256: try row.text("sha256", where: ContentName.isName),
        bytes: try row.integer("bytes"), stage: Stage(rawValue: stage) ?? .candidate)
    }
  }
}
