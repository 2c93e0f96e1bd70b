import Foundation

/// What a run works on and with.
public struct RunOptions: Sendable {
  /// The folder of the raw files.
  public var input: String
  /// The folder for the table; it is made if it is not there.
  public var output: String
  /// The engine.
  public var engine: EngineKind = .duckdb
  /// A cluster for Spark, such as `spark://host:7077`; `nil` for this machine.
  public var master: String?
  /// Settings of the recipe, by name, as text.
  public var parameters: [String: String] = [:]
  /// How many pieces the customers are divided into; found from sizes when `nil`.
  public var buckets: Int?
  /// The memory that the engine may use, as `4GB`; 60 % of the machine's when `nil`.
  public var memory: String?
  /// The threads that the engine may use; all cores when `nil`.
  public var threads: Int?

  /// Makes options with what has no usual value.
  public init(input: String, output: String) {
    self.input = input
    self.output = output
  }

  /// - Throws: ``IngestionError`` naming the setting that can't be.
  func check() throws {
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: input, isDirectory: &isFolder) else {
      throw IngestionError(.badInput, "\(input): there is no such folder of raw files.")
    }
    guard isFolder.boolValue else {
      throw IngestionError(
        .badInput, "\(input): is a file; name the folder that holds the raw files.")
    }
    if let buckets, !(1...1000).contains(buckets) {
      throw IngestionError(.badInput, "--buckets \(buckets): give a number from 1 to 1000.")
    }
    if let threads, !(1...1024).contains(threads) {
      throw IngestionError(.badInput, "--threads \(threads): give a number from 1 to 1024.")
    }
    if master != nil, engine != .spark {
      throw IngestionError(
        .badInput, "--master is for --engine spark; \(engine.rawValue) works on this machine only.")
    }
    _ = try memoryBytes()
  }

  /// The memory in bytes.
  func memoryBytes() throws -> Int {
    guard let memory else {
      return Int(Double(ProcessInfo.processInfo.physicalMemory) * 0.6)
    }
    guard
      let match = memory.wholeMatch(of: #/([0-9]+(?:\.[0-9]+)?) ?([KMGT])i?B?/#.ignoresCase()),
      let number = Double(match.output.1)
    else {
      throw IngestionError(.badInput, "--memory \(memory): write it as 4GB or 800MB.")
    }
    let powers: [String: Double] = ["K": 1e3, "M": 1e6, "G": 1e9, "T": 1e12]
    let bytes = number * (powers[match.output.2.uppercased()] ?? 1)
    guard bytes >= 1e8, bytes <= 1e15 else {
      throw IngestionError(.badInput, "--memory \(memory): give at least 100MB.")
    }
    return Int(bytes)
  }
}

/// The engines that there are.
public enum EngineKind: String, Sendable, Codable, CaseIterable {
  /// DuckDB's command line, on this machine.
  case duckdb
  /// Spark's `spark-sql`, on this machine or a cluster.
  case spark

  /// Whether its program is found on this machine.
  public var isInstalled: Bool { (try? engine()) != nil }

  func engine() throws -> any IngestionEngine {
    switch self {
    case .duckdb: try DuckDBEngine()
    case .spark: try SparkEngine()
    }
  }
}
