import Modelling
import Tabular
import Testing

@Suite struct BalancingTests {
  /// Two numbers, a flag and a category; one row in ten is rare, in a region of its own.
  private func sample(_ rowCount: Int, missing: Bool = false) -> (FeatureFrame, [UInt8]) {
    var generator = SeededGenerator(seed: 17)
    let labels = (0..<rowCount).map { UInt8($0 % 10 == 3 ? 1 : 0) }
    var columns = [[Float]](repeating: [], count: 4)
    for label in labels {
      let centre: Float = label == 1 ? 100 : 0
      columns[0].append(centre + Float(generator.unit()) * 10)
      columns[1].append(missing && generator.below(4) == 0 ? .nan : Float(generator.unit()))
      columns[2].append(Float(generator.below(10) < (label == 1 ? 9 : 3) ? 1 : 0))
      columns[3].append(missing && generator.below(5) == 0 ? .nan : Float(generator.below(3)))
    }
    let schema = FeatureSchema(features: [
      Feature(name: "spend", kind: .number), Feature(name: "share", kind: .number),
      Feature(name: "mobile", kind: .flag(.digits)),
      Feature(name: "region", kind: .category(levels: ["east", "north", "west"])),
    ])
    return (FeatureFrame(schema: schema, rowCount: rowCount, columns: columns), labels)
  }

  @Test func underSamplingKeepsTheRareAndDrawsTheRest() throws {
    let labels = sample(1_000).1
    let rows = try UnderSampling(rowsPerRare: 3).rows(labels: labels, seed: 5)
    #expect(rows.count == 400 && rows == rows.sorted() && Set(rows).count == 400)
    #expect(rows.count { labels[$0] == 1 } == 100)
    #expect(try UnderSampling(rowsPerRare: 3).rows(labels: labels, seed: 5) == rows)
    #expect(try UnderSampling(rowsPerRare: 3).rows(labels: labels, seed: 6) != rows)
    #expect(try UnderSampling(rowsPerRare: 50).rows(labels: labels, seed: 5).count == 1_000)
    // Every part of the file is drawn from alike.
    #expect(abs(rows.count { $0 < 500 } - 200) < 40)
    let reversed = try UnderSampling().rows(labels: labels.map { 1 - $0 }, seed: 5)
    #expect(reversed.count == 200 && reversed.count { labels[$0] == 1 } == 100)
  }

  @Test func madeUpRowsLieBetweenRareOnes() throws {
    let (frame, labels) = sample(1_000)
    let rows = try SMOTE().balanced(frame: frame, labels: labels, seed: 3, threads: 2)
    #expect(rows.frame.rowCount == 1_800 && rows.originalCount == 1_000)
    #expect(rows.labels.count { $0 == 1 } == 900 && rows.labels.suffix(800).allSatisfy { $0 == 1 })
    for (made, given) in zip(rows.frame.columns, frame.columns) {
      #expect(Array(made.prefix(1_000)) == given)
    }
    let spend = rows.frame.columns[0].suffix(800)
    #expect(spend.allSatisfy { $0 >= 100 && $0 <= 110 })
    let rare = labels.indices.filter { labels[$0] == 1 }
    for column in [0, 1] {
      let made = rows.frame.columns[column].suffix(800)
      let real = rare.map { frame.columns[column][$0] }
      let means = (made.reduce(0, +) / 800, real.reduce(0, +) / 100)
      let spread = (real.max() ?? 0) - (real.min() ?? 0)
      #expect(abs(means.0 - means.1) < 0.03 * spread)
      #expect(Set(made).count > 700)
    }
    // Flags and categories stay what they are, near their shares among rare rows.
    #expect(rows.frame.columns[2].allSatisfy { $0 == 0 || $0 == 1 })
    #expect(rows.frame.columns[2].suffix(800).count { $0 == 1 } > 720)
    #expect(rows.frame.columns[3].allSatisfy { [0, 1, 2].contains($0) })
    for level in [Float(0), 1, 2] {
      #expect(rows.frame.columns[3].suffix(800).count { $0 == level } > 130)
    }
  }

  @Test func threadsAndSeedsDecideNothingAndEverything() throws {
    let (frame, labels) = sample(600, missing: true)
    let made = try [1, 2, 4].map {
      try SMOTE(rarePerRow: 0.5).balanced(frame: frame, labels: labels, seed: 3, threads: $0)
    }
    let bits = made.map { rows in rows.frame.columns.map { $0.map(\.bitPattern) } }
    #expect(bits[0] == bits[1] && bits[0] == bits[2])
    #expect(made[0].labels.count { $0 == 1 } == 270)
    let other = try SMOTE(rarePerRow: 0.5).balanced(
      frame: frame, labels: labels, seed: 4, threads: 1)
    #expect(other.frame.columns.map { $0.map(\.bitPattern) } != bits[0])
  }

  @Test func missingValuesStayAsCommonAsTheyAre() throws {
    let (frame, labels) = sample(2_000, missing: true)
    let rows = try SMOTE().balanced(frame: frame, labels: labels, seed: 1, threads: 2)
    let share = { (values: ArraySlice<Float>) in
      Double(values.count(where: \.isNaN)) / Double(values.count)
    }
    let rare = labels.indices.filter { labels[$0] == 1 }
    let made = rows.frame.columns[1].suffix(1_600)
    #expect(abs(share(made) - share(rare.map { frame.columns[1][$0] }[...])) < 0.02)
  }

  @Test func neighboursAreExact() throws {
    // Rare rows .5, 1.5, 3.5, 7.5, 20.5 on a line: with one neighbour every mix lies on one of these steps.
    let places: [Float] = [0.5, 1.5, 3.5, 7.5, 20.5]
    let column = places + [Float](repeating: 500, count: 55)
    let frame = FeatureFrame(
      schema: FeatureSchema(features: [Feature(name: "place", kind: .number)]), rowCount: 60,
      columns: [column])
    let labels = column.map { UInt8($0 < 100 ? 1 : 0) }
    let rows = try SMOTE(neighbours: 1).balanced(frame: frame, labels: labels, seed: 2, threads: 1)
    let steps: [ClosedRange<Float>] = [0.5...1.5, 1.5...3.5, 3.5...7.5, 7.5...20.5]
    let made = rows.frame.columns[0].suffix(50)
    #expect(made.allSatisfy { value in steps.contains { $0.contains(value) } })
    // .5 and 1.5 are each other's neighbours, so twice as many rows start there as on other steps.
    #expect(made.count { $0 <= 1.5 } == 20 && made.count { $0 > 7.5 } == 10)
    let few = try SMOTE(neighbours: 9).balanced(frame: frame, labels: labels, seed: 2, threads: 1)
    #expect(few.frame.rowCount == 110)
  }

  /// A fraction among whole numbers would tell a tree which rows are made up.
  @Test func wholeNumbersStayWhole() throws {
    let whole: [Float] = [0, 1, 3, 7, 20] + [Float](repeating: 500, count: 55)
    let parts = whole.map { $0 / 2 }
    let schema = FeatureSchema(features: [
      Feature(name: "whole", kind: .number), Feature(name: "parts", kind: .number),
    ])
    let frame = FeatureFrame(schema: schema, rowCount: 60, columns: [whole, parts])
    let labels = whole.map { UInt8($0 < 100 ? 1 : 0) }
    let made = try SMOTE().balanced(frame: frame, labels: labels, seed: 2, threads: 1).frame.columns
    #expect(made[0].allSatisfy { $0 == $0.rounded() })
    #expect(made[1].suffix(50).contains { $0 * 2 != ($0 * 2).rounded() })
  }

  @Test func everyBalanceComesWithItsCorrection() throws {
    let (frame, labels) = sample(1_000)
    for text in ["none", "weights", "undersample:1", "smote:1"] {
      let balancing = try Balancing(parsing: text)
      #expect(balancing.description == text)
      let rows = try balancing.applied(to: frame, labels: labels, seed: 1, threads: 1)
      if text == "none" {
        #expect(rows.correction == nil && rows.weights == nil)
      } else {
        let correction = try #require(rows.correction)
        #expect(abs(correction.sampledRate - 0.5) < 1e-6 && correction.trueRate == 0.1)
      }
    }
    let weighted = try Balancing.weights.applied(to: frame, labels: labels, seed: 1, threads: 1)
    #expect(abs((weighted.weights ?? []).reduce(0, +) - 1_000) < 0.01)
  }

  @Test func badInputIsRefusedInWords() throws {
    let (frame, labels) = sample(100)
    let oneClass = [UInt8](repeating: 0, count: 100)
    for balancing in [Balancing.weights, .underSampling(UnderSampling()), .smote(SMOTE())] {
      #expect(throws: ModellingError.self) {
        try balancing.applied(to: frame, labels: oneClass, seed: 1, threads: 1)
      }
    }
    var single = oneClass
    single[4] = 1
    let error = #expect(throws: ModellingError.self) {
      try SMOTE().balanced(frame: frame, labels: single, seed: 1, threads: 1)
    }
    #expect(error?.message.contains("one training row") == true)
    #expect(
      try SMOTE(rarePerRow: 0.1).balanced(
        frame: frame, labels: labels, seed: 1, threads: 1
      ).frame.rowCount == 100)
    for text in ["", "smote:0", "smote:x", "undersample:0.5", "none:2", "weights:", "smote:1:2"] {
      #expect(throws: ModellingError.self, "\(text)") { try Balancing(parsing: text) }
    }
  }
}
