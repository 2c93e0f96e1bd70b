import Foundation
import Modelling
import Synthetic
import Tabular
import Testing
import Workbench

/// Scores by models that were exported, as by the models themselves.
@Suite struct BatchScorerTests {
  /// The file of a small set, and its saved models.
  private func trained() throws -> (csv: String, models: [String], folder: String) {
    let folder = try SmallSets.folder(.bank, rows: 600)
    let data = try Opener.open(folder)
    var plan = try SmallSets.plan(for: data)
    for index in plan.models.indices where plan.models[index].kind != .logistic {
      let key = plan.models[index].kind == .forest ? "treeCount" : "rounds"
      try plan.models[index].set(key, to: 5)
    }
    let comparison = try TrainingSession(data: data, plan: plan).run { _ in }
    return ("\(folder)/bank.csv", try ModelFolder.save(comparison, to: "\(folder)/models"), folder)
  }

  private func message(_ body: () throws -> some Any) -> String {
    do {
      _ = try body()
      return "no error"
    } catch {
      return "\(error)"
    }
  }

  @Test func exportedModelsScoreTheSameFileAlike() throws {
    let (csv, models, folder) = try trained()
    defer { try? FileManager.default.removeItem(atPath: folder) }
    for path in models where !path.hasSuffix("logistic.offerscope") {
      let exported = path + ".json"
      let said = try ModelExport.writeXGBoost(of: path, to: exported)
      #expect(
        said.contains(path.hasSuffix("forest.offerscope") ? "reg:squared" : "binary:logistic"))
      let own = try BatchScorer(modelPath: path, threads: 1)
        .scores(of: csv, options: .init())
      let foreign = try BatchScorer(modelPath: exported, threads: 2)
        .scores(of: csv, options: .init())
      for (a, b) in zip(own.values, foreign.values) { #expect(abs(a - b) < 1e-6) }
      let heading = foreign.csv.prefix { $0 != "\n" }
      if path.hasSuffix("forest.offerscope") {
        #expect(heading == "row,score")
        #expect(foreign.threshold == nil && foreign.summary == "600 rows scored")
        let refused = message {
          try BatchScorer(modelPath: exported, threshold: .value(0.5), threads: 1)
            .scores(of: csv, options: .init())
        }
        #expect(refused.contains("reg:squarederror gives scores"))
      } else {
        #expect(heading == "row,predicted_target,probability")
        #expect(foreign.threshold == 0.5)
      }
    }
    #expect(
      message { try ModelExport.writeXGBoost(of: models[0], to: "\(folder)/x.json") }
        .contains("no trees"))
    #expect(!FileManager.default.fileExists(atPath: "\(folder)/x.json"))
  }

  @Test func modelsThatDoNotFitAreOneSentence() throws {
    let (csv, models, folder) = try trained()
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let exported = "\(folder)/model.json"
    _ = try ModelExport.writeXGBoost(of: models[2], to: exported)
    let text = try String(contentsOfFile: exported, encoding: .utf8)
    func refusal(_ text: String, of csv: String) throws -> String {
      let path = try SmallSets.file(text, name: "m.json")
      return message {
        try BatchScorer(modelPath: path, threads: 1)
          .scores(of: csv, options: .init())
      }
    }
    let newer = text.replacingOccurrences(of: "\"version\":[1,7,4]", with: "\"version\":[9,0,0]")
    #expect(try refusal(newer, of: csv).contains("written by XGBoost 9.0.0"))
    #expect(try refusal(String(text.prefix(5000)), of: csv).contains("m.json: The XGBoost model"))
    #expect(try refusal("{}", of: csv).contains("version is missing"))
    #expect(try refusal("binf", of: csv).contains("or one of XGBoost's (JSON or UBJ)"))
    #expect(
      message { try ModelExport.writeXGBoost(of: exported, to: "\(folder)/again.json") }
        .contains("export takes no other"))
    #expect(
      try ModelExport.writeXGBoost(of: models[2], to: "\(folder)/other.json")
        .contains("(1 for yes and 0 for no)"))
    let other = try SmallSets.file("a,b\n1,2\n")
    #expect(try refusal(text, of: other).contains("none of the model's columns"))
    let start = try #require(text.range(of: "\"feature_names\":[")).upperBound
    let end = try #require(text[start...].firstIndex(of: "]"))
    let nameless = text.replacingCharacters(in: start..<end, with: "")
    #expect(try refusal(nameless, of: other).contains("has no feature names"))
  }

  /// Keys come out as the file spells them, and any column may be the one.
  @Test func keysStayAsTheyAreSpelled() throws {
    let (csv, models, folder) = try trained()
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let lines = try String(contentsOfFile: csv, encoding: .utf8).split(separator: "\n")
    let keys = ["4000000000000003", "2.20", "1E5", "01.01.2024", "007"]
    let keyed = "\(folder)/keyed.csv"
    try
      ("cid;" + lines[0] + "\n"
      + zip(keys, lines.dropFirst()).map { "\($0);\($1)\n" }.joined()).write(
        toFile: keyed, atomically: true, encoding: .utf8)
    let scorer = try BatchScorer(modelPath: models[0], threads: 1, identifier: "cid")
    let out = "\(folder)/out.csv"
    let (_, remarks) = try scorer.write(scoresOf: keyed, to: out, options: .init())
    #expect(!remarks.contains { $0.contains("cid") }, "\(remarks)")
    let written = try String(contentsOfFile: out, encoding: .utf8).split(separator: "\n")
    #expect(written[0].hasPrefix("cid,predicted_y,"))
    #expect(written.dropFirst().map { $0.prefix { $0 != "," } } == keys.map { $0[...] })
    #expect(
      try scorer.scores(of: keyed, options: .init()).csv.split(separator: "\n").map {
        $0.prefix { $0 != "," }
      } == ["cid"] + keys.map { $0[...] })
    _ = try scorer.write(
      scoresOf: keyed, to: out, options: .init(),
      output: .init(
        timestamp: .init(timeIntervalSince1970: 0), valueName: "purchase_probability",
        hasSegments: false))
    #expect(
      try String(contentsOfFile: out, encoding: .utf8).hasPrefix(
        "cid,predicted_y,purchase_probability,prediction_timestamp\n4000000000000003,"))
    #expect(
      message { try scorer.write(scoresOf: csv, to: out, options: .init()) }
        .contains("has no column cid to name rows by"))
  }
}
