/// What runs the SQL of a recipe.
///
/// An engine is a child process: it reads and writes files, and says how far it is in lines of text.
/// The expressions that it needs to read raw text alike are its dialect.
protocol IngestionEngine: Sendable {
  /// The name in options and in the names of a recipe's files, such as `duckdb`.
  var name: String { get }
  /// The name in sentences.
  var title: String { get }
  /// Its version, asked of the program.
  func version(control: IngestionControl) throws -> String
  /// Whether the work is divided by customers when it is larger than the memory.
  var needsBuckets: Bool { get }

  /// A text literal.
  func literal(_ text: String) -> String
  /// A column's name, whatever is in it.
  func quoted(_ name: String) -> String
  /// A statement that must come before ``scan(_:)`` is read; empty where none need.
  func opening(_ files: InputFiles) -> String
  /// What stands after FROM to read raw files, all columns of CSV as text.
  func scan(_ files: InputFiles) -> String
  /// A statement that prints the columns of raw files.
  func describing(_ files: InputFiles) -> String
  /// A column from one line that the statement of ``describing(_:)`` printed; `nil` for other lines.
  func described(_ line: String) -> (name: String, type: String)?
  /// Whether the whole of a text matches a pattern without backslashes.
  func matches(_ text: String, _ pattern: String) -> String
  /// Microseconds since 1970 of a text such as `2018-08-17 12:15:10`; NULL for what is no date.
  func microseconds(ofText text: String) -> String
  /// Microseconds since 1970 of a column of type TIMESTAMP or DATE.
  func microseconds(ofTime column: String) -> String
  /// The place of a row in raw files that follow each other, from 1.
  func rowNumber(in files: InputFiles) -> String
  /// Refuses files whose paths the engine would take for something else.
  ///
  /// - Throws: ``IngestionError`` naming the path and what to do.
  func check(_ files: InputFiles) throws
  /// A date of microseconds since 1970.
  func time(ofMicroseconds column: String) -> String
  /// A bucket 0 ..< `count` of a key; only this engine puts it there.
  func bucket(_ key: String, count: Int) -> String
  /// A statement that writes the rows of a query as Parquet files into a folder.
  func write(_ query: String, toFolder folder: String, bucketed: Bool) -> String
  /// A statement that prints how many rows of raw files are cut wrongly, as `malformed|INPUT|count|example`;
  /// `nil` where the engine does not tell.
  func malformed(_ input: String, _ files: InputFiles) -> String?
  /// What stands after FROM to read the Parquet files of a folder, or of one bucket of it; `nil` where
  /// the bucket has no rows.
  func read(folder: String, bucket: Int?) -> String?
  /// What stands after FROM to read the finished table.
  func readTable(_ path: String) -> String

  /// Does steps one after the other.
  ///
  /// - Parameters:
  ///   - began: told of each step before it starts.
  ///   - finished: told of each step after its output is in its place, with the lines that it printed;
  ///     what it throws stops the work.
  /// - Throws: ``IngestionError`` with what the engine said.
  func run(
    _ steps: [EngineStep], settings: EngineSettings, control: IngestionControl,
    began: @escaping @Sendable (EngineStep) -> Void,
    finished: @escaping @Sendable (EngineStep, [String]) throws -> Void
  ) throws

  /// SQL that puts rows in order piece by piece into files of a folder, and the source that then has
  /// them in order; `nil` where the engine puts more in order at once than its memory holds.
  func inOrder(_ rows: String, by columns: [String], pieces: Int, folder: String)
    -> (statements: String, source: String)?
}

extension IngestionEngine {
  /// Microseconds since 1970 of the first day of a month that is counted from January 1970.
  func microseconds(ofMonth column: String) -> String {
    microseconds(
      ofText:
        "CAST(1970 + CAST((\(column) - \(column) % 12) / 12e0 AS BIGINT) AS STRING) || '-' || "
        + "lpad(CAST(\(column) % 12 + 1 AS STRING), 2, '0') || '-01 00:00:00'")
  }
}

/// What an engine may use.
struct EngineSettings: Sendable, Equatable, Codable {
  /// The memory, as `4GB`.
  var memory: String
  /// The number of threads.
  var threads: Int
  /// A folder for what does not fit into memory, and for scripts.
  var scratch: String
  /// A cluster to work on, such as `spark://host:7077`; `nil` for this machine.
  var master: String?
}

/// One piece of work.
struct EngineStep: Sendable {
  /// The name of its record; unique in a run.
  let id: String
  /// What it does, in a few words.
  let title: String
  /// The file or folder that it makes; `nil` for a step that only prints.
  let output: String?
  /// The SQL, given the place where the output is to be written.
  let script: @Sendable (_ output: String) throws -> String
}

/// A line that a script printed for us: a kind and its fields.
struct EngineLineMark {
  /// What such lines start with.
  static let prefix = "@@"
}

/// A line that a script printed for us.
struct EngineLine: Sendable, Codable, Equatable {
  /// What it tells.
  let kind: String
  /// The fields after the kind; the last may hold any text.
  let fields: [String]

  /// Reads `@@kind|field|field`; `nil` for other lines.
  init?(_ line: String) {
    guard line.hasPrefix(EngineLineMark.prefix) else { return nil }
    var parts = line.dropFirst(2).split(
      separator: "|", maxSplits: 6, omittingEmptySubsequences: false
    ).map(String.init)
    kind = parts.removeFirst()
    fields = parts
  }

  /// SQL that prints a line of a kind with fields, each an expression of type STRING.
  static func select(_ kind: String, _ fields: [String], from source: String) -> String {
    let cells = ["'\(EngineLineMark.prefix)\(kind)'"] + fields
    return "SELECT \(cells.joined(separator: " || '|' || ")) FROM \(source);"
  }
}
