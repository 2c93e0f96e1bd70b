import Tabular
import Testing

@testable import Modelling

@Suite struct LogisticEstimatorTests {
  private func fit(
    _ data: TrainingSet, _ estimator: LogisticEstimator = .init(), threads: Int = 1
  ) throws -> LogisticModel {
    try estimator.fitted(to: data, run: TrainingRun(seed: 1, threads: threads))
  }

  @Test(arguments: [false, true])
  func threadsDoNotChangeTheModel(weighted: Bool) throws {
    let mixed = LinearFrames.mixed(rowCount: 20_000, weighted: weighted)
    let one = try fit(mixed)
    #expect(try fit(mixed, threads: 2) == one)
    #expect(try fit(mixed, threads: 4) == one)
  }

  @Test func threadsDoNotChangeMergedAndWideModels() throws {
    let flags = LinearFrames.flags(rowCount: 20_000, count: 14)
    let one = try fit(flags)
    #expect(one.diagnostics.distinctRowCount < 10_000)
    #expect(try fit(flags, threads: 3) == one)
    let wide = wideSet()
    #expect(try fit(wide, threads: 4) == fit(wide))
  }

  /// One category of 40 levels: the design is wide enough for the sparse sums.
  private func wideSet() -> TrainingSet {
    var random = SplitMix(state: 9)
    let levels = (0..<40).map { "level\($0)" }
    let schema = FeatureSchema(features: [Feature(name: "city", kind: .category(levels: levels))])
    var codes: [Float] = []
    var labels: [UInt8] = []
    for _ in 0..<8000 {
      let code = Int(random.share() * 40)
      codes.append(Float(code))
      labels.append(random.share() < Double(code + 2) / 50 ? 1 : 0)
    }
    return TrainingSet(
      frame: FeatureFrame(schema: schema, rowCount: 8000, columns: [codes]), labels: labels)
  }

  @Test func sparseSumsAgreeWithDenseOnes() throws {
    let data = wideSet()
    let wide = try fit(data)
    // The same design by flags, which is narrow against its number of features.
    let flags =
      (0..<40).map { level in data.frame.columns[0].map { $0 == Float(level) ? 1 : 0 } }
      as [[Float]]
    let schema = FeatureSchema(
      features: (0..<40).map {
        Feature(name: "f\($0)", kind: .flag(.init(zero: "0", one: "1")))
      })
    // Leaving out the reference level gives the very same columns.
    let named = Set(wide.coefficients.map(\.name))
    let reference = try #require((0..<40).first { !named.contains("city = level\($0)") })
    var kept = flags
    kept[reference] = [Float](repeating: 0, count: 8000)
    let narrow = try fit(
      TrainingSet(
        frame: FeatureFrame(schema: schema, rowCount: 8000, columns: kept), labels: data.labels))
    #expect(narrow.coefficients.count == wide.coefficients.count)
    for (left, right) in zip(narrow.coefficients, wide.coefficients) {
      #expect(abs(left.standardised.value - right.standardised.value) < 1e-8)
      #expect(abs(left.standardised.standardError - right.standardised.standardError) < 1e-8)
    }
  }

  @Test func wholeWeightsAreRepeatedRows() throws {
    let data = LinearFrames.flags(rowCount: 300, count: 4)
    let weights = (0..<300).map { Float($0 % 3 + 1) }
    let repeated = (0..<300).flatMap { [Int](repeating: $0, count: $0 % 3 + 1) }
    let byWeight = try fit(
      TrainingSet(frame: data.frame, labels: data.labels, weights: weights))
    let byRows = try fit(
      TrainingSet(frame: data.frame.rows(repeated), labels: repeated.map { data.labels[$0] }))
    for (left, right) in zip(byWeight.coefficients, byRows.coefficients) {
      #expect(abs(left.standardised.value - right.standardised.value) < 1e-9)
    }
  }

  @Test func unstandardisedPenaltyFallsOnOwnUnits() throws {
    let data = LinearFrames.mixed(rowCount: 500)
    let scaled = data.frame.replacing(feature: 0, with: data.frame.columns[0].map { $0 * 1000 })
    let other = TrainingSet(frame: scaled, labels: data.labels)
    let own = LogisticEstimator(inverseRegularisation: 1e-6, standardise: false)
    let small = try fit(data, own).coefficients[0]
    let large = try fit(other, own).coefficients[0]
    // Large units hardly feel the penalty that shrinks the coefficient in small ones.
    #expect(large.standardised.value > 2 * small.standardised.value)
    let standardised = LogisticEstimator(inverseRegularisation: 1e-4)
    let left = try fit(data, standardised).coefficients[0]
    let right = try fit(other, standardised).coefficients[0]
    #expect(abs(left.standardised.value - right.standardised.value) < 1e-6)
  }

  @Test func completeSeparationConvergesAndIsSaid() throws {
    let values = (0..<40).map(Float.init)
    let data = LinearFrames.numbers(values, labels: values.map { $0 < 20 ? 0 : 1 })
    let model = try fit(data, LogisticEstimator(inverseRegularisation: 1e6))
    #expect(model.diagnostics.converged)
    #expect(model.diagnostics.separation == .complete)
    #expect(model.coefficients.allSatisfy { $0.standardised.value.isFinite })
    #expect(model.diagnostics.warning?.contains("separate the classes completely") == true)
  }

  @Test func aLevelOfOneClassIsPartialSeparation() throws {
    var data = LinearFrames.mixed(rowCount: 400)
    data = TrainingSet(
      frame: data.frame,
      labels: zip(data.labels, data.frame.columns[2]).map { $1 == 2 ? 0 : $0 })
    let model = try fit(data)
    #expect(model.diagnostics.separation == .partial(columns: ["job = student"]))
    #expect(model.diagnostics.warning?.contains("job = student") == true)
  }

  @Test func lackOfConvergenceIsSaid() throws {
    let model = try fit(
      LinearFrames.mixed(rowCount: 500), LogisticEstimator(maximumIterations: 1))
    #expect(!model.diagnostics.converged)
    #expect(model.diagnostics.warning?.contains("did not converge in 1 steps") == true)
  }

  @Test func equalColumnsAreNoTrouble() throws {
    let data = LinearFrames.mixed(rowCount: 400)
    let schema = FeatureSchema(
      features: (0..<2).map { Feature(name: "x\($0)", kind: .number) })
    let twins = FeatureFrame(
      schema: schema, rowCount: 400, columns: [data.frame.columns[0], data.frame.columns[0]])
    let model = try fit(
      TrainingSet(frame: twins, labels: data.labels),
      LogisticEstimator(inverseRegularisation: 1e12))
    let values = model.coefficients.map(\.standardised.value)
    #expect(values.allSatisfy { $0.isFinite })
    #expect(abs(model.diagnostics.trainingLoss) < 0.69)
  }

  @Test func unusableDataAndSettingsAreRefused() {
    let data = LinearFrames.mixed(rowCount: 50)
    func code(_ data: TrainingSet, _ estimator: LogisticEstimator = .init()) -> String? {
      do {
        _ = try fit(data, estimator)
        return nil
      } catch let error as ModellingError {
        return error.code.rawValue
      } catch {
        return "\(error)"
      }
    }
    #expect(code(TrainingSet(frame: data.frame.rows([]), labels: [])) == "unusableData")
    #expect(
      code(TrainingSet(frame: data.frame, labels: data.labels.map { _ in 1 })) == "unusableData")
    let none = FeatureFrame(schema: FeatureSchema(features: []), rowCount: 50, columns: [])
    #expect(code(TrainingSet(frame: none, labels: data.labels)) == "unusableData")
    let weights = (0..<50).map { Float($0 == 7 ? 0 : 1) }
    #expect(
      code(TrainingSet(frame: data.frame, labels: data.labels, weights: weights))
        == "unusableData")
    #expect(code(data, .init(inverseRegularisation: 0)) == "invalidSetting")
    #expect(code(data, .init(inverseRegularisation: .nan)) == "invalidSetting")
    #expect(code(data, .init(maximumIterations: 0)) == "invalidSetting")
    #expect(code(data, .init(tolerance: -1)) == "invalidSetting")
  }

  @Test func tooManyLevelsAreRefusedByName() {
    let levels = (0..<6000).map { "v\($0)" }.sorted()
    let schema = FeatureSchema(features: [Feature(name: "zip", kind: .category(levels: levels))])
    let frame = FeatureFrame(schema: schema, rowCount: 2, columns: [[0, 1]])
    let error = #expect(throws: ModellingError.self) {
      try fit(TrainingSet(frame: frame, labels: [0, 1]))
    }
    #expect(error?.message.contains("zip alone has 6000 levels") == true)
  }

  @Test func cancelEndsTheFit() {
    let run = TrainingRun(seed: 1, threads: 1)
    run.cancel()
    let error = #expect(throws: ModellingError.self) {
      try LogisticEstimator().fitted(to: LinearFrames.mixed(rowCount: 100), run: run)
    }
    #expect(error?.code == .cancelled)
  }
}
