import Evaluation
import Modelling
import Synthetic
import Tabular
import Testing
import Workbench

@Suite struct PlanConfigurationTests {
  @Test func aFileAndItsPlan() throws {
    let data = try SmallSets.opened(.bank, rows: 300)
    let path = try SmallSets.file(
      """
      models: [boosted, logistic]
      settings: {boosted.maximumDepth: 4}
      split: time:0.3
      balance: smote:0.5
      priorCorrection: false
      calibration: isotonic
      threshold: profit:cost=1,margin=20,capacity=30
      segments: high=0.05,medium=0.15
      seed: 3
      threads: 1
      """, name: "plan.yaml")
    let plan = try PlanConfiguration.read(path: path).plan(for: data)
    #expect(plan.models.map(\.kind) == [.boosted, .logistic])
    #expect(plan.models[0]["maximumDepth"] == 4)
    #expect(plan.split == .time(share: 0.3))
    #expect(plan.balance == .smote(SMOTE(rarePerRow: 0.5)))
    #expect(!plan.correctsPrior && plan.calibration == .isotonic)
    // Thirty of the 300 customers of the file.
    #expect(plan.thresholdRule == .bestProfit(margin: 20, cost: 1, capacity: 0.1))
    #expect(plan.segments == SegmentShares(high: 0.05, medium: 0.15))
    #expect(plan.seed == 3)
  }

  @Test(arguments: [
    ("models: [svm]", "not known"), ("split: loo:5", "not known"), ("split: holdout:2", "share"),
    ("balance: adasyn", "use none, weights"), ("balance: smote:2", "at most 1"),
    ("balance: undersample:0", "at least 1"), ("calibration: beta", "platt or isotonic"),
    ("threshold: accuracy", "not known"), ("threshold: precision:1.5", "at most 1"),
    ("threshold: 'profit:cost=-1,margin=2'", "negative cost"),
    ("threshold: 'profit:cost=1,margin=0'", "margin above 0"),
    ("threshold: 'profit:cost=1,margin=2,capacity=0'", "at least one customer"),
    ("segments: high=0.6,medium=0.6", "sum to at most 1"),
    ("priorCorrection: 3", "priorCorrection"), ("threads: 0", "1 to 256"),
    ("settings: {depth: 3}", "must start with a model"),
    ("settings: {boosted.deep: 3}", "has no setting deep"),
    ("settings: {boosted.maximumDepth: 99}", "must lie between"),
    ("settings: {boosted.maximumDepth: 2.5}", "whole number"), ("seeds: 3", "not known"),
    ("monotone: {nosuch: rising}", "is no feature of"), ("monotone: {job: rising}", "no order"),
    ("monotone: {y: rising}", "is no feature of"),
    ("{monotone: {age: rising}, models: [logistic]}", "none is among the models"),
  ])
  func wrongOnesAreOneSentence(text: String, words: String) throws {
    let data = try SmallSets.opened(.bank, rows: 300)
    let path = try SmallSets.file(text, name: "plan.yaml")
    do {
      _ = try PlanConfiguration.read(path: path).plan(for: data)
      Issue.record("no error")
    } catch {
      #expect("\(error)".contains(words), "\(error)")
    }
  }

  @Test func directionsReachEveryModelAndOneColumnHasOne() throws {
    let data = try SmallSets.opened(.bank, rows: 300)
    var text = PlanConfiguration()
    text.monotone = try PlanConfiguration.directions(parsing: ["age=rising", "age=rising"])
    let plan = try text.plan(for: data)
    #expect(plan.models.first { $0.kind == .xgboost }?.monotone == ["age": .rising])
    #expect(throws: WorkbenchError.self) {
      try PlanConfiguration.directions(parsing: ["age=rising", "age=falling"])
    }
  }

  @Test func settingsAreReadFromOptions() throws {
    #expect(
      try PlanConfiguration.settings(parsing: "boosted.rounds=50, forest.treeCount=9")
        == ["boosted.rounds": 50, "forest.treeCount": 9])
    #expect(throws: WorkbenchError.self) { try PlanConfiguration.settings(parsing: "rounds") }
    let error = #expect(throws: WorkbenchError.self) {
      try PlanConfiguration.settings(parsing: "boosted.growth=zzz")
    }
    #expect(error?.message.contains("boosted.growth=zzz: is not known; use") == true)
  }
}
