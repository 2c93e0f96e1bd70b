import Foundation
import Testing

/// Training that Spark does, as a person asks for it. What Spark's side does is checked where it is
/// installed; elsewhere a program that says what Spark's would stands for it.
struct ClusterCommandTests {
  private let folder: String

  init() throws {
    folder =
      FileManager.default.temporaryDirectory
      .appendingPathComponent("offerscope-cluster-\(UUID().uuidString)").path
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
  }

  private func remove() { try? FileManager.default.removeItem(atPath: folder) }

  private func write(_ text: String, to name: String, isProgram: Bool = false) throws -> String {
    let path = "\(folder)/\(name)"
    try Data(text.utf8).write(to: URL(fileURLWithPath: path))
    if isProgram {
      try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: path)
    }
    return path
  }

  @Test func whatSparkDoesNotDoIsSaidBeforeAnythingIsStarted() throws {
    defer { remove() }
    let data = try write("a,y\n1,0\n2,1\n", to: "data.csv")
    let cases: [([String], String)] = [
      (["--engine", "spark"], "Spark is not asked to guess"),
      (["--engine", "spark", "--target", "y", "--models", "forest"], "fits xgboost and xgbranker"),
      (["--engine", "spark", "--target", "y", "--split", "kfold:5"], "measures on one split"),
      (
        ["--engine", "spark", "--target", "y", "--split", "time:0.2"], "needs a column of the time"
      ),
      (["--engine", "spark", "--target", "y", "--models", "xgbranker"], "--group"),
      (["--engine", "spark", "--target", "y", "--balance", "smote:1"], "use --balance none"),
      (["--engine", "flink"], "there are here and spark"),
      (["--master", "spark://host:7077"], "are for --engine spark"),
    ]
    for (options, words) in cases {
      let run = try Program(["train", data] + options)
      #expect(run.exitCode == 2, "\(options)")
      #expect(run.errors.contains(words), "\(options): \(run.errors)")
    }
  }

  @Test func whatIsMissingOrWrongOverThereIsOneSentence() throws {
    defer { remove() }
    let data = try write("a,y\n1,0\n2,1\n", to: "data.csv")
    let lacking = try write(
      "#!/bin/sh\necho '@@stop|python lacks xgboost; install it with “pip install xgboost”'; exit 3\n",
      to: "lacking", isProgram: true)
    let breaking = try write(
      "#!/bin/sh\necho 'Traceback' >&2; echo 'ValueError: no such thing' >&2; exit 1\n",
      to: "breaking", isProgram: true)
    let line = { (python: String) in
      "OFFERSCOPE_PYTHON='\(python)' offerscope train '\(data)' --target y --engine spark"
    }
    let first = try Program(shell: line(lacking))
    #expect(first.exitCode == 2 && first.errors.contains("python lacks xgboost; install it"))
    let second = try Program(shell: line(breaking))
    #expect(second.exitCode == 1 && second.errors.contains("ValueError: no such thing"))
    let third = try Program(shell: line("\(folder)/nothing"))
    #expect(third.exitCode == 2 && third.errors.contains("is no program"))
  }

  /// A Python with everything that training on Spark needs.
  private static let python = ProcessInfo.processInfo.environment["OFFERSCOPE_PYTHON"]

  @Test(
    .enabled(
      if: python != nil,
      "OFFERSCOPE_PYTHON names no Python with pyspark and xgboost, so nothing is trained on Spark.")
  )
  func modelsFromSparkScoreAndRankAsOthersDo() throws {
    defer { remove() }
    var lines = ["id,customer,colour,size,y"]
    for row in 0..<4_000 {
      let (size, colour) = (row * 7_919 % 101, ["red", "green", "blue"][row * 31 % 3])
      let isBought = (size + (colour == "red" ? 60 : 0) + row * 104_729 % 60) > 120
      lines.append("r\(row),c\(row / 8),\(colour),\(size),\(isBought ? "yes" : "no")")
    }
    let data = try write(lines.joined(separator: "\n") + "\n", to: "visits.csv")
    let run = try Program([
      "train", data, "--target", "y", "--id", "id", "--group", "customer", "--engine", "spark",
      "--threads", "2", "--set", "xgboost.rounds=20,xgbranker.rounds=20", "--out",
      "\(folder)/models", "--json",
    ])
    #expect(run.exitCode == 0, "\(run.errors)")
    let document = try #require(
      try JSONSerialization.jsonObject(with: Data(run.output.utf8)) as? [String: Any])
    let models = try #require(document["models"] as? [[String: Any]])
    #expect(models.count == 2)
    for model in models {
      let metrics = try #require(model["metrics"] as? [String: Any], "\(model)")
      #expect(try #require(metrics["rocAUC"] as? Double) > 0.9)
      let name = try #require(model["name"] as? String)
      let file = "\(folder)/models/\(name).offerscope"
      let scored = try Program([
        "predict", data, "--model", file, "--out", "\(folder)/\(name).csv",
      ])
      #expect(scored.exitCode == 0, "\(scored.errors)")
      let explained = try Program(["explain", data, "--model", file, "--target", "y", "--row", "3"])
      #expect(explained.exitCode == 0 && explained.output.contains("colour"), "\(explained.errors)")
    }
  }
}
