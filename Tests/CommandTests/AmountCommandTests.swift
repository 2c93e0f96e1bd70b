import Foundation
import Testing

/// Amounts at the command line, from training to scores.
@Suite struct AmountCommandTests {
  private let folder = FileManager.default.temporaryDirectory
    .appendingPathComponent("offerscope-amounts-\(UUID().uuidString)").path

  private func part(_ text: String, _ key: String) throws -> [String: Any] {
    let value = try JSONSerialization.jsonObject(with: Data(text.utf8))
    return try #require((value as? [String: Any])?[key] as? [String: Any])
  }

  @Test func fromTrainingToScores() throws {
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let data = "\(folder)/olist"
    _ = try Program(["generate", "olist", "--rows", "3000", "--seed", "5", "--out", data])
    let models = ["--models", "logistic,boosted", "--set", "boosted.rounds=10"]
    let train = try Program(
      ["train", data, "--json", "--quiet", "--out", "\(folder)/models"] + models)
    #expect(train.exitCode == 0, "\(train.errors)")
    let spending = try part(train.output, "spending")
    #expect(spending["column"] as? String == "spend_next")
    #expect((spending["values"] as? [Any])?.count == 2)
    let text = try Program(["train", data, "--quiet"] + models)
    #expect(text.output.contains("always the training median"))
    let predict = try Program([
      "predict", "\(data)/olist.csv", "--model", "\(folder)/models/boosted.offerscope",
    ])
    #expect(
      predict.output.prefix { $0 != "\n" }.hasSuffix("segment,expected_amount,expected_value"))
    let evaluate = try Program([
      "evaluate", data, "--model", "\(folder)/models/boosted.offerscope", "--json",
    ])
    #expect(try part(evaluate.output, "spending")["positivesWithoutAmount"] as? Int == 0)
    let folds = try Program(["train", data, "--quiet", "--split", "kfold:2"] + models)
    #expect(folds.exitCode == 0 && folds.output.contains("out of fold: trees kept"))
    for words in [["rank", data, "--row", "1"] + models, ["compare", data] + models] {
      let program = try Program(words + ["--quiet"])
      #expect(program.exitCode == 0 && program.output.contains("p × "), "\(program.errors)")
      let json = try Program(words + ["--quiet", "--json"])
      #expect(json.output.contains(words[0] == "rank" ? "amountIfTaken" : "topTenthByValue"))
    }
    try refusals(data)
  }

  private func refusals(_ data: String) throws {
    let csv = "\(data)/olist.csv"
    for (words, sentence) in [
      (["--amount", "customer_state"], "is text and no number"),
      (["--amount", "buys_again"], "a column has one role"),
      (["--amount", "spend"], "there is no such column"),
      (["--amount", "spend_next", "--time", "spend_next"], "a column has one role"),
      (
        ["--amount", "spend_next", "--derive", "d = sum(spend_next, monetary)"], "reads the amount"
      ),
      (["--amount", "spend_next", "--amount-target", "cube"], "use log or plain"),
      (["--exclude", "spend_next", "--amount-target", "log"], "is for data with amounts"),
    ] {
      let program = try Program(["train", csv, "--target", "buys_again", "--quiet"] + words)
      #expect(program.exitCode == 2, "\(words): \(program.errors)")
      #expect(program.errors.contains(sentence), "\(words): \(program.errors)")
    }
  }
}
