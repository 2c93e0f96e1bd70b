import Evaluation
import Foundation
import Modelling
import Synchronization
import Synthetic
import Testing
import Workbench

@Suite struct TrialRecordTests {
  private let data: OpenedData
  private let folder: String

  init() throws {
    data = try SmallSets.opened(.bank, rows: 500)
    folder = FileManager.default.temporaryDirectory.path + "/offerscope-\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
  }

  private func plan(
    trials: Int, seed: UInt64 = 7, method: SearchPlan.Method = .random
  ) throws -> SearchPlan {
    var training = try SmallSets.plan(for: data)
    training.models = training.models.filter { $0.kind == .boosted }
    training.seed = seed
    return try SearchPlan(
      training: training, method: method, folds: 3,
      ranges: ["boosted.rounds=10", "boosted.maximumDepth=2..4"], trials: trials, seconds: nil)
  }

  private func run(_ plan: SearchPlan, _ record: TrialRecord?) throws -> (SearchResult, fitted: Int)
  {
    let fitted = Mutex(0)
    let result = try SearchSession(data: data, plan: plan, record: record).run { event in
      if case .measured = event { fitted.withLock { $0 += 1 } }
    }
    return (result, fitted.withLock { $0 })
  }

  private func lines(_ path: String) throws -> [String] {
    try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n").map(String.init)
  }

  private func numbers(_ path: String) throws -> [Int] {
    try lines(path).dropFirst().map {
      try JSONDecoder().decode(SearchTrial.self, from: Data($0.utf8)).number
    }
  }

  /// A record that was cut off in the middle of a line, as by a kill, goes on to the same end without
  /// fitting again what it holds.
  @Test(arguments: SearchPlan.Method.allCases)
  func aCutRecordGoesOnToTheSameEnd(_ method: SearchPlan.Method) throws {
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let path = folder + "/trials.jsonl"
    let plan = try plan(trials: 10, method: method)
    let (whole, all) = try run(plan, try TrialRecord.begin(at: path, for: plan, of: data))
    #expect(try numbers(path).sorted() == Array(1...10))
    let complete = try lines(path)
    for kept in [0, 1, 4, 9] {
      let half = complete[kept + 1].prefix(40)
      try (complete[0...kept].joined(separator: "\n") + "\n" + half)
        .write(toFile: path, atomically: true, encoding: .utf8)
      let record = try TrialRecord.resume(at: path, for: plan, of: data)
      #expect(record.count == kept)
      let (again, fitted) = try run(plan, record)
      #expect(fitted < all || kept == 0)
      #expect(again.folds.trials.map(\.figures) == whole.folds.trials.map(\.figures))
      #expect(again.folds.trials.map(\.state) == whole.folds.trials.map(\.state))
      #expect(again.folds.best?.number == whole.folds.best?.number)
      #expect(try numbers(path).sorted() == Array(1...10))
    }
    let (_, none) = try run(plan, try TrialRecord.resume(at: path, for: plan, of: data))
    #expect(none == 0)
  }

  @Test func aSearchGoesOnWithMoreTrials() throws {
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let path = folder + "/trials.jsonl"
    let (few, more) = (try plan(trials: 4), try plan(trials: 9))
    _ = try run(few, try TrialRecord.begin(at: path, for: few, of: data))
    let (resumed, _) = try run(more, try TrialRecord.resume(at: path, for: more, of: data))
    let (direct, _) = try run(more, nil)
    #expect(resumed.folds.trials.map(\.figures) == direct.folds.trials.map(\.figures))
    #expect(try numbers(path) == Array(1...9))
  }

  @Test func otherPlansAndDataAreRefusedByName() throws {
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let path = folder + "/trials.jsonl"
    let plan = try plan(trials: 2)
    _ = try run(plan, try TrialRecord.begin(at: path, for: plan, of: data))
    let refused = { (plan: SearchPlan, data: OpenedData) -> String in
      let error = #expect(throws: WorkbenchError.self) {
        try TrialRecord.resume(at: path, for: plan, of: data)
      }
      return error?.message ?? ""
    }
    #expect(refused(try self.plan(trials: 2, seed: 8), data).contains("made with other seed"))
    #expect(refused(try self.plan(trials: 2, method: .halving), data).contains("other method"))
    let other = try SmallSets.opened(.bank, rows: 510)
    #expect(refused(plan, other).contains("is of other data"))
    // Beginning anew does not destroy what is there.
    let again = #expect(throws: WorkbenchError.self) {
      try TrialRecord.begin(at: path, for: plan, of: data)
    }
    #expect(again?.message.contains("is there already; use --resume") == true)
  }

  @Test(arguments: [
    "", "hello\n", "{}\n", "[1,2\n", "{\"offerscopeSearch\":1}\n", "\u{0}\u{1}\n",
  ])
  func filesThatAreNoRecordAreRefused(_ text: String) throws {
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let path = folder + "/other.txt"
    try text.write(toFile: path, atomically: true, encoding: .utf8)
    let plan = try plan(trials: 2)
    let error = #expect(throws: WorkbenchError.self) {
      try TrialRecord.resume(at: path, for: plan, of: data)
    }
    #expect(error?.message.contains("name the file of --out") == true)
    #expect(try String(contentsOfFile: path, encoding: .utf8) == text)
  }

  @Test func damagedAndForeignTrialsAreRefused() throws {
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let path = folder + "/trials.jsonl"
    let plan = try plan(trials: 3)
    _ = try run(plan, try TrialRecord.begin(at: path, for: plan, of: data))
    let good = try lines(path)
    var damaged = good
    damaged[2] = "{\"number\":2}"
    try (damaged.joined(separator: "\n") + "\n")
      .write(toFile: path, atomically: true, encoding: .utf8)
    let error = #expect(throws: WorkbenchError.self) {
      try TrialRecord.resume(at: path, for: plan, of: data)
    }
    #expect(error?.message.contains("line 3 is no trial") == true)
    var foreign = good
    foreign[3] = good[2].replacing("\"number\":2", with: "\"number\":3")
    try (foreign.joined(separator: "\n") + "\n")
      .write(toFile: path, atomically: true, encoding: .utf8)
    let record = try TrialRecord.resume(at: path, for: plan, of: data)
    let other = #expect(throws: WorkbenchError.self) { try run(plan, record) }
    #expect(other?.message.contains("trial 3 has other settings") == true)
  }
}
