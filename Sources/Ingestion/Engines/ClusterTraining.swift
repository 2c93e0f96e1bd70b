import Foundation

/// Fits XGBoost's own Spark estimators, on this machine or on a cluster, in a child process.
///
/// The rows that no tree is fitted to and the boosters come back in a folder.
public struct ClusterTraining: Sendable {
  /// What is fitted.
  public var plan: ClusterPlan
  /// The cluster, such as `spark://host:7077`; `nil` for this machine.
  public var master: String?
  /// The memory of the process that leads, as `4GB`; Spark's own choice when `nil`.
  public var memory: String?

  /// Makes a training.
  public init(plan: ClusterPlan, master: String? = nil, memory: String? = nil) {
    self.plan = plan
    self.master = master
    self.memory = memory
  }

  /// What happens meanwhile.
  public enum Event: Sendable, Equatable {
    /// A model's fit starts.
    case began(String)
    /// It is done.
    case fitted(String)
    /// Something worth knowing, as a sentence.
    case note(String)
  }

  /// Does the work on the calling thread, one of one's own or the main one.
  ///
  /// - Parameter folder: gets `held/`, the rows that no tree saw, and one `MODEL.json` a model; it must
  ///   be seen by all machines of a cluster.
  /// - Throws: ``IngestionError`` with what is missing, wrong with the table, or failed.
  public func run(
    into folder: String, control: IngestionControl = .init(),
    report: @escaping @Sendable (Event) -> Void = { _ in }
  ) throws -> ClusterFit {
    let python = try Self.python()
    guard let program = Bundle.module.resourceURL?.appendingPathComponent("Training/fit.py").path,
      FileManager.default.fileExists(atPath: program)
    else {
      throw IngestionError(
        .missingEngine, "The program for Spark is not beside offerscope; install it anew.")
    }
    try Folders.make(folder)
    let order = Order(plan: plan, out: folder, spark: try configuration(in: folder))
    let path = "\(folder)/plan.json"
    try Folders.write(String(decoding: try JSONEncoder().encode(order), as: UTF8.self), to: path)
    let said = Lines()
    var process = EngineProcess(executable: python, arguments: [program, path])
    process.environment = ["PYSPARK_PYTHON": python, "PYTHONWARNINGS": "ignore"]
    if master == nil { process.environment["SPARK_LOCAL_IP"] = "127.0.0.1" }
    let result = try process.run(control: control) { line in
      guard let mark = EngineLine(line) else { return }
      let text = mark.fields.joined(separator: "|")
      switch mark.kind {
      case "began": report(.began(text))
      case "fitted": report(.fitted(text))
      case "note": report(.note(text))
      case "stop": said.add(text)
      default: break
      }
    }
    guard result.exitCode == 0 else {
      throw failure(result, said: said.all.first, python: python)
    }
    guard let data = FileManager.default.contents(atPath: "\(folder)/result.json"),
      let fit = try? JSONDecoder().decode(ClusterFit.self, from: data)
    else {
      throw IngestionError(.failed, "\(folder)/result.json: Spark left no account of its work.")
    }
    return fit
  }

  /// The plan with where and on what.
  private struct Order: Encodable {
    var plan: ClusterPlan
    var out: String
    var spark: [String: String]

    private enum CodingKeys: String, CodingKey {
      case out, spark
    }

    func encode(to encoder: any Encoder) throws {
      try plan.encode(to: encoder)
      var container = encoder.container(keyedBy: CodingKeys.self)
      try container.encode(out, forKey: .out)
      try container.encode(spark, forKey: .spark)
    }
  }

  private func configuration(in folder: String) throws -> [String: String] {
    var settings = [
      "spark.ui.enabled": "false", "spark.sql.session.timeZone": "UTC",
      "spark.sql.parquet.outputTimestampType": "TIMESTAMP_MICROS",
      "spark.sql.catalogImplementation": "in-memory", "spark.ui.showConsoleProgress": "false",
      "spark.sql.warehouse.dir": "\(folder)/warehouse",
    ]
    settings["spark.master"] = master ?? "local[\(plan.workers)]"
    if master == nil { settings["spark.local.dir"] = "\(folder)/spill" }
    if let memory {
      var options = RunOptions(input: "", output: "")
      options.memory = memory
      settings["spark.driver.memory"] = "\(try options.memoryBytes() / 1_000_000)m"
    }
    return settings
  }

  /// `OFFERSCOPE_PYTHON`, the Python beside `spark-sql`, or the one of the path.
  private static func python() throws -> String {
    let environment = ProcessInfo.processInfo.environment
    if let said = environment["OFFERSCOPE_PYTHON"], !said.isEmpty {
      guard
        let found = ProgramSearch.find(
          "python3", variable: "OFFERSCOPE_PYTHON", environment: environment)
      else {
        throw IngestionError(.missingEngine, "OFFERSCOPE_PYTHON \(said): is no program.")
      }
      return found
    }
    if let spark = try? SparkEngine(environment: environment) {
      let beside = URL(fileURLWithPath: spark.executable).deletingLastPathComponent()
        .appendingPathComponent("python").path
      if FileManager.default.isExecutableFile(atPath: beside) { return beside }
    }
    guard let found = ProgramSearch.find("python3", variable: "", environment: environment) else {
      throw IngestionError(
        .missingEngine,
        "Training on Spark needs Python; install it and “pip install pyspark xgboost scikit-learn pandas "
          + "pyarrow” (and Java 17), or say where it is with OFFERSCOPE_PYTHON.")
    }
    return found
  }

  private func failure(
    _ result: EngineProcess.Result, said: String?, python: String
  ) -> IngestionError {
    if let said {
      let isMissing = said.contains(" lacks ")
      return IngestionError(isMissing ? .missingEngine : .badInput, "\(said).")
    }
    let lines = result.errors
    if let error = SparkEngine.knownFailure(lines, master: master) { return error }
    // Python, or the Java beside it, which it then no longer reaches.
    let isCutOff = lines.contains {
      $0.contains("Answer from Java side is empty") || $0.contains("connect to the Java server")
        || $0.contains("Error while sending or receiving")
    }
    if result.exitCode == 137 || isCutOff {
      return IngestionError(
        .failed,
        "Spark was killed, perhaps for want of memory; lower --memory or use a larger --master.")
    }
    let line =
      lines.last { $0.contains("Error") || $0.contains("Exception") } ?? lines.last
      ?? "ended with code \(result.exitCode)"
    return IngestionError(.failed, "Training on Spark with \(python): \(line.prefix(600))")
  }
}
