import Evaluation
import Foundation
import Modelling
import Monitoring
import Synthetic
import Tabular
import Testing

@testable import Workbench

@Suite struct DriftMonitorTests {
  /// A model of generated bank rows, saved, and their folder.
  private func saved() throws -> (csv: String, model: String, folder: String) {
    let folder = try SmallSets.folder(.bank, rows: 1_500)
    let data = try Opener.open(folder)
    var plan = try SmallSets.plan(for: data)
    plan.models = plan.models.filter { $0.kind == .logistic }
    let comparison = try TrainingSession(data: data, plan: plan).run { _ in }
    return ("\(folder)/bank.csv", try ModelFolder.save(comparison, to: folder)[0], folder)
  }

  private func changed(_ csv: String, _ edit: (inout [String], [String]) -> Void) throws -> String {
    let lines = try String(contentsOfFile: csv, encoding: .utf8).split(separator: "\n").map {
      $0.split(separator: ";", omittingEmptySubsequences: false).map {
        $0.filter { $0 != "\"" }
      }
    }
    let rows = lines.dropFirst().map { cells in
      var cells = cells
      edit(&cells, lines[0])
      return cells
    }
    let path = csv.replacingOccurrences(of: "bank.csv", with: "new-\(UUID().uuidString).csv")
    try ([lines[0]] + rows).map { $0.joined(separator: ";") }.joined(separator: "\n")
      .write(toFile: path, atomically: true, encoding: .utf8)
    return path
  }

  @Test func theSameDataAreQuietInAnyBatches() throws {
    let (csv, model, folder) = try saved()
    defer { try? FileManager.default.removeItem(atPath: folder) }
    var monitor = try DriftMonitor(modelPath: model, threads: 2)
    let whole = try monitor.finding(of: csv)
    #expect(whole.report.severity == .none && whole.report.rowCount == 1_500)
    #expect(whole.report.columns.allSatisfy { $0.stability?.value == 0 })
    #expect(whole.report.conversion != nil)
    #expect(whole.remarks.contains { $0.contains("is the data that the model was trained on") })
    monitor.batchByteCount = 10_000
    #expect(try monitor.finding(of: csv).report == whole.report)
  }

  @Test func plantedChangesAreFound() throws {
    let (csv, model, folder) = try saved()
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let new = try changed(csv) { cells, names in
      if let age = names.firstIndex(of: "age") { cells[age] = "\((Int(cells[age]) ?? 0) + 12)" }
      if let job = names.firstIndex(of: "job"), cells[job] == "student" || cells[job] == "services"
      {
        cells[job] = "pilot"
      }
    }
    let finding = try DriftMonitor(modelPath: model, threads: 2).finding(of: new)
    #expect(finding.report.severity == .alarm && finding.report.severity.exitCode == 11)
    let grave = Set(finding.report.columns.filter { $0.severity >= .warning }.map(\.name))
    #expect(grave == ["age", "job"])
    let job = try #require(finding.report.columns.first { $0.name == "job" })
    #expect(job.newLevels.map(\.level) == ["pilot"])
    let text = TextReport.drift(finding)
    #expect(text.contains("ALARM") && text.contains("new: pilot"))
    #expect(try DriftDocument(finding).json().contains("\"severity\" : \"alarm\""))
  }

  @Test func olderFilesTakeAReference() throws {
    let (csv, model, folder) = try saved()
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let text = String(decoding: try ModelFile.bytes(of: model), as: UTF8.self)
    let body = try #require(text.split(separator: "\n", maxSplits: 1).last)
    var object = try #require(
      try JSONSerialization.jsonObject(with: Data(body.utf8)) as? [String: Any])
    object["reference"] = nil
    let older = try JSONSerialization.data(withJSONObject: object)
    let header =
      "{\"bytes\":\(older.count),\"checksum\":\"\(ModelFile.checksum(older))\",\"format\":\"offerscope-model\",\"version\":1}\n"
    let path = "\(folder)/older.offerscope"
    try (Data(header.utf8) + older).write(to: URL(fileURLWithPath: path))
    #expect {
      try DriftMonitor(modelPath: path, threads: 1)
    } throws: {
      "\($0)".contains("without a reference profile") && "\($0)".contains("--reference")
    }
    let finding = try DriftMonitor(modelPath: path, referencePath: csv, threads: 1).finding(of: csv)
    #expect(finding.report.severity == .none)
    #expect(finding.remarks.contains { $0.contains("the reference is") })
  }

  @Test func missingColumnsAreAlarmsAndForeignFilesRefused() throws {
    let (csv, model, folder) = try saved()
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let table = try CSVReader.read(path: csv).table
    let part = "\(folder)/part.csv"
    try CSVWriter.write(
      Table(columns: table.columns.filter { $0.name != "age" }), to: part)
    let report = try DriftMonitor(modelPath: model, threads: 1).finding(of: part).report
    #expect(report.columns.first?.name == "age" && report.columns.first?.isAbsent == true)
    let foreign = try SmallSets.file("x\n1\n")
    #expect(throws: WorkbenchError.self) {
      try DriftMonitor(modelPath: model, threads: 1).finding(of: foreign)
    }
    let empty = try SmallSets.file("age,job\n")
    #expect(throws: WorkbenchError.self) {
      try DriftMonitor(modelPath: model, threads: 1).finding(of: empty)
    }
  }

  @Test func aHistoryGrowsAndSurvivesACutLine() throws {
    let (csv, model, folder) = try saved()
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let path = "\(folder)/history.jsonl"
    let finding = try DriftMonitor(modelPath: model, threads: 1).finding(of: csv)
    let entry = DriftHistory.Entry(finding, time: Date(timeIntervalSince1970: 1_774_936_800))
    try DriftHistory.append(entry, to: path)
    let handle = try #require(FileHandle(forWritingAtPath: path))
    try handle.seekToEnd()
    try handle.write(contentsOf: Data("{\"time\":\"2026".utf8))
    try handle.close()
    try DriftHistory.append(entry, to: path)
    let (entries, damaged) = try DriftHistory.read(path: path)
    #expect(entries == [entry, entry] && damaged == 1 && entry.time == "2026-03-31T06:00:00Z")
    #expect(TextReport.driftHistory(entries).contains("2026-03-31T06:00:00Z"))
    #expect(throws: WorkbenchError.self) { try DriftHistory.read(path: csv) }
    #expect(throws: WorkbenchError.self) { try DriftHistory.read(path: "/no/history") }
  }

  /// Other words for the outcome are read, and unknown ones are said, not counted as the other class.
  @Test func outcomesInOtherWordsAreNoDrift() throws {
    let (csv, model, folder) = try saved()
    defer { try? FileManager.default.removeItem(atPath: folder) }
    func finding(_ words: @escaping (String, Int) -> String) throws -> DriftFinding {
      var row = 0
      let path = try changed(csv) { cells, names in
        row += 1
        if let place = names.firstIndex(of: "y") { cells[place] = words(cells[place], row) }
      }
      return try DriftMonitor(modelPath: model, threads: 1).finding(of: path)
    }
    let own = try finding { word, _ in word }
    let letters = try finding { word, _ in word == "yes" ? "Y" : "N" }
    #expect(letters.report.conversion?.positives == own.report.conversion?.positives)
    #expect(letters.report.severity == .none)
    let unknown = try finding { word, row in row % 3 == 0 ? "maybe" : row % 3 == 1 ? "later" : word
    }
    #expect(unknown.report.conversion == nil)
    #expect(unknown.remarks.contains { $0.contains("does not know what") })
    let single = try finding { word, _ in word == "yes" ? word : "declined" }
    #expect(single.report.conversion?.positives == own.report.conversion?.positives)
  }

  @Test func fewRowsTellLittle() throws {
    let (csv, model, folder) = try saved()
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let lines = try String(contentsOfFile: csv, encoding: .utf8).split(separator: "\n")
    let path = "\(folder)/one.csv"
    try lines.prefix(2).joined(separator: "\n").write(
      toFile: path, atomically: true, encoding: .utf8)
    let finding = try DriftMonitor(modelPath: model, threads: 1).finding(of: path)
    #expect(DriftWords.verdict(finding.report).contains("Too few rows to tell"))
  }
}
