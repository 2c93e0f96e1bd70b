import Foundation
import Modelling
import Synthetic
import Tabular
import Testing
import Workbench

@Suite struct WarningTests {
  private func warnings(
    _ header: String, rows: Int = 2000, _ line: (inout Tabular.SeededGenerator, Int, Int) -> String
  ) throws -> [DataWarning] {
    var generator = Tabular.SeededGenerator(seed: 4)
    var text = header + "\n"
    for row in 0..<rows {
      let label = generator.unit() < 0.3 ? 1 : 0
      text += line(&generator, row, label) + ",\(label)\n"
    }
    return try Opener.open(try SmallSets.file(text)).warnings
  }

  @Test func noiseRaisesNoAlarm() throws {
    let found = try warnings("a,b,c,y") { generator, _, _ in
      "\(generator.unit()),\(generator.below(5)),k\(generator.below(40))"
    }
    #expect(found.isEmpty, "\(found)")
  }

  @Test func plantedTrapsAreFound() throws {
    let found = try warnings("leak,sentinel,gap,number,flat,y_next,y") { generator, row, label in
      let leak = Double(label) + generator.unit() * 1.05
      let sentinel = generator.unit() < 0.2 ? -1 : generator.below(50) + 1
      let gap = generator.unit() < (label == 1 ? 0.5 : 0.1) ? "" : "\(generator.below(9))"
      return "\(leak),\(sentinel),\(gap),\(row),\(row == 7 ? 1 : 0),\(generator.below(9))"
    }
    let kinds = { (kind: DataWarning.Kind) in found.filter { $0.kind == kind }.map(\.column) }
    #expect(kinds(.leakage).contains("leak"))
    #expect(kinds(.sentinel) == ["sentinel"])
    #expect(kinds(.missingness) == ["gap"])
    #expect(kinds(.identifier) == ["number"])
    #expect(kinds(.constant) == ["flat"])
    #expect(found.allSatisfy { !$0.message.contains("\n") })
  }

  /// Three positive rows are separated by chance by one column or another.
  @Test func fewPositivesRaiseNoAlarmAboutLeaks() throws {
    var text = "time,a,b,y\n"
    for row in 0..<400 { text += "\(row),\(row % 7),\(row % 11),\(row >= 397 ? 1 : 0)\n" }
    let path = try SmallSets.file(text)
    let found = try Opener.open(path, overrides: RoleOverrides(time: "time")).warnings
    #expect(found.filter { $0.kind == .leakage }.isEmpty, "\(found)")
    let feature = try Opener.open(path, overrides: RoleOverrides(target: "y")).warnings
    #expect(feature.filter { $0.kind == .leakage }.isEmpty, "\(feature)")
  }

  @Test func leaksThatComeInCompanyAreAllFound() throws {
    let found = try warnings("paid,invoice,age,y") { generator, _, label in
      let paid = generator.unit() < 0.1 ? 1 - label : label
      let invoice = Double(label) + generator.unit() * 1.6
      return "\(paid),\(invoice),\(generator.below(60))"
    }
    let leaks = found.filter { $0.kind == .leakage }
    #expect(Set(leaks.compactMap(\.column)) == ["paid", "invoice"])
    #expect(leaks.allSatisfy { $0.message.contains("next column 0.5") })
  }

  @Test func aTargetThatDriftsAlongTheFileIsSeen() throws {
    var generator = Tabular.SeededGenerator(seed: 4)
    var text = "a,y\n"
    for row in 0..<3000 {
      text += "\(generator.unit()),\(generator.unit() < Double(row) / 6000 ? 1 : 0)\n"
    }
    let found = try Opener.open(try SmallSets.file(text)).warnings
    #expect(found.map(\.kind) == [.drift])
  }

  @Test func fewDistinctRowsBringTheirCeiling() throws {
    let found = try warnings("a,b,y") { generator, _, label in
      "\(label == 1 && generator.unit() < 0.5 ? 1 : 0),\(generator.below(2))"
    }
    let duplicates = try #require(found.first { $0.kind == .duplicates })
    #expect(duplicates.message.contains("Only 4 of 2,000 rows"))
  }

  @Test func valuesThatOnlyOneClassHasAreFound() throws {
    let found = try warnings("orders,step,refund,noise,y") { generator, _, label in
      let orders = generator.below(3) + label
      let refund = label == 1 && generator.unit() < 0.4 ? "\(generator.unit())" : ""
      let step = label == 1 || generator.unit() < 0.3 ? "yes" : "no"
      return "\(orders),\(step),\(refund),\(generator.below(4))"
    }
    let leaks = found.filter { $0.kind == .leakage }
    #expect(Set(leaks.compactMap(\.column)) == ["orders", "step", "refund"])
    #expect(leaks.first { $0.column == "orders" }?.message.contains("orders is 0, none") == true)
  }

  @Test func aValueWithoutPositivesByChanceIsNone() throws {
    let found = try warnings("a,y", rows: 1500) { generator, row, label in
      // Sixty rows of a value without positives, of which six would be expected.
      row < 40 && label == 0 ? "7" : "\(generator.below(7))"
    }
    #expect(found.filter { $0.kind == .leakage }.isEmpty)
  }

  @Test func aCustomerWithSeveralRowsIsTold() throws {
    var generator = Tabular.SeededGenerator(seed: 4)
    let lines = (0..<400).map { row in
      "c\(row / 2),\(generator.unit()),\(generator.below(2))\n"
    }
    let path = try SmallSets.file("who,a,y\n" + lines.joined())
    let data = try Opener.open(path, overrides: RoleOverrides(identifier: "who"))
    let warning = try #require(data.warnings.first { $0.kind == .customers })
    #expect(warning.column == "who" && warning.figure == 1)
    #expect(warning.message.contains("200 values of who"))
    let grouped = try Opener.open(path, overrides: RoleOverrides(group: "who"))
    #expect(!grouped.warnings.contains { $0.kind == .customers })
  }

  @Test func aTimeOrKeyThatFollowsTheOutcomeIsTold() throws {
    let found = try warnings("id,closed_on,a,y", rows: 1200) { generator, row, label in
      let day = 1 + generator.below(28)
      let closed = label == 1 ? "2024-03-\(day < 10 ? "0" : "")\(day)" : ""
      return "\(label * 10_000 + row),\(closed),\(generator.unit())"
    }
    let leaks = found.filter { $0.kind == .leakage }
    #expect(Set(leaks.compactMap(\.column)) == ["id", "closed_on"], "\(found)")
    #expect(leaks.first { $0.column == "closed_on" }?.message.contains("--time") == true)
    #expect(leaks.first { $0.column == "id" }?.message.contains("must not become one") == true)
  }

  @Test func aFileOfOneClassIsRefusedAndScoredWithAWord() throws {
    let folder = try SmallSets.folder(.bank, rows: 600)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let data = try Opener.open(folder)
    var plan = try SmallSets.plan(for: data)
    plan.models = plan.models.filter { $0.kind == .logistic }
    let comparison = try TrainingSession(data: data, plan: plan).run { _ in }
    let paths = try ModelFolder.save(comparison, to: "\(folder)/models")
    let target = try #require(data.dataset.table[data.dataset.roles.target ?? ""])
    let lines = try String(contentsOfFile: "\(folder)/bank.csv", encoding: .utf8)
      .split(separator: "\n")
    let kept = (0..<target.count).filter { data.dataset.labels[$0] == 0 }
    let path = try SmallSets.file(
      ([lines[0]] + kept.map { lines[$0 + 1] }).joined(separator: "\n") + "\n")
    let error = #expect(throws: WorkbenchError.self) {
      try Opener.open(path, toMeasure: paths, overrides: .init(), options: .init())
    }
    let message = try #require(error?.message)
    #expect(message.contains("all \(kept.count) rows") && message.contains("predict"))
    let last = { (line: Substring) in line.lastIndex { ",;".contains($0) } ?? line.startIndex }
    for (text, words) in [
      ([lines[0]], "no rows"),
      ([lines[0]] + lines.dropFirst().map { $0[...last($0)] }, "no row has an outcome in y"),
      (lines.map { $0[..<last($0)] }, "has no column y"),
    ] {
      let file = try SmallSets.file(text.joined(separator: "\n") + "\n")
      let refusal = #expect(throws: WorkbenchError.self) {
        try Opener.open(file, toMeasure: paths, overrides: .init(), options: .init())
      }
      #expect(refusal?.message.contains(words) == true, "\(refusal as Any)")
      #expect(refusal?.message.contains("--target") == false, "\(refusal as Any)")
    }
    let scored = try BatchScorer(modelPath: paths[0], threads: 1).scores(of: path, options: .init())
    #expect(scored.values.count == kept.count)
    #expect(scored.remarks.contains { $0.contains("all \(kept.count) rows") })
  }
}
