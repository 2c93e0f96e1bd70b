import Foundation
import Synchronization

/// Spark's `spark-sql`: one session for all steps, on this machine or a cluster.
struct SparkEngine: IngestionEngine {
  let executable: String
  var name: String { "spark" }
  var title: String { "Spark" }
  /// It divides the work by itself.
  var needsBuckets: Bool { false }

  /// Finds the program: `OFFERSCOPE_SPARK_SQL`, then the path.
  init(environment: [String: String] = ProcessInfo.processInfo.environment) throws {
    guard
      let found = ProgramSearch.find(
        "spark-sql", variable: "OFFERSCOPE_SPARK_SQL", environment: environment)
    else {
      throw IngestionError(
        .missingEngine,
        "Spark is not installed; install it with “pip install pyspark” (and Java 17), put the bin folder of an "
          + "installation on the path, or say where spark-sql is with OFFERSCOPE_SPARK_SQL.")
    }
    executable = found
  }

  /// The version that the installation's folder tells, without the seconds that a start takes.
  func version(control: IngestionControl) throws -> String {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: "\(home)/jars")) ?? []
    let pattern = #/spark-sql_[0-9.]+-([0-9]+(\.[0-9]+)*).*\.jar/#
    let version = names.lazy.compactMap { $0.wholeMatch(of: pattern)?.output.1 }.first
    return version.map { "Spark \($0)" } ?? "Spark"
  }

  /// The folder of the installation: above the program, or where pip puts it beside a Python.
  private var home: String {
    let program = URL(fileURLWithPath: executable)
    let above = { (url: URL) in url.deletingLastPathComponent().deletingLastPathComponent() }
    let places = [above(program), above(program.resolvingSymlinksInPath())]
    for place in places {
      let library = place.appendingPathComponent("lib").path
      let pythons = (try? FileManager.default.contentsOfDirectory(atPath: library)) ?? []
      let candidates =
        [place.path] + pythons.map { "\(library)/\($0)/site-packages/pyspark" }
        + pythons.map { "\(library)/\($0)/dist-packages/pyspark" }
      if let found = candidates.first(where: {
        FileManager.default.fileExists(atPath: "\($0)/jars")
      }) {
        return found
      }
    }
    return places[0].path
  }

  func literal(_ text: String) -> String {
    "'\(text.replacing("\\", with: "\\\\").replacing("'", with: "\\'"))'"
  }
  func quoted(_ name: String) -> String { "`\(name.replacing("`", with: "``"))`" }

  func scan(_ files: InputFiles) -> String {
    "raw_\(Self.viewName(files))"
  }

  /// A name for the view of raw files, which no other has.
  private static func viewName(_ files: InputFiles) -> String {
    var hash: UInt64 = 14_695_981_039_346_656_037
    for byte in files.paths.joined().utf8 { hash = (hash ^ UInt64(byte)) &* 1_099_511_628_211 }
    return String(hash, radix: 16)
  }

  /// Spark reads files of any kind through a view with options.
  func opening(_ files: InputFiles) -> String {
    // Spark takes one path here, so several files, which stand in one folder, are a pattern in braces.
    let names = files.paths.map { ($0 as NSString).lastPathComponent }
    let folder = (files.paths[0] as NSString).deletingLastPathComponent
    let path = names.count == 1 ? files.paths[0] : "\(folder)/{\(names.joined(separator: ","))}"
    let options: String
    switch files.format {
    case .csv:
      let found = HeaderDelimiter.find(files)
      let delimiter = found == "\t" ? "\\t" : String(found)
      options =
        "USING csv OPTIONS (path \(literal(path)), header 'true', inferSchema 'false', quote '\"', escape '\"', "
        + "multiLine 'true', sep '\(delimiter)', mode 'PERMISSIVE')"
    case .parquet: options = "USING parquet OPTIONS (path \(literal(path)))"
    case .json: options = "USING json OPTIONS (path \(literal(path)))"
    }
    return "CREATE OR REPLACE TEMPORARY VIEW \(scan(files)) \(options);"
  }

  func describing(_ files: InputFiles) -> String {
    "\(opening(files))\nDESCRIBE QUERY SELECT * FROM \(scan(files));"
  }

  func described(_ line: String) -> (name: String, type: String)? {
    let cells = line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
    guard cells.count >= 2, !cells[0].isEmpty, !line.hasPrefix("@@"), cells[0] != "col_name" else {
      return nil
    }
    return (
      cells[0].trimmingCharacters(in: .whitespaces), cells[1].trimmingCharacters(in: .whitespaces)
    )
  }

  func matches(_ text: String, _ pattern: String) -> String {
    "\(text) RLIKE \(literal("^(\(pattern))$"))"
  }
  func microseconds(ofText text: String) -> String { "unix_micros(TRY_CAST(\(text) AS TIMESTAMP))" }
  /// A single file of CSV is one partition here, in which the numbers run on. All else is read in pieces,
  /// the largest first, so that rows are counted by file and place; that takes one task, which spills.
  func rowNumber(in files: InputFiles) -> String {
    guard files.paths.count > 1 || files.format != .csv else {
      return "monotonically_increasing_id() + 1"
    }
    // Spark names files by addresses, in which some signs stand as numbers.
    let names = files.paths.map { path in
      let name = (path as NSString).lastPathComponent
      return literal(name.addingPercentEncoding(withAllowedCharacters: .urlPathAllowed) ?? name)
    }
    let file = "element_at(split(input_file_name(), '/'), -1)"
    return
      "row_number() OVER (ORDER BY array_position(array(\(names.joined(separator: ", "))), \(file)), "
      + "input_file_name(), input_file_block_start(), monotonically_increasing_id())"
  }
  /// Spark takes paths for patterns, and what it finds by them once more.
  func check(_ files: InputFiles) throws {
    let signs: Set<Character> =
      files.paths.count > 1
      ? ["*", "?", "[", "]", "{", "}", "\\", ","] : ["*", "?", "[", "]", "{", "}", "\\"]
    guard let path = files.paths.first(where: { $0.contains(where: signs.contains) }),
      let sign = path.first(where: signs.contains)
    else { return }
    throw IngestionError(
      .badInput,
      "\(path): Spark takes \(sign) in a path for a pattern; rename the file or folder, or use --engine duckdb."
    )
  }
  func microseconds(ofTime column: String) -> String { "unix_micros(CAST(\(column) AS TIMESTAMP))" }
  /// Without a zone, as DuckDB writes it; the session is in UTC.
  func time(ofMicroseconds column: String) -> String {
    "CAST(timestamp_micros(\(column)) AS TIMESTAMP_NTZ)"
  }
  func bucket(_ key: String, count: Int) -> String { "CAST(pmod(hash(\(key)), \(count)) AS INT)" }

  func write(_ query: String, toFolder folder: String, bucketed: Bool) -> String {
    "INSERT OVERWRITE DIRECTORY \(literal(folder)) USING parquet OPTIONS (compression 'snappy') \(query);"
  }

  func read(folder: String, bucket: Int?) -> String? { "parquet.`\(folder)`" }
  func readTable(_ path: String) -> String { "parquet.`\(path)`" }

  /// It spills.
  func inOrder(_ rows: String, by columns: [String], pieces: Int, folder: String)
    -> (statements: String, source: String)?
  { nil }
  func malformed(_ input: String, _ files: InputFiles) -> String? { nil }

  /// All steps in one session, which takes seconds to start. Spark writes aside by itself and marks a
  /// whole folder with `_SUCCESS`.
  func run(
    _ steps: [EngineStep], settings: EngineSettings, control: IngestionControl,
    began: @escaping @Sendable (EngineStep) -> Void,
    finished: @escaping @Sendable (EngineStep, [String]) throws -> Void
  ) throws {
    guard let first = steps.first else { return }
    var script = ["SET spark.sql.session.timeZone=UTC;"]
    for (number, step) in steps.enumerated() {
      if let output = step.output { try? FileManager.default.removeItem(atPath: output) }
      script.append(try step.script(step.output ?? ""))
      script.append("SELECT '@@done|\(number)';")
    }
    let file = "\(settings.scratch)/\(first.id).spark.sql"
    try Folders.write(script.joined(separator: "\n"), to: file)
    let lines = Lines()
    began(first)
    let result = try process(file, settings).run(control: control) { line in
      guard let mark = EngineLine(line), mark.kind == "done",
        let number = mark.fields.first.flatMap({ Int($0) }), steps.indices.contains(number)
      else {
        lines.add(line)
        return
      }
      try finished(steps[number], lines.take())
      if number + 1 < steps.count { began(steps[number + 1]) }
    }
    guard result.exitCode == 0 else { throw failure(result, settings) }
  }

  private func process(_ file: String, _ settings: EngineSettings) -> EngineProcess {
    let memory = settings.memory.replacing("MB", with: "m")
    let configuration = [
      "spark.sql.catalogImplementation=in-memory", "spark.ui.enabled=false",
      "spark.sql.session.timeZone=UTC", "spark.sql.parquet.outputTimestampType=TIMESTAMP_MICROS",
      "spark.sql.shuffle.partitions=\(max(8, settings.threads * 4))",
      "spark.sql.warehouse.dir=\(settings.scratch)/warehouse", "spark.sql.ansi.enabled=false",
      "spark.sql.legacy.timeParserPolicy=CORRECTED", "spark.log.level=ERROR",
      "spark.local.dir=\(settings.scratch)/spill",
    ]
    return EngineProcess(
      executable: executable,
      arguments: [
        "--master", settings.master ?? "local[\(settings.threads)]", "--driver-memory", memory,
      ]
        + configuration.flatMap { ["--conf", $0] } + ["-S", "-f", file],
      environment: (settings.master == nil ? ["SPARK_LOCAL_IP": "127.0.0.1"] : [:])
        .merging(["SPARK_HOME": home]) { first, _ in first },
      folder: settings.scratch)
  }

  private func failure(
    _ result: EngineProcess.Result, _ settings: EngineSettings
  ) -> IngestionError {
    let said = result.errors
    if let known = Self.knownFailure(said, master: settings.master) { return known }
    // Its first Java, which only writes the command line of the second, may be the one that was killed.
    if result.exitCode == 137 || said.contains(where: { $0.contains("CMD: bad array subscript") }) {
      return IngestionError(
        .failed,
        "Spark was killed, perhaps for want of memory; lower --memory, and run the same command again: what "
          + "is finished is kept.")
    }
    let line = said.first { $0.contains("Exception") || $0.hasPrefix("[") || $0.hasPrefix("Error") }
    return IngestionError(
      .failed, "Spark: \((line ?? said.last ?? "ended with code \(result.exitCode)").prefix(600))")
  }

  /// What is wrong when Spark's complaint is one of those that people can mend; `nil` for others.
  static func knownFailure(_ said: [String], master: String?) -> IngestionError? {
    if let master {
      let isNone = said.contains {
        $0.contains("Could not parse Master URL") || $0.contains("Master must either be")
          || $0.contains("Invalid master URL")
      }
      if isNone {
        return IngestionError(
          .badInput,
          "--master \(master): is no cluster; write spark://host:7077, yarn, k8s://https://host:443 or local[2]."
        )
      }
      let isSilent = said.contains {
        $0.contains("All masters are unresponsive") || $0.contains("Failed to connect to master")
      }
      if isSilent {
        return IngestionError(
          .failed, "--master \(master): nothing answers there; check host, port and firewall.")
      }
    }
    if said.contains(where: { $0.contains("No space left on device") }) {
      return IngestionError(
        .failed,
        "The disk is full; free some space or choose another --out, and run the same command again: what is "
          + "finished is kept.")
    }
    if said.contains(where: {
      $0.contains("JAVA_HOME is not set") || $0.contains("java: not found")
        || $0.contains("JAVA_GATEWAY_EXITED") && said.contains { $0.contains("java") }
    }) {
      return IngestionError(
        .missingEngine,
        "Spark needs Java 17; install it with “apt-get install openjdk-17-jre-headless”.")
    }
    if said.contains(where: {
      $0.contains("OutOfMemoryError") || $0.contains("UNABLE_TO_ACQUIRE_MEMORY")
    }) {
      return IngestionError(
        .failed, "The work does not fit into Spark's memory; give more with --memory.")
    }
    return nil
  }
}
