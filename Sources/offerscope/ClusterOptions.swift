import ArgumentParser
import Workbench

/// What says that a table is trained on by Spark.
struct ClusterOptions: ParsableArguments {
  @Option(
    name: .long,
    help:
      "Where models are fitted: here, or spark, which takes tables that don't fit into this machine and fits xgboost and xgbranker."
  )
  var engine: String = "here"
  @Option(
    name: .long, help: "A cluster for Spark, as spark://host:7077; this machine if not given.")
  var master: String?
  @Option(name: .long, help: "The memory of Spark's leading process, as 4GB.")
  var memory: String?

  /// The training on Spark that is asked for; `nil` for one on this machine.
  func session(
    _ path: String, _ data: DataOptions, _ configuration: PlanConfiguration
  ) throws -> ClusterSession? {
    switch engine {
    case "spark":
      guard data.reading.encoding == nil, !data.reading.noHeader else {
        throw WorkbenchError(
          .badInput,
          "--encoding and --no-header are for training here; Spark reads UTF-8 with a line of names."
        )
      }
      var session = ClusterSession(
        path: path, overrides: data.overrides, configuration: configuration)
      session.master = master
      session.memory = memory
      session.delimiter = data.reading.delimiter
      return session
    case "here":
      guard master == nil, memory == nil else {
        throw WorkbenchError(.badInput, "--master and --memory are for --engine spark.")
      }
      return nil
    default:
      throw WorkbenchError(.badInput, "--engine \(engine): there are here and spark.")
    }
  }
}
