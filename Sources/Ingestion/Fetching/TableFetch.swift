import Foundation

/// Makes a file that our readers read of a table that lies elsewhere or otherwise.
public struct TableFetch: Sendable {
  /// Where the table lies.
  public let source: TableSource

  /// What a fetch leaves behind.
  public struct Fetched: Sendable, Equatable {
    /// A CSV or Parquet file.
    public var path: String
    /// What is not as it was, one sentence each.
    public var notes: [String]
  }

  /// Variables that hold passwords and keys, besides those of our own environment.
  private let environment: [String: String]

  /// Makes a fetch.
  ///
  /// - Parameter environment: variables for the database's or store's library, such as `PGPASSWORD`,
  ///   besides those that the program itself was started with.
  public init(_ source: TableSource, environment: [String: String] = [:]) {
    self.source = source
    self.environment = environment
  }

  /// Writes the file into a folder, on the calling thread, which waits for child processes: call it from
  /// the main one or one of your own.
  ///
  /// Rows keep the order that they have; those of several files follow each other by name.
  ///
  /// - Throws: ``IngestionError`` with what is wrong with the files, the database or the engine.
  public func write(into folder: String, control: IngestionControl = .init()) throws -> Fetched {
    switch source {
    case .files(let paths): return try files(paths, into: folder, control)
    case .postgres(let query):
      let engine = try engine("a database is asked through DuckDB")
      let opening = """
        \(try engine.loading("postgres_scanner", control: control))
        ATTACH \(engine.literal(query.connection)) AS source (TYPE postgres, READ_ONLY);
        """
      let scan = "postgres_query('source', \(engine.literal(query.statement)))"
      do {
        var fetched = try converted(engine, opening, scan, into: folder, control)
        if !query.isOrdered {
          fetched.notes.append(
            "The query has no ORDER BY, so its rows may come in another order next time.")
        }
        return fetched
      } catch let error as IngestionError where error.code == .failed {
        throw SourceFailure(title: query.title).words(error, of: query)
      }
    case .objects(let query):
      do {
        return try objects(query, into: folder, control)
      } catch let error as IngestionError where error.code == .failed || error.code == .badInput {
        throw SourceFailure(title: query.url).words(error, of: query)
      }
    }
  }

  // MARK: Files

  private func files(_ paths: [String], into folder: String, _ control: IngestionControl) throws
    -> Fetched
  {
    var plain: [String] = []
    var format: InputFormat?
    for (number, path) in paths.enumerated() {
      let packed = PackedFile(path)
      let name = packed?.plainName ?? (path as NSString).lastPathComponent
      // A file of an ending that says nothing is taken for CSV, as everywhere.
      let found = InputFormat.of(name)?.format ?? .csv
      guard format == nil || format == found else {
        throw IngestionError(
          .badInput,
          "\(path): is of another format than the files before it; one table is of one format.")
      }
      format = found
      if let packed {
        let unpacked = "\(folder)/\(number)-\(name)"
        try packed.unpack(to: unpacked, control: control)
        plain.append(unpacked)
      } else {
        plain.append(path)
      }
    }
    guard let format else {
      throw IngestionError(.badInput, "There are no files of a table.")
    }
    if format == .csv, plain.count == 1 { return Fetched(path: plain[0], notes: []) }
    let engine = try engine(
      format == .csv
        ? "several files are put together by DuckDB"
        : "\(format == .json ? "JSON" : "such Parquet") is read through DuckDB")
    let list = "[\(plain.map { engine.literal($0) }.joined(separator: ", "))]"
    do {
      switch format {
      case .csv: return try joined(engine, list, count: plain.count, into: folder, control)
      case .parquet:
        return try converted(engine, "", "read_parquet(\(list))", into: folder, control)
      case .json:
        return try converted(
          engine, "", "read_json(\(list), maximum_depth = 2, format = 'auto')", into: folder,
          control)
      }
    } catch let error as IngestionError where error.code == .failed {
      throw SourceFailure(title: source.title).words(error)
    }
  }

  /// Several CSV files as one, its cells as they were.
  private func joined(
    _ engine: DuckDBEngine, _ list: String, count: Int, into folder: String,
    _ control: IngestionControl
  ) throws -> Fetched {
    let scan =
      "read_csv(\(list), header = true, all_varchar = true, quote = '\"', escape = '\"', "
      + "max_line_size = 16777216)"
    let path = "\(folder)/rows.csv"
    try run(
      engine, "COPY (SELECT * FROM \(scan)) TO \(engine.literal(path)) (FORMAT csv, HEADER);",
      into: folder, control)
    return Fetched(path: path, notes: ["\(count) files follow each other, by name."])
  }

  // MARK: Stores

  private func objects(_ query: ObjectQuery, into folder: String, _ control: IngestionControl)
    throws -> Fetched
  {
    let engine = try engine("an S3-compatible store is read through DuckDB")
    let style = query.hasBucketInPath ? "path" : "vhost"
    var opening = [
      try engine.loading("httpfs", control: control), "SET s3_url_style = '\(style)';",
      "SET s3_use_ssl = \(query.isSecure);",
    ]
    if let endpoint = query.endpoint {
      opening.append("SET s3_endpoint = \(engine.literal(endpoint));")
    }
    if let region = query.region { opening.append("SET s3_region = \(engine.literal(region));") }
    let text = opening.joined(separator: "\n")
    let name = (query.url as NSString).lastPathComponent
    let place = engine.literal(query.url)
    switch InputFormat.of(name)?.format {
    case .parquet:
      return try converted(engine, text, "read_parquet(\(place))", into: folder, control)
    case .json:
      return try converted(
        engine, text, "read_json(\(place), maximum_depth = 2, format = 'auto')", into: folder,
        control)
    case .csv:
      let path = "\(folder)/rows.csv"
      let scan =
        "read_csv(\(place), header = true, all_varchar = true, quote = '\"', escape = '\"', "
        + "max_line_size = 16777216)"
      try run(
        engine,
        "\(text)\nCOPY (SELECT * FROM \(scan)) TO \(engine.literal(path)) (FORMAT csv, HEADER);",
        into: folder, control)
      return Fetched(path: path, notes: [])
    case nil:
      throw IngestionError(
        .badInput,
        "\(query.url): is named as no table; it ends in .csv, .parquet or .jsonl, or those and .gz or .zst."
      )
    }
  }

  // MARK: The engine

  private func engine(_ why: String) throws -> DuckDBEngine {
    do {
      var engine = try DuckDBEngine()
      engine.extraEnvironment = environment
      return engine
    } catch {
      throw IngestionError(.missingEngine, "\(source.title): \(why). \(error.message)")
    }
  }

  /// Rows of a query as a Parquet file of types that are read here.
  private func converted(
    _ engine: DuckDBEngine, _ opening: String, _ scan: String, into folder: String,
    _ control: IngestionControl
  ) throws -> Fetched {
    let lines = try run(
      engine,
      "\(opening)\nSELECT '@@column|' || column_type || '|' || column_name FROM (DESCRIBE SELECT * FROM \(scan));",
      into: folder, control)
    let raw = lines.compactMap(engine.described).map {
      InputSchema.Raw(name: $0.name, type: $0.type)
    }
    let columns = ReadableColumns(raw)
    let selection = columns.selection(engine)
    guard !selection.isEmpty else {
      throw IngestionError(.badInput, "\(source.title): has no columns that can be read.")
    }
    let path = "\(folder)/rows.parquet"
    try run(
      engine,
      "\(opening)\nCOPY (SELECT \(selection) FROM \(scan)) TO \(engine.literal(path)) "
        + "(FORMAT parquet, COMPRESSION snappy, PARQUET_VERSION V1);",
      into: folder, control)
    return Fetched(path: path, notes: columns.notes)
  }

  @discardableResult
  private func run(
    _ engine: DuckDBEngine, _ script: String, into folder: String, _ control: IngestionControl
  ) throws -> [String] {
    let lines = Lines()
    let memory = Int(Double(ProcessInfo.processInfo.physicalMemory) * 0.4) / 1_000_000
    try engine.run(
      [EngineStep(id: "fetch", title: source.title, output: nil) { _ in script }],
      settings: EngineSettings(
        memory: "\(memory)MB", threads: ProcessInfo.processInfo.activeProcessorCount,
        scratch: folder),
      control: control, began: { _ in }, finished: { _, found in found.forEach(lines.add) })
    return lines.all
  }
}

extension PostgresQuery {
  /// The query without the semicolon that a person may end it with.
  fileprivate var statement: String {
    var text = query.trimmingCharacters(in: .whitespacesAndNewlines)
    while text.hasSuffix(";") { text = String(text.dropLast()) }
    return text
  }
}
