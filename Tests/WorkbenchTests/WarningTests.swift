import Foundation
import Tabular
import Testing
import Workbench

@Suite struct WarningTests {
  private func warnings(
    _ header: String, rows: Int = 2000, _ line: (inout SeededGenerator, Int, Int) -> String
  ) throws -> [DataWarning] {
    var generator = SeededGenerator(seed: 4)
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
    var generator = SeededGenerator(seed: 4)
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
    #expect(duplicates.message.contains("Only 4 of 2000 rows"))
  }
}
