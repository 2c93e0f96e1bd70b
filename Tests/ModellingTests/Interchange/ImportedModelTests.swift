import Foundation
import Tabular
import Testing

@testable import Modelling

@Suite struct ImportedModelTests {
  /// The rows of the foreign booster under other names.
  private func table(_ names: [String]) -> Table {
    Table(
      columns: names.enumerated().map { feature, name in
        Column(name: name, values: .float(ForeignBooster.rows.map { $0[min(feature, 2)] }))
      })
  }

  private func altered(_ part: String, _ other: String) -> Data {
    let text = ForeignBooster.json.replacingOccurrences(of: part, with: other)
    precondition(text != ForeignBooster.json, "The booster holds \(part).")
    return Data(text.utf8)
  }

  private func expect(_ model: ImportedModel, _ table: Table, margins: [Double]) {
    let frame = model.schema.frame(of: table)
    for (own, margin) in zip(model.predictions(for: frame, threads: 1), margins) {
      #expect(abs(own - (model.output == .probability ? logistic(margin) : margin)) < 1e-6)
    }
  }

  @Test func columnsAreFoundByNameInAnyOrder() throws {
    let bytes = altered(#""feature_names":[]"#, #""feature_names":["a","b","c"]"#)
    let columns = table(["a", "b", "c"]).columns
    let shuffled = Table(columns: [columns[2], columns[0], columns[1]])
    let model = try ImportedModel(bytes, columnsOf: shuffled)
    #expect(model.schema.names == ["a", "b", "c"] && model.remarks.isEmpty)
    expect(model, shuffled, margins: ForeignBooster.margins)
  }

  @Test func withoutNamesColumnsAreTakenInOrderAndThatIsSaid() throws {
    let bytes = Data(ForeignBooster.json.utf8)
    let wide = table(["p", "q", "r", "target"])
    let model = try ImportedModel(bytes, columnsOf: wide, ignoring: ["target"])
    #expect(model.remarks.count == 1 && model.remarks[0].contains("p, q, r"))
    expect(model, wide, margins: ForeignBooster.margins)
    let error = #expect(throws: ModellingError.self) {
      try ImportedModel(bytes, columnsOf: wide)
    }
    #expect(error?.message.contains("reads 3 columns in order, and 4 were given") == true)
  }

  @Test func rankingsGiveMargins() throws {
    let model = try ImportedModel(
      altered("binary:logistic", "rank:map"), columnsOf: table(["a", "b", "c"]))
    #expect(model.output == .score && model.objective == "rank:map")
    // The base score is a margin itself, not a probability.
    let shift = 0.1975 - log(0.1975 / 0.8025)
    expect(model, table(["a", "b", "c"]), margins: ForeignBooster.margins.map { $0 + shift })
  }

  @Test func onlyTheWrapperStopsAtTheBestIteration() throws {
    let table = table(["a", "b", "c"])
    let noted = #""best_iteration":"0""#
    let whole = try ImportedModel(
      altered(#""attributes":{}"#, #""attributes":{\#(noted)}"#), columnsOf: table)
    #expect(whole.treeCount == 2 && whole.remarks.contains { $0.contains("stopped early") })
    expect(whole, table, margins: ForeignBooster.margins)
    let wrapped = try ImportedModel(
      altered(#""attributes":{}"#, #""attributes":{\#(noted),"scikit_learn":"{}"}"#),
      columnsOf: table)
    #expect(wrapped.treeCount == 1)
  }

  @Test func aFlagInWordsCountsAsOneAndZero() throws {
    let bytes = altered(#""feature_names":[]"#, #""feature_names":["a","b","c"]"#)
    let flag = Column(name: "b", values: .flag([0, 1], labels: .init(zero: "no", one: "yes")))
    let model = try ImportedModel(bytes, columnsOf: Table(columns: [flag]))
    #expect(model.remarks == ["b: yes counts as 1 and no as 0"])
    #expect(model.schema.frame(of: Table(columns: [flag])).columns[1] == [0, 1])
  }

  /// A booster with a category of three levels, which writes its categories or doesn't.
  private func categorical(_ categories: String) throws -> Data {
    let data = LinearFrames.mixed(rowCount: 400)
    let model = try XGBoostEstimator(rounds: 5)
      .fitted(to: data, run: TrainingRun(seed: 1, threads: 1))
    let text = String(decoding: try FittedModel.xgboost(model).xgboostJSON(), as: UTF8.self)
    let start = try #require(text.range(of: "\"cats\":")).lowerBound
    let end = try #require(text.range(of: "\"gbtree_model_param\"")).lowerBound
    return Data(text.replacingCharacters(in: start..<end, with: categories).utf8)
  }

  @Test func wholeNumbersMayBeCategories() throws {
    let bytes = try categorical(
      #""cats":{"enc":[{"offsets":[],"values":[]},{"offsets":[],"values":[]},"#
        + #"{"type":15,"values":[30,10,20]},{"offsets":[],"values":[]}]},"#)
    let table = Table(columns: [Column(name: "job", values: .float([10, 20, 30, 40, .nan]))])
    let model = try ImportedModel(bytes, columnsOf: table)
    let frame = model.schema.frame(of: table)
    #expect(Array(frame.columns[2].prefix(3)) == [1, 2, 0])
    #expect(frame.columns[2][3].isNaN && frame.report.unseen == ["job": 1])
  }

  @Test func withoutCategoriesTheTablesOwnAreTakenAndThatIsSaid() throws {
    let bytes = try categorical("")
    let words = Table(columns: [
      Column(name: "job", values: .category(codes: [1, 0], levels: ["a", "b"]))
    ])
    let model = try ImportedModel(bytes, columnsOf: words)
    #expect(model.remarks.contains { $0.hasPrefix("job: the model gives codes") })
    #expect(model.schema.frame(of: words).columns[2] == [1, 0])
    let codes = Table(columns: [Column(name: "job", values: .float([0, 7, 2]))])
    let coded = try ImportedModel(bytes, columnsOf: codes)
    #expect(coded.schema.frame(of: codes).columns[2] == [0, 7, 2])
    let huge = Table(columns: [Column(name: "job", values: .float([0, 1e7]))])
    let error = #expect(throws: ModellingError.self) {
      try ImportedModel(bytes, columnsOf: huge)
    }
    #expect(error?.message.contains("codes up to 65535") == true)
  }
}
