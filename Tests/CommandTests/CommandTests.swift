import Foundation
import Testing

/// The built program on small data, as a person in a shell uses it.
@Suite struct CommandTests {
  private let folder = FileManager.default.temporaryDirectory
    .appendingPathComponent("offerscope-commands-\(UUID().uuidString)").path

  private func generated(_ set: String, rows: Int = 600) throws -> String {
    let path = "\(folder)/\(set)"
    let program = try Program(["generate", set, "--rows", "\(rows)", "--seed", "5", "--out", path])
    #expect(program.exitCode == 0, "\(program.errors)")
    return path
  }

  private func object(_ text: String) throws -> [String: Any] {
    let value = try JSONSerialization.jsonObject(with: Data(text.utf8))
    return try #require(value as? [String: Any])
  }

  @Test func fromDataToScores() throws {
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let data = try generated("bank")
    let train = try Program([
      "train", data, "--json", "--quiet", "--out", "\(folder)/models", "--set",
      "forest.treeCount=10,boosted.rounds=10,xgboost.rounds=10",
    ])
    #expect(train.exitCode == 0, "\(train.errors)")
    #expect(train.errors.isEmpty)
    let comparison = try object(train.output)
    let models = try #require(comparison["models"] as? [[String: Any]])
    #expect(
      models.compactMap { $0["name"] as? String } == ["logistic", "forest", "boosted", "xgboost"])
    let predict = try Program([
      "predict", "\(data)/bank.csv", "--model", "\(folder)/models/boosted.offerscope", "--out",
      "\(folder)/scores.csv", "--json",
    ])
    #expect(predict.exitCode == 0, "\(predict.errors)")
    #expect(try object(predict.output)["rows"] as? Int == 600)
    let exported = "\(folder)/boosted.json"
    let export = try Program(
      ["export", "\(folder)/models/boosted.offerscope", "--out", exported])
    #expect(export.exitCode == 0 && export.errors.contains("binary:logistic"), "\(export.errors)")
    let again = try Program(["predict", "\(data)/bank.csv", "--model", exported])
    #expect(again.exitCode == 0, "\(again.errors)")
    #expect(again.output.split(separator: "\n").count == 601)
    let evaluated = try Program(["evaluate", data, "--model", exported, "--quiet"])
    #expect(evaluated.exitCode == 0 && evaluated.errors.isEmpty, "\(evaluated.errors)")
    let rank = try Program([
      "rank", data, "--model", "\(folder)/models/forest.offerscope", "--row", "3", "--json",
      "--top",
      "3",
    ])
    let ranked = try #require(try object(rank.output)["models"] as? [[String: Any]])
    #expect((ranked[0]["offers"] as? [Any])?.count == 3)
    let explain = try Program([
      "explain", data, "--model", "\(folder)/models/logistic.offerscope", "--row", "3",
    ])
    #expect(explain.output.contains("coefficient"), "\(explain.errors)")
    #expect(explain.output.contains("for row 3 (row 2 of --predictions)"))
    #expect(explain.output.contains("(mean |SHAP| of "))
    try explainsInDepth(data, model: "\(folder)/models/boosted.offerscope")
  }

  @Test func rowsCountFromOneAndWrongOnesAreRefusedInWords() throws {
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let data = try generated("bank")
    for row in ["-1", "0", "601"] {
      let program = try Program([
        "rank", data, "--row", row, "--quiet", "--models", "logistic",
      ])
      #expect(program.exitCode == 2)
      #expect(program.errors.contains("ow \(row): rows of data count from 1"), "\(program.errors)")
    }
    let help = try Program(["rank", "--help"])
    #expect(help.output.contains("counted from 1"))
  }

  @Test func aChangeIsGivenAgainAndALiftIsFound() throws {
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let data = try generated("churn")
    let program = try Program([
      "rank", data, "--row", "1", "--profile", "Contract=Month-to-month", "--profile",
      "tenure=9,PhoneService=Yes", "--json", "--quiet", "--models", "logistic", "--lift",
      "cinema-evening", "--over", "one-year-saver",
    ])
    #expect(program.exitCode == 0, "\(program.errors)")
    let document = try object(program.output)
    let profile = try #require(document["profile"] as? [String: Any])
    #expect(profile["tenure"] as? Int == 9)
    #expect(profile["PhoneService"] as? String == "Yes")
    let model = try #require((document["models"] as? [[String: Any]])?.first)
    #expect((model["doNothing"] as? [String: Any])?["offersAbove"] != nil)
    #expect(model["lift"] != nil)
    let text = try Program([
      "rank", data, "--empty", "--quiet", "--models", "logistic",
    ])
    #expect(text.output.contains("do nothing"), "\(text.output)\(text.errors)")
  }

  private func explainsInDepth(_ data: String, model: String) throws {
    let base = ["explain", data, "--model", model, "--row", "3", "--repeats", "0"]
    let explain = try Program(
      base + [
        "--background", "20", "--pair", "age, balance", "--dependence", "age", "--json",
      ])
    let models = try #require(
      try object(explain.output)["models"] as? [[String: Any]], "\(explain.errors)")
    let shap = try #require(models[0]["interventional"] as? [String: Any])
    let customer = try #require(models[0]["customer"] as? [String: Any])
    let shares = try #require(shap["contributions"] as? [String: Double])
    let mean = try #require(shap["baseMargin"] as? Double)
    let margin = try #require(customer["margin"] as? Double)
    #expect(abs(shares.values.reduce(mean, +) - margin) < 1e-6)
    #expect(shap["backgroundRows"] as? Int == 20)
    let dependence = try #require(models[0]["dependence"] as? [String: Any])
    #expect((dependence["points"] as? [[String: Any]])?.isEmpty == false)
    let pair = try #require(models[0]["pair"] as? [String: Any])
    #expect(pair["features"] as? [String] == ["age", "balance"])
    #expect(try #require(pair["meanAbsoluteInteraction"] as? Double) >= 0)
    let text = try Program(base + ["--background", "20", "--pair", "age,balance"])
    #expect(text.output.contains("Against 20 background rows"), "\(text.errors)")
    #expect(text.output.contains("age with balance"))
    let unknown = try Program(base + ["--pair", "age,height"])
    #expect(unknown.exitCode == 2 && unknown.errors.contains("height is no feature"))
    #expect(try Program(base + ["--pair", "age"]).exitCode == 2)
    #expect(try Program(base + ["--background", "0"]).exitCode == 2)
  }

  @Test func withoutACommandTheJobIsDoneAsText() throws {
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let data = try generated("propensity")
    let program = try Program([data])
    #expect(program.exitCode == 0, "\(program.errors)")
    for words in ["ROC-AUC", "xgboost", "gain share", "Top 7 offers", "offerscope rank"] {
      #expect(program.output.contains(words), "\(words)")
    }
  }

  @Test func profileNamesTheTraps() throws {
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let data = try generated("bank", rows: 3000)
    let program = try Program(["profile", data, "--include", "duration"])
    #expect(program.output.contains("leakage: duration alone reaches"), "\(program.output)")
    #expect(program.output.contains("pdays is -1"))
  }

  @Test(arguments: [
    ["train", "/no/such.csv"], ["train"], ["frobnicate", "--x"],
    ["generate", "moon", "--out", "x"],
    ["generate", "bank", "--rows", "3", "--out", "x"],
    ["generate", "bank", "--shift", "job", "--out", "x"],
    ["generate", "amex", "--raw", "--shift", "age", "--out", "x"],
    ["predict", "a.csv", "--model", "/no/model"],
    ["predict", "a.csv", "--model", "m", "--out", "b.csv", "--heading", " "],
    ["export", "/no/model", "--out", "/no/out.json"],
  ])
  func wrongUseEndsWithTwo(arguments: [String]) throws {
    let program = try Program(arguments)
    #expect(program.exitCode == 2, "\(program.errors)")
    #expect(program.output.isEmpty)
    #expect(!program.errors.isEmpty)
  }

  @Test func compareTakesTheWordForWhatItDoes() throws {
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let data = try generated("churn")
    let runs = try [[], ["--honest"]].map {
      try Program(["compare", data, "--models", "logistic", "--quiet"] + $0)
    }
    #expect(runs[1].exitCode == 0, "\(runs[1].errors)")
    #expect(runs[1].output == runs[0].output && runs[1].output.contains("ROC-AUC by split"))
  }

  @Test func helpEndsWithZero() throws {
    let program = try Program(["train", "--help"])
    #expect(program.exitCode == 0)
    #expect(program.output.contains("--predictions"))
  }
}
