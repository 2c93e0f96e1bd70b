import Foundation
import Tabular
import Testing
import Workbench

/// The benchmarks on tables so small that their times mean nothing: they run, and measure something.
@Suite struct BenchmarkTests {
  private let folder = FileManager.default.temporaryDirectory
    .appendingPathComponent("offerscope-benchmarks-\(UUID().uuidString)").path

  @Test(arguments: BenchmarkWork.all.map(\.name))
  func givesPositiveTimes(name: String) throws {
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let work = try BenchmarkWork.named(name)
    let file = try work.set.file(in: folder, rows: 1000)
    let input = BenchmarkInput(set: work.set, file: file, threads: 2)
    let report = try BenchmarkReport(of: work, on: input, rounds: 2)
    #expect(report.rounds.count == 2)
    for round in report.rounds {
      #expect(round.seconds > 0)
      #expect(round.apart.values.allSatisfy { $0 > 0 })
      #expect(round.figures.values.allSatisfy { $0.isFinite })
      if let quality = round.quality {
        #expect(quality.rocAUC.map { $0 > 0.5 } ?? (quality.ndcgAt7 != nil))
        #expect(quality.logLoss.map { $0 < 0.69 } ?? (quality.mapAt7 != nil))
      }
    }
    #expect(report.rounds[0].quality == report.rounds[1].quality)
    #expect(report.medianSeconds > 0 && report.peakMemory > 1)
    #expect(report.summary.hasPrefix("\(name): "))
  }

  @Test func heldOutRowsAreNotFitted() throws {
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let work = try BenchmarkWork.named("fit-numeric")
    let input = BenchmarkInput(
      set: work.set, file: try work.set.file(in: folder, rows: 1000), threads: 1)
    let report = try BenchmarkReport(of: work, on: input, rounds: 1)
    #expect(report.rounds[0].figures["rows"] == 800)
  }

  @Test(arguments: [
    (BenchmarkSet.numeric, 29, 0.2...0.7), (.wide, 31, 0.1...0.5), (.impressions, 27, 0.05...0.4),
  ])
  func tablesComeFromTheirSeed(
    set: BenchmarkSet, columnCount: Int, meanLabel: ClosedRange<Double>
  ) throws {
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let path = try set.file(in: folder, rows: 3000)
    let again = try set.file(in: "\(folder)/again", rows: 3000)
    let bytes = try [path, again].map { try Data(contentsOf: URL(fileURLWithPath: $0)) }
    #expect(bytes[0] == bytes[1])
    let table = try CSVReader.read(path: path).table
    #expect(table.rowCount == 3000 && table.columns.count == columnCount)
    let label = try #require(table["label"])
    let mean = (0..<3000).compactMap(label.number).reduce(0, +) / 3000
    #expect(meanLabel.contains(mean), "\(mean)")
  }

  @Test func aFileThatIsThereIsKept() throws {
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let path = try BenchmarkSet.numeric.file(in: folder, rows: 1000)
    try "mine".write(toFile: path, atomically: true, encoding: .utf8)
    let again = try BenchmarkSet.numeric.file(in: folder, rows: 1000)
    let kept = try String(contentsOfFile: path, encoding: .utf8)
    #expect(again == path && kept == "mine")
  }

  @Test func namesAreUniqueAndUnknownOnesRefused() {
    #expect(Set(BenchmarkWork.all.map(\.name)).count == BenchmarkWork.all.count)
    #expect(throws: WorkbenchError.self) { try BenchmarkWork.named("fit-moon") }
  }

  @Test func withoutPythonTheComparisonSaysSo() throws {
    let error = #expect(throws: WorkbenchError.self) {
      _ = try PeerComparison.run(program: "offerscope", arguments: [], searchPath: "")
    }
    #expect(error?.message.contains("there is no python3") == true)
  }

  @Test func withoutACheckoutTheComparisonSaysSo() throws {
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    let python = "\(folder)/python3"
    try "".write(toFile: python, atomically: true, encoding: .utf8)
    try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: python)
    let error = #expect(throws: WorkbenchError.self) {
      _ = try PeerComparison.run(
        program: "offerscope", arguments: [], folder: folder, searchPath: folder)
    }
    #expect(error?.message.hasPrefix(PeerComparison.script) == true)
  }
}
