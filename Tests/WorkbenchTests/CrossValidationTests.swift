import Evaluation
import Foundation
import Modelling
import Synthetic
import Tabular
import Testing
import Workbench

@Suite struct CrossValidationTests {
  private func validation(
    _ data: OpenedData, _ split: String, threads: Int = 2
  ) throws -> CrossValidation {
    var plan = try SmallSets.plan(for: data, threads: threads)
    plan.models = plan.models.filter { [.logistic, .boosted].contains($0.kind) }
    plan.split = try SplitScheme(parsing: split)
    return try CrossValidation(data: data, plan: plan) { _ in }
  }

  @Test func everyRowIsTestedOnceAndFiguresAreThoseOfTheScores() throws {
    let data = try SmallSets.opened(.bank, rows: 900)
    let validation = try validation(data, "kfold:3")
    #expect(validation.testRows.sorted() == data.dataset.labelledRows)
    #expect(validation.folds.count == 3 && abs(validation.testToTrain - 0.5) < 1e-9)
    for model in validation.models {
      #expect(model.folds.count == 3 && model.scores.count == 900)
      for fold in 0..<3 {
        let places = validation.foldOfRow.indices.filter { validation.foldOfRow[$0] == fold }
        let again = try MetricSet(
          scores: places.map { model.scores[$0] }, labels: places.map { validation.testLabels[$0] },
          threshold: model.folds[fold].threshold)
        #expect(again.figures == model.folds[fold].figures)
      }
      let areas = model.folds.compactMap(\.rocAUC)
      let mean = areas.reduce(0, +) / 3
      #expect(abs(try #require(model.mean(.rocAUC)) - mean) < 1e-12)
      let spread = (areas.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / 2).squareRoot()
      #expect(abs(try #require(model.deviation(.rocAUC)) - spread) < 1e-12)
      let pooled = try MetricSet(
        scores: model.scores, labels: validation.testLabels, threshold: nil)
      #expect(model.pooled?.rocAUC == pooled.rocAUC && model.pooled?.f1 == nil)
      #expect(model.pooledConfusion?.total == 900)
    }
  }

  @Test func foldsDoNotDependOnThreads() throws {
    let data = try SmallSets.opened(.bank, rows: 500)
    let one = try validation(data, "kfold:3", threads: 1)
    let four = try validation(data, "kfold:3", threads: 4)
    #expect(one.models.map(\.scores) == four.models.map(\.scores))
  }

  @Test func aCustomerIsNeverOnBothSides() throws {
    let data = try SmallSets.opened(.amex, rows: 900)
    let validation = try validation(data, "groupkfold:3")
    let codes = try #require(data.dataset.groupCodes)
    var foldOfGroup: [Int32: Int] = [:]
    for (row, fold) in zip(validation.testRows, validation.foldOfRow) {
      #expect(foldOfGroup[codes[row], default: fold] == fold)
      foldOfGroup[codes[row]] = fold
    }
    #expect(validation.models.allSatisfy { $0.mean(.mapAt7) != nil })
  }

  @Test func segmentsAndBalancingArePooledOverTheFolds() throws {
    let data = try SmallSets.opened(.bank, rows: 900)
    var plan = try SmallSets.plan(for: data)
    plan.models = plan.models.filter { [.logistic, .boosted].contains($0.kind) }
    (plan.split, plan.balance) = (.folds(3), .weights)
    plan.thresholdRule = try ThresholdRule(parsing: "profit:cost=1,margin=6", customers: 900)
    let validation = try CrossValidation(data: data, plan: plan, comparesBalancing: true) { _ in }
    for model in validation.models {
      #expect(model.segments.map(\.segment) == CustomerSegment.allCases)
      #expect(model.segments.reduce(0) { $0 + $1.rows } == 900)
      #expect(
        model.segments.reduce(0) { $0 + $1.positives } == Double(data.dataset.positiveCount))
      #expect(abs(model.segments.reduce(0) { $0 + ($1.rowShare ?? 0) } - 1) < 1e-9)
      let mean = model.scores.reduce(0, +) / 900
      let ofSegments = model.segments.reduce(0) { $0 + ($1.meanScore ?? 0) * $1.rows } / 900
      #expect(abs(mean - ofSegments) < 1e-9)
      let earned = model.segments.reduce(0) { $0 + ($1.value ?? .nan) }
      #expect(abs(earned - (6 * Double(data.dataset.positiveCount) - 900)) < 1e-6)
      #expect(model.imbalance.map(\.stage) == [.unbalanced, .balanced, .corrected])
      // The kept model is the corrected stage.
      #expect(model.imbalance[2].metrics.rocAUC == model.pooled?.rocAUC)
      #expect(model.imbalance[2].metrics.f1 == model.pooledConfusion?.f1)
    }
    let text = TextReport.crossValidation(validation)
    #expect(text.contains("segments, pooled") && text.contains("balancing, pooled"))
    let json = try CrossValidationDocument(validation).json()
    #expect(json.contains("pooledSegments") && json.contains("pooledImbalance"))
    let short = TextReport.crossValidation(validation, most: 1)
    #expect(short.count < text.count && short.contains("segments, pooled"))
  }

  /// Groups of one row, and columns that are the same throughout a list: rankers learn nothing there,
  /// keep their row with the reason, and are held against nobody.
  @Test(arguments: [1, 8], ["kfold:3", "groupkfold:3"])
  func rankersThatCannotBeFittedLeaveTheOthersStanding(size: Int, split: String) throws {
    let lines = (0..<480).map { row in
      "c\(row / size),o\(row % size),\(row / size % 7),\((row * 7 + row / 5) % 3 == 0 ? 1 : 0)\n"
    }
    let path = try SmallSets.file("customer,offer,a,y\n" + lines.joined())
    defer { try? FileManager.default.removeItem(atPath: AtomicFile.folder(of: path)) }
    let data = try Opener.open(
      path, overrides: RoleOverrides(target: "y", group: "customer", item: "offer"))
    var plan = try SmallSets.plan(for: data)
    plan.split = try SplitScheme(parsing: split)
    let validation = try CrossValidation(data: data, plan: plan) { _ in }
    let failed = validation.models.filter { $0.failure != nil }
    #expect(failed.map(\.kind).contains(.lambdamart) && failed.allSatisfy(\.kind.isRanker))
    #expect(validation.models.count { $0.failure == nil } == 4)
    let names = validation.differences().flatMap { [$0.first, $0.second] }
    #expect(!names.isEmpty && !names.contains("lambdamart"))
    let text = TextReport.crossValidation(validation)
    #expect(text.contains("lambdamart: ") && text.contains("P(row beats column)"))
    #expect(try CrossValidationDocument(validation).json().contains("lambdamart"))
  }

  @Test func fewerPositivesThanFoldsIsOneSentence() throws {
    let text = "a,y\n" + (0..<200).map { "\($0 % 9),\($0 < 3 ? 1 : 0)\n" }.joined()
    let data = try Opener.open(try SmallSets.file(text))
    let error = #expect(throws: ModellingError.self) { try validation(data, "kfold:5") }
    #expect(error?.message.contains("there are 3;") == true, "\(error?.message ?? "")")
  }

  /// Nothing but the last line may look at the test rows: with their labels turned round, every model,
  /// score and threshold must come out the same, and only the figures change.
  @Test func poisonedTestLabelsChangeNothingButTheFigures() throws {
    var generator = Tabular.SeededGenerator(seed: 3)
    var rows: [(a: Double, b: Int, y: Int)] = []
    for _ in 0..<1000 {
      let (a, b) = (generator.unit(), generator.below(6))
      rows.append((a, b, generator.unit() < 0.15 + 0.5 * a * Double(b) / 5 ? 1 : 0))
    }
    let comparison = { (poisonFrom: Int) in
      let lines = rows.enumerated().map { place, row in
        "\(row.a),\(row.b),\(place >= poisonFrom ? 1 - row.y : row.y)\n"
      }
      let data = try Opener.open(try SmallSets.file("a,b,y\n" + lines.joined()))
      var plan = try SmallSets.plan(for: data)
      plan.split = .time(share: 0.2)
      return try TrainingSession(data: data, plan: plan).run { _ in }
    }
    let (clean, poisoned) = (try comparison(1000), try comparison(800))
    #expect(clean.testRows == Array(800..<1000) && poisoned.testRows == clean.testRows)
    for (one, two) in zip(clean.trained, poisoned.trained) {
      #expect(one.model.testScores == two.model.testScores, "\(one.kind)")
      #expect(one.model.threshold == two.model.threshold)
      #expect(one.model.metrics.rocAUC != two.model.metrics.rocAUC)
    }
  }
}
