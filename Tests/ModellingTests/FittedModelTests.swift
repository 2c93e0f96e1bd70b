import Tabular
import Testing

@testable import Modelling

@Suite struct FittedModelTests {
  /// Rows of few flags and a number with missing values, so that most repeat.
  private func frame(_ rowCount: Int) -> (FeatureFrame, [UInt8]) {
    var generator = SeededGenerator(seed: 12)
    let schema = FeatureSchema(features: [
      Feature(name: "a", kind: .flag(.digits)), Feature(name: "b", kind: .number),
      Feature(name: "c", kind: .category(levels: ["x", "y", "z"])),
    ])
    var columns: [[Float]] = [[], [], []]
    var labels: [UInt8] = []
    for _ in 0..<rowCount {
      let flag = Float(generator.below(2))
      columns[0].append(flag)
      columns[1].append(generator.below(4) == 0 ? .nan : Float(generator.below(3)))
      columns[2].append(generator.below(7) == 0 ? .nan : Float(generator.below(3)))
      labels.append(generator.unit() < 0.2 + 0.5 * Double(flag) ? 1 : 0)
    }
    return (FeatureFrame(schema: schema, rowCount: rowCount, columns: columns), labels)
  }

  @Test(arguments: ModelKind.allCases) func repeatedRowsAreScoredAsIfAlone(kind: ModelKind) throws {
    let (frame, labels) = frame(900)
    #expect(frame.distinctRows(threads: 2).map { $0.first.count < 60 } == true)
    var settings = ModelSettings(kind)
    if kind == .forest { try settings.set("treeCount", to: 10) }
    if kind != .forest, kind != .logistic { try settings.set("rounds", to: 10) }
    let lists = labels.indices.map { Int32($0 / 9) }
    let model = try settings.fitted(
      to: TrainingSet(
        frame: frame, labels: labels, groups: lists,
        validation: .init(frame: frame, labels: labels, groups: lists)),
      run: TrainingRun(seed: 1, threads: 2)
    ).model
    let together = model.margins(for: frame, threads: 2)
    for row in stride(from: 0, to: 900, by: 37) {
      #expect(model.margins(for: frame.rows([row]), threads: 1) == [together[row]])
    }
  }

  @Test func rowsThatAreAllDifferentAreNotMerged() {
    let schema = FeatureSchema(features: [
      Feature(name: "a", kind: .number), Feature(name: "b", kind: .number),
      Feature(name: "c", kind: .number),
    ])
    let column = (0..<20_000).map(Float.init)
    let frame = FeatureFrame(schema: schema, rowCount: 20_000, columns: [column, column, column])
    #expect(frame.distinctRows(threads: 2) == nil)
  }

  @Test func infiniteAndMissingRowsStayApart() {
    let schema = FeatureSchema(features: [Feature(name: "a", kind: .number)])
    let values = (0..<300).map { [Float.nan, .infinity, -.infinity][$0 % 3] }
    let frame = FeatureFrame(schema: schema, rowCount: 300, columns: [values])
    #expect(frame.distinctRows(threads: 1)?.first == [0, 1, 2])
  }
}
