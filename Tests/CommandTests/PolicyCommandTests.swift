import Foundation
import Testing

/// Balancing, calibration, thresholds and segments as a person in a shell asks for them.
@Suite struct PolicyCommandTests {
  private let folder = FileManager.default.temporaryDirectory
    .appendingPathComponent("offerscope-policy-\(UUID().uuidString)").path

  private func generated() throws -> String {
    let path = "\(folder)/bank"
    let program = try Program(["generate", "bank", "--rows", "900", "--seed", "5", "--out", path])
    #expect(program.exitCode == 0, "\(program.errors)")
    return path
  }

  @Test func fromThePlanToTheScores() throws {
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let data = try generated()
    let train = try Program([
      "train", data, "--quiet", "--models", "logistic,boosted", "--set", "boosted.rounds=10",
      "--balance", "undersample:2", "--calibrate", "platt", "--threshold",
      "profit:cost=1,margin=8,capacity=90", "--segments", "high=0.05,medium=0.2",
      "--calibration-report", "--out", "\(folder)/models",
    ])
    #expect(train.exitCode == 0, "\(train.errors)")
    for words in [
      "realised/1,000", "+ prior correction", "balance undersample:2: fitted on",
      "15 bins of equal mass", "at most 0.1 of the rows (90 of 900 customers)",
      "the cap was kept on the validation rows",
    ] {
      #expect(train.output.contains(words), "\(words)")
    }
    let model = "\(folder)/models/boosted.offerscope"
    let evaluate = try Program(["evaluate", data, "--model", model, "--json"])
    let document = try #require(
      try JSONSerialization.jsonObject(with: Data(evaluate.output.utf8)) as? [String: Any])
    let row = try #require((document["models"] as? [[String: Any]])?.first)
    #expect((row["segments"] as? [[String: Any]])?.count == 3)
    #expect((row["value"] as? [String: Any])?["realised"] is Double)
    let calibration = try #require(row["calibration"] as? [String: Any])
    #expect(calibration["correction"] as? String == "prior correction, platt")
    let predict = try Program([
      "predict", "\(data)/bank.csv", "--model", model, "--threshold", "top:0.1",
    ])
    #expect(predict.exitCode == 0, "\(predict.errors)")
    let lines = predict.output.split(separator: "\n")
    #expect(lines[0].hasSuffix(",probability,segment"))
    #expect(lines.dropFirst().count { $0.split(separator: ",")[1] == "1" } <= 90)
    let export = try Program(["export", model, "--out", "\(folder)/x.json"])
    #expect(export.exitCode == 0 && export.errors.contains("platt in the leaves"))
  }

  @Test func aRuleThatCantPayContactsNobodyAndSaysSo() throws {
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let data = try generated()
    let train = try Program([
      "train", data, "--quiet", "--models", "logistic", "--threshold", "profit:cost=9,margin=8",
      "--balance", "smote:0.001", "--out", "\(folder)/models",
    ])
    #expect(train.exitCode == 0, "\(train.errors)")
    #expect(train.output.contains("contacting nobody is best: a contact costs 9"))
    #expect(train.output.contains("balance smote:0.001 changes nothing"))
    let model = "\(folder)/models/logistic.offerscope"
    for options in [[], ["--threshold", "profit:cost=9,margin=8"]] {
      let predict = try Program(
        ["predict", "\(data)/bank.csv", "--model", model, "--out", "\(folder)/p.csv"] + options)
      #expect(predict.exitCode == 0, "\(predict.errors)")
      #expect(predict.output.contains("contacting nobody is best"), "\(predict.output)")
      #expect(predict.errors.contains("so none can pay"), "\(predict.errors)")
    }
  }

  @Test func foldsSayWhatTheyDidAndEarned() throws {
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let train = try Program([
      "train", try generated(), "--quiet", "--models", "logistic", "--split", "kfold:3",
      "--balance", "weights", "--threshold", "profit:cost=1,margin=8,capacity=90",
    ])
    #expect(train.exitCode == 0, "\(train.errors)")
    for words in [
      "in every fold: balance weights (its effect taken back), calibration none",
      "profit on the out-of-fold rows", "realised/1,000", "at most 0.1 of the rows (90 of 900",
    ] {
      #expect(train.output.contains(words), "\(words)")
    }
  }

  @Test(arguments: [
    (["--balance", "adasyn"], "is not known; use none, weights"),
    (["--calibrate", "beta"], "none, platt or isotonic"),
    (["--threshold", "precision:1.5"], "at most 1"),
    (["--threshold", "profit:cost=-1,margin=3"], "negative cost"),
    (["--segments", "high=0.9,medium=0.2"], "sum to at most 1"),
  ])
  func whatMakesNoSenseIsRefusedBeforeTheDataAreRead(words: [String], message: String) throws {
    let program = try Program(["train", "/no/such/file.csv"] + words)
    #expect(program.exitCode == 2 && program.errors.contains(message), "\(program.errors)")
    #expect(!program.errors.contains("/no/such"))
  }

  @Test func aRuleThatNeedsOutcomesIsRefusedByPredict() throws {
    let program = try Program(["predict", "x.csv", "--model", "m", "--threshold", "f1"])
    #expect(program.exitCode == 2 && program.errors.contains("needs outcomes"), "\(program.errors)")
  }
}
