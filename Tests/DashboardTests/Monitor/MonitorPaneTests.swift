import Evaluation
import Foundation
import Modelling
import Monitoring
import Registry
import Synthetic
import Tabular
import TerminalKit
import Testing
import Workbench

@testable import Dashboard

/// The Monitor pane on generated data: every file goes when its test ends.
@Suite struct MonitorPaneTests {
  /// A dashboard that trained one model, with rows to hold it against.
  private struct Bench {
    let dashboard: HeadlessDashboard
    let folder: String
    let artifacts: String

    func remove() {
      for path in [folder, artifacts] { try? FileManager.default.removeItem(atPath: path) }
    }

    func press(_ keys: KeyPress...) {
      for key in keys {
        dashboard.press(key)
        dashboard.waitUntilIdle()
      }
    }

    /// Types a path into the field that a key opens.
    func type(_ path: String, after key: KeyPress) {
      press(key, "ctrl-u")
      dashboard.send([.paste(path)])
      dashboard.waitUntilIdle()
      press("enter")
    }

    /// Rows of the same source with older customers and a job that nobody had.
    func shifted() throws -> String {
      let lines = try String(contentsOfFile: "\(folder)/bank.csv", encoding: .utf8)
        .split(separator: "\n").map {
          $0.split(separator: ";", omittingEmptySubsequences: false).map {
            String($0.filter { $0 != "\"" })
          }
        }
      let age = try #require(lines[0].firstIndex(of: "age"))
      let job = try #require(lines[0].firstIndex(of: "job"))
      let rows = lines.dropFirst().map { cells in
        var cells = cells
        cells[age] = "\((Int(cells[age]) ?? 0) + 15)"
        if cells[job] == "services" || cells[job] == "student" { cells[job] = "pilot" }
        return cells
      }
      let path = "\(folder)/shifted.csv"
      try ([lines[0]] + rows).map { $0.joined(separator: ";") }.joined(separator: "\n")
        .write(toFile: path, atomically: true, encoding: .utf8)
      return path
    }
  }

  private func bench(
    size: Size = Size(width: 120, height: 40), glyphs: Glyphs = .unicode
  ) throws -> Bench {
    let path = try SmallDashboard.folder(rows: 900)
    var options = SmallDashboard.options(path: path, models: ["logistic", "boosted"])
    options.artifacts = path + "-runs"
    let dashboard = HeadlessDashboard(options: options, size: size, theme: .dark, glyphs: glyphs)
    dashboard.waitUntilIdle()
    return Bench(dashboard: dashboard, folder: path, artifacts: path + "-runs")
  }

  @Test func `without a file the test rows are held against the rows fitted to`() throws {
    let bench = try bench()
    defer { bench.remove() }
    bench.press("7")
    let finding = try #require(bench.dashboard.state.monitor.answer?.finding)
    let comparison = try #require(bench.dashboard.state.session.comparison)
    #expect(finding.report.rowCount == comparison.testRows.count)
    #expect(finding.report.referenceRowCount == comparison.split.fitRows)
    // A random fifth of one source is no other source.
    #expect(finding.report.severity == .none)
    #expect(bench.dashboard.words.contains("No drift beyond chance."))
    bench.press("y")
    #expect(bench.dashboard.words.contains("No command reads test rows"))
    bench.press("t")
    #expect(bench.dashboard.words.contains("These are the test rows"))
  }

  @Test func `pane and command find the same numbers`() throws {
    let bench = try bench()
    defer { bench.remove() }
    let path = try bench.shifted()
    bench.press("7")
    bench.type(path, after: "o")
    let shown = try #require(bench.dashboard.state.monitor.answer?.finding)
    #expect(shown.report.severity == .alarm)
    let comparison = try #require(bench.dashboard.state.session.comparison)
    let kind = try #require(comparison.ranking(by: .rocAUC).first)
    let saved = try ModelFolder.save(comparison, to: bench.folder)
    let model = try #require(saved.first { $0.hasSuffix("\(kind.rawValue).offerscope") })
    let found = try DriftMonitor(modelPath: model, threads: 1).finding(of: path)
    #expect(found.report == shown.report)
    #expect(found.report.conversion == shown.report.conversion)
    #expect(bench.dashboard.words.contains(DriftWords.verdict(found.report)))
    let worst = try #require(found.report.columns.first)
    let psi = try #require(worst.stability?.value)
    #expect(bench.dashboard.words.contains("alarm \(worst.name)"))
    #expect(bench.dashboard.words.contains(NumberText.fixed(psi, digits: 3)))
    // The command that is copied finds this too: it trains the same model and reads the same file.
    bench.press("y")
    let text = try #require(bench.dashboard.clipboard)
    #expect(text.contains("train") && text.contains("drift") && text.contains(path))
  }

  @Test func `a registered model is held against a file, and what is found is kept`() throws {
    let bench = try bench()
    defer { bench.remove() }
    let path = try bench.shifted()
    bench.press("K", "7", "m")
    #expect(bench.dashboard.words.contains("candidate of"))
    bench.press("end", "enter")
    bench.type(path, after: "o")
    #expect(bench.dashboard.words.contains("alarm"))
    bench.press("y")
    let command = try #require(bench.dashboard.clipboard)
    #expect(command.hasPrefix("offerscope drift run:"))
    #expect(command.contains("--artifacts"))
    bench.press("]", "]")
    #expect(bench.dashboard.words.contains("No finding is kept yet"))
    bench.press("a", "a")
    let entries = try DriftHistory.read(path: bench.artifacts + "/drift.jsonl").entries
    #expect(entries.count == 2 && entries[0].severity == .alarm)
    #expect(bench.dashboard.words.contains("2 findings in"))
    #expect(bench.dashboard.words.contains("PSI of the scores"))
  }

  @Test func `sorting, filtering and pages keep the selected column`() throws {
    let bench = try bench()
    defer { bench.remove() }
    bench.press("7")
    bench.type(try bench.shifted(), after: "o")
    bench.press("/")
    bench.dashboard.type("age")
    bench.press("enter")
    #expect(bench.dashboard.words.contains("1 of 1 with “age”"))
    #expect(bench.dashboard.words.contains("mean"))
    bench.press("esc", "s", "S")
    let names = try #require(bench.dashboard.state.monitor.answer).finding.report.columns
    #expect(bench.dashboard.words.contains("of \(names.count + 1)"))
    bench.press("]")
    #expect(bench.dashboard.words.contains("Such scores would have brought"))
    #expect(bench.dashboard.words.contains("95% interval"))
    bench.press("/")
    bench.dashboard.type("nothing is called this")
    bench.press("enter")
    #expect(bench.dashboard.words.contains("No column passes the filter"))
    bench.press("esc", "tab", "down", "end", "z")
    #expect(
      bench.dashboard.words.contains("Such scores") || bench.dashboard.words.contains("above"))
    bench.press("esc", "Y")
    #expect(bench.dashboard.clipboard?.contains("| age |") == true)
    bench.press("u")
    #expect(bench.dashboard.words.contains("Monitor changes nothing"))
  }

  @Test func `bad rows are one sentence each, and the pane goes on`() throws {
    let bench = try bench()
    defer { bench.remove() }
    let folder = bench.folder
    try "x,y\n1,2\n".write(toFile: "\(folder)/foreign.csv", atomically: true, encoding: .utf8)
    try "age;job\n".write(toFile: "\(folder)/names.csv", atomically: true, encoding: .utf8)
    try "".write(toFile: "\(folder)/empty.csv", atomically: true, encoding: .utf8)
    bench.press("7")
    for (name, words) in [
      ("missing.csv", "missing.csv"), ("foreign.csv", "has none of the model's columns"),
      ("names.csv", "names and no rows"), ("empty.csv", "empty"),
    ] {
      bench.type("\(folder)/\(name)", after: "o")
      #expect(bench.dashboard.words.contains(words), "\(name)")
      #expect(bench.dashboard.state.status?.kind == .failure, "\(name)")
      // What was found before stays, and with it all that is done to it.
      #expect(bench.dashboard.words.contains("No drift beyond chance."), "\(name)")
      #expect(bench.dashboard.state.monitor.rows == .test)
      bench.press("y")
      #expect(bench.dashboard.words.contains("No command reads test rows"), "\(name)")
    }
    // A file that goes while it is in use is missed when it is read again, not before.
    let path = try bench.shifted()
    bench.type(path, after: "o")
    #expect(bench.dashboard.words.contains("alarm"))
    try FileManager.default.removeItem(atPath: path)
    bench.press("s")
    #expect(bench.dashboard.words.contains("alarm"))
    bench.press("r")
    #expect(bench.dashboard.state.status?.kind == .failure)
    #expect(bench.dashboard.words.contains("alarm"))
    bench.press("t")
    #expect(bench.dashboard.words.contains("No drift beyond chance."))
  }

  @Test func `a table is no history, and stays as it is`() throws {
    let bench = try bench()
    defer { bench.remove() }
    let path = "\(bench.folder)/bank.csv"
    let before = try String(contentsOfFile: path, encoding: .utf8)
    bench.press("7")
    bench.type(path, after: "H")
    #expect(bench.dashboard.words.contains("is no history of drift"))
    bench.press("a")
    #expect(bench.dashboard.words.contains("is no history of drift"))
    #expect(try String(contentsOfFile: path, encoding: .utf8) == before)
  }

  @Test func `models that come later are judged when the pane is in sight`() throws {
    let bench = try bench()
    defer { bench.remove() }
    bench.press("7")
    let first = try #require(bench.dashboard.state.monitor.answer?.finding)
    bench.press("2", "down", "down", "right", "+", "r", "7")
    let second = try #require(bench.dashboard.state.monitor.answer?.finding)
    #expect(second.report.rowCount == first.report.rowCount)
    #expect(bench.dashboard.words.contains("trained here"))
  }

  @Test func `without data it says what to do, and draws nothing else`() throws {
    let dashboard = HeadlessDashboard(options: SmallDashboard.options(path: nil))
    dashboard.waitUntilIdle()
    dashboard.press("7")
    dashboard.waitUntilIdle()
    #expect(dashboard.words.contains("1 opens data and trains"))
    for key: KeyPress in ["r", "c", "t", "a", "s", "y", "Y", "z", "n", "/", "tab", "enter"] {
      dashboard.press(key)
      dashboard.waitUntilIdle()
      #expect(dashboard.words.contains("1 opens data and trains") || dashboard.state.status != nil)
    }
    dashboard.press("m")
    #expect(dashboard.words.contains("No model is trained or registered yet"))
    dashboard.press("enter")
    dashboard.press("esc")
  }

  @Test(arguments: [
    Size(width: 200, height: 60), Size(width: 120, height: 40), Size(width: 80, height: 24),
    Size(width: 60, height: 18),
  ])
  func `every page draws at every size and in ASCII`(size: Size) throws {
    let bench = try bench(size: size, glyphs: .ascii)
    defer { bench.remove() }
    bench.press("7")
    bench.type(try bench.shifted(), after: "o")
    for key: KeyPress in [
      "]", "]", "a", "]", "s", "s", "s", "s", "s", "s", "s", "S", "tab", "z", "z", "m", "esc", "o",
      "esc",
    ] {
      bench.press(key)
      #expect(bench.dashboard.text.utf8.allSatisfy { $0 < 0x80 })
    }
    #expect(bench.dashboard.words.contains("7 Monitor"))
    #expect(bench.dashboard.words.contains("alarm"))
  }

  @Test(arguments: [Size(width: 60, height: 18), Size(width: 80, height: 24)])
  func `only columns in sight are sorted by, and none moves while rows scroll`(size: Size) throws {
    let bench = try bench(size: size)
    defer { bench.remove() }
    bench.press("7")
    bench.type(try bench.shifted(), after: "o")
    let fields = MonitorView.fields(width: size.width)
    let heading = {
      bench.dashboard.text.split(separator: "\n").first { $0.contains("What moved") }
        .map { $0.filter { $0 != "▲" && $0 != "▼" && $0 != " " } }
    }
    for _ in DriftField.allCases {
      bench.press("s")
      #expect(fields.contains(bench.dashboard.state.monitor.sort))
    }
    let place = { () -> [Int] in
      let line = bench.dashboard.text.split(separator: "\n").first { $0.contains("What moved") }
      return line.map { line in
        ["What", "PSI"].compactMap { word in
          line.range(of: word).map { line.distance(from: line.startIndex, to: $0.lowerBound) }
        }
      } ?? []
    }
    #expect(heading() != nil)
    let before = place()
    bench.press("end")
    #expect(place() == before && before.count == 2)
  }

  @Test func `levels that have no bar are marked as left out`() throws {
    let bench = try bench()
    defer { bench.remove() }
    bench.press("7")
    let columns = try #require(bench.dashboard.state.monitor.answer?.finding.report.columns)
    let cut = try #require(columns.first { DriftWords.shares(of: $0).count > 10 })
    let whole = try #require(
      columns.first { (3...10).contains(DriftWords.shares(of: $0).count) && $0.name.count > 2 })
    for column in [cut, whole] {
      bench.press("/", "ctrl-u")
      bench.dashboard.type(column.name)
      bench.press("enter")
      let line = bench.dashboard.text.split(separator: "\n").first {
        $0.contains(" \(column.name) ")
      }
      #expect(line?.contains("…") == (column == cut), "\(line ?? "no line")")
    }
  }

  @Test func `the picture of conversion is drawn at 200 columns, with what its signs mean`() throws
  {
    let bench = try bench(size: Size(width: 200, height: 50))
    defer { bench.remove() }
    bench.press("7", "]")
    #expect(bench.dashboard.words.contains("● came, ┊ promised"))
  }

  @Test func `what it showed comes back with the session`() throws {
    let path = try SmallDashboard.folder(rows: 900)
    let stateFolder = path + "-state"
    defer {
      for path in [path, stateFolder] { try? FileManager.default.removeItem(atPath: path) }
    }
    var options = SmallDashboard.options(path: path, models: ["logistic", "boosted"])
    options.stateFolder = stateFolder
    let first = HeadlessDashboard(options: options)
    first.waitUntilIdle()
    for key: KeyPress in ["7", "]", "s"] {
      first.press(key)
      first.waitUntilIdle()
    }
    first.close()
    // The archive tells processes apart, and both are this one here.
    for name in try FileManager.default.contentsOfDirectory(atPath: stateFolder)
    where name.hasPrefix("session-") {
      try FileManager.default.moveItem(
        atPath: "\(stateFolder)/\(name)", toPath: "\(stateFolder)/session-1-1.json")
    }
    options.dataPath = nil
    options.resumes = true
    let second = HeadlessDashboard(options: options)
    second.waitUntilIdle()
    #expect(second.state.pane == .monitor)
    #expect(second.words.contains("Such scores would have brought"))
    #expect(
      second.state.monitor.answer?.finding.report == first.state.monitor.answer?.finding.report)
  }
}
