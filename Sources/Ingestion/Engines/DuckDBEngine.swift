import Foundation

/// DuckDB's command line: one process a step, on this machine.
struct DuckDBEngine: IngestionEngine {
  /// The program.
  let executable: String
  /// What the program's environment has besides ours, such as a password.
  var extraEnvironment: [String: String] = [:]
  /// The name in options and files.
  var name: String { "duckdb" }
  /// The name in sentences.
  var title: String { "DuckDB" }
  /// It spills, but buckets are faster and need less.
  var needsBuckets: Bool { true }

  /// Finds the program: `OFFERSCOPE_DUCKDB`, then the path, then what `.ci/setup --etl` installed.
  ///
  /// - Throws: ``IngestionError`` with how to install it.
  init(environment: [String: String] = ProcessInfo.processInfo.environment)
    throws(IngestionError)
  {
    guard
      let found = ProgramSearch.find(
        "duckdb", variable: "OFFERSCOPE_DUCKDB", environment: environment)
    else {
      if let said = environment["OFFERSCOPE_DUCKDB"], !said.isEmpty {
        throw IngestionError(
          .missingEngine,
          "OFFERSCOPE_DUCKDB: \(said) is no program; set it to DuckDB's command line, or unset it.")
      }
      throw IngestionError(
        .missingEngine,
        "DuckDB is not installed; install it with “bash .ci/setup --etl” in the checkout, “brew install "
          + "duckdb” on a Mac, or “pip install duckdb-cli”, or say where it is with OFFERSCOPE_DUCKDB."
      )
    }
    executable = found
  }

  /// The version that the program prints.
  func version(control: IngestionControl) throws -> String {
    let lines = Lines()
    let result = try EngineProcess(executable: executable, arguments: ["--version"])
      .run(control: control) { lines.add($0) }
    guard result.exitCode == 0, let version = lines.all.first else {
      throw IngestionError(
        .failed, "\(executable) does not start: \(result.errors.last ?? "it says nothing").")
    }
    return version
  }

  /// Statements that load an extension: the file that pip put beside the program, or what DuckDB finds.
  ///
  /// - Throws: ``IngestionError`` with how to get it.
  func loading(_ name: String, control: IngestionControl) throws -> String {
    let version = try version(control: control).prefix { $0 != " " }
    let packages = URL(fileURLWithPath: executable).resolvingSymlinksInPath()
      .deletingLastPathComponent().deletingLastPathComponent().path
    var places = ["\(packages)/duckdb_extension_\(name)/extensions/\(version)"]
    let official = "\(packages)/.duckdb_extensions/\(version)"
    let own = NSHomeDirectory() + "/.duckdb/extensions/\(version)"
    for folder in [official, own] {
      let platforms = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
      places += platforms.sorted().map { "\(folder)/\($0)" }
    }
    let files = places.map { "\($0)/\(name).duckdb_extension" }
    guard let file = files.first(where: { FileManager.default.fileExists(atPath: $0) }) else {
      throw IngestionError(
        .missingEngine,
        "DuckDB \(version) lacks its extension \(name); “bash .ci/setup --etl” in the checkout brings it, "
          + "or let DuckDB fetch it: \(executable) -c \"INSTALL \(name)\".")
    }
    return "LOAD \(literal(file));"
  }

  /// A text literal.
  func literal(_ text: String) -> String { "'\(text.replacing("'", with: "''"))'" }
  /// A column's name.
  func quoted(_ name: String) -> String { "\"\(name.replacing("\"", with: "\"\""))\"" }

  /// Files are read by functions, which need nothing before.
  func opening(_ files: InputFiles) -> String { "" }

  /// `read_csv` and its like over a list of files.
  func scan(_ files: InputFiles) -> String {
    let list = "[\(files.paths.map { literal($0) }.joined(separator: ", "))]"
    switch files.format {
    case .csv:
      return "read_csv(\(list), header = true, all_varchar = true, quote = '\"', escape = '\"', "
        + "store_rejects = true, rejects_limit = 100000, max_line_size = 16777216)"
    case .parquet: return "read_parquet(\(list))"
    case .json: return "read_json(\(list), format = 'newline_delimited', maximum_depth = 2)"
    }
  }

  /// One line a column.
  func describing(_ files: InputFiles) -> String {
    "SELECT '@@column|' || column_type || '|' || column_name FROM "
      + "(DESCRIBE SELECT * FROM \(scan(files)));"
  }

  /// The column of such a line.
  func described(_ line: String) -> (name: String, type: String)? {
    guard let line = EngineLine(line), line.kind == "column", line.fields.count >= 2 else {
      return nil
    }
    return (line.fields.dropFirst().joined(separator: "|"), line.fields[0])
  }

  /// A match of the whole text.
  func matches(_ text: String, _ pattern: String) -> String {
    "regexp_full_match(\(text), \(literal(pattern)))"
  }

  /// NULL for days that no month has.
  func microseconds(ofText text: String) -> String {
    "epoch_us(TRY_CAST(\(text) AS TIMESTAMP))"
  }

  /// Of a TIMESTAMP, with or without zone, or a DATE.
  func microseconds(ofTime column: String) -> String {
    "epoch_us(CAST(\(column) AS TIMESTAMP))"
  }

  /// Rows keep their order, and so a window without one counts them.
  func rowNumber(in files: InputFiles) -> String { "row_number() OVER ()" }
  /// A path that is there is taken as it is, whatever is in it.
  func check(_ files: InputFiles) {}

  /// A TIMESTAMP.
  func time(ofMicroseconds column: String) -> String { "make_timestamp(\(column))" }

  /// By DuckDB's own hash.
  func bucket(_ key: String, count: Int) -> String {
    "CAST(hash(\(key)) % \(count) AS INTEGER)"
  }

  /// One file, or one folder a bucket.
  func write(_ query: String, toFolder folder: String, bucketed: Bool) -> String {
    bucketed
      ? "COPY (\(query)) TO \(literal(folder)) (FORMAT parquet, COMPRESSION snappy, "
        + "PARTITION_BY (bucket));"
      : "COPY (\(query)) TO \(literal("\(folder)/all.parquet")) (FORMAT parquet, COMPRESSION snappy);"
  }

  /// What the reader of CSV set aside.
  func malformed(_ input: String, _ files: InputFiles) -> String? {
    guard files.format == .csv else { return nil }
    return
      "SELECT '@@malformed|\(input)|' || count(DISTINCT line) || '|line ' || min(line) || ': ' "
      + "|| replace(arg_min(error_message, line), chr(10), ' ') FROM reject_errors HAVING count(*) > 0;"
  }

  /// The files of a folder.
  func read(folder: String, bucket: Int?) -> String? {
    var place = folder
    if let bucket {
      let single = "\(folder)/bucket=\(bucket)"
      if FileManager.default.fileExists(atPath: single) {
        place = single
      } else if !FileManager.default.fileExists(atPath: "\(folder)/all.parquet") {
        return nil
      }
    }
    return "read_parquet(\(literal("\(place)/**/*.parquet")), hive_partitioning = false)"
  }

  /// The one file.
  func readTable(_ path: String) -> String { "read_parquet(\(literal(path)))" }

  /// By stretches of the first column, since sorting wide rows does not spill.
  func inOrder(_ rows: String, by columns: [String], pieces: Int, folder: String)
    -> (statements: String, source: String)?
  {
    guard pieces > 1, let first = columns.first.map(quoted) else { return nil }
    let order = columns.map { "\(quoted($0)) NULLS FIRST" }.joined(separator: ", ")
    let cuts = "getvariable('cuts')"
    let shares = (1..<pieces).map { "\(Double($0) / Double(pieces))" }.joined(separator: ", ")
    let files = (0..<pieces).map { literal("\(folder)/\($0).parquet") }
    let copies = files.enumerated().map { piece, file in
      let above = piece == 0 ? "true" : "\(first) > \(cuts)[\(piece)]"
      let below = piece == pieces - 1 ? "true" : "\(first) <= \(cuts)[\(piece + 1)]"
      let missing = piece == 0 ? " OR \(first) IS NULL" : ""
      return "COPY (SELECT * FROM \(rows) WHERE \(above) AND \(below)\(missing) ORDER BY \(order)) "
        + "TO \(file) (FORMAT parquet, COMPRESSION snappy);"
    }
    // Without any value the cuts are NULL, and so is every comparison: the first piece has all rows.
    let variable =
      "SET VARIABLE cuts = (SELECT quantile_disc(\(first), [\(shares)]) FROM \(rows));"
    return (
      ([variable] + copies).joined(separator: "\n"),
      "read_parquet([\(files.joined(separator: ", "))])"
    )
  }

  /// Each step is a process that writes aside; its output is renamed when it ended well.
  func run(
    _ steps: [EngineStep], settings: EngineSettings, control: IngestionControl,
    began: @escaping @Sendable (EngineStep) -> Void,
    finished: @escaping @Sendable (EngineStep, [String]) throws -> Void
  ) throws {
    for step in steps {
      try control.check()
      began(step)
      let part = "\(settings.scratch)/\(step.id).part-\(UUID().uuidString)"
      defer { try? FileManager.default.removeItem(atPath: part) }
      if step.output?.hasSuffix(".parquet") == false {
        try Folders.make(part)
      }
      let script = """
        .mode list
        .headers off
        SET TimeZone = 'UTC';
        SET threads = \(settings.threads);
        SET memory_limit = \(literal(settings.memory));
        SET temp_directory = \(literal("\(settings.scratch)/spill"));
        SET enable_progress_bar = false;
        \(try step.script(part))
        """
      let file = "\(settings.scratch)/\(step.id).sql"
      try Folders.write(script, to: file)
      let lines = Lines()
      let result = try EngineProcess(
        executable: executable, arguments: ["-init", "/dev/null", "-bail", "-f", file],
        environment: extraEnvironment
      ).run(control: control) { lines.add($0) }
      guard result.exitCode == 0 else {
        throw failure(step, result)
      }
      if let output = step.output { try Folders.place(part, at: output) }
      try finished(step, lines.all)
    }
  }

  private func failure(_ step: EngineStep, _ result: EngineProcess.Result) -> IngestionError {
    let said = result.errors.joined(separator: " ")
    if said.contains("No space left on device") {
      return IngestionError(
        .failed,
        "\(step.title): the disk is full; free some space or choose another --out, and run the same "
          + "command again: what is finished is kept.")
    }
    if said.contains("Out of Memory Error") {
      return IngestionError(
        .failed,
        "\(step.title): does not fit into the memory that DuckDB may use; give more with --memory, or "
          + "divide the work with a larger --buckets.")
    }
    if result.exitCode == 137 {
      return IngestionError(
        .failed,
        "\(step.title): DuckDB was killed, perhaps for want of memory; lower --memory or raise "
          + "--buckets, and run the same command again: what is finished is kept.")
    }
    if said.contains("Error when sniffing file") || said.contains("Invalid unicode") {
      let file = said.firstMatch(of: #/file "([^"]*)"/#).map { "\($0.output.1): " } ?? ""
      return IngestionError(
        .badInput,
        "\(file)is no CSV file in UTF-8 with a line of names; look at it and write it anew.")
    }
    // What it was asked comes first and what is wrong with it last.
    let shown = said.count <= 600 ? said : "\(said.prefix(200)) … \(said.suffix(400))"
    let words = said.isEmpty ? "ended with code \(result.exitCode)" : shown
    return IngestionError(.failed, "\(step.title): DuckDB: \(words)")
  }
}
