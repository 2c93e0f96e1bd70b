import Evaluation
import Foundation
import Modelling
import Synthetic
import Tabular
import Testing

@testable import Workbench

@Suite struct StreamedScoresTests {
  private struct Ended: Error {}

  /// A file of customers, a model saved, and their folder.
  private func saved() throws -> (csv: String, model: String, folder: String) {
    let folder = try SmallSets.folder(.bank, rows: 900)
    let data = try Opener.open(folder)
    var plan = try SmallSets.plan(for: data)
    plan.models = plan.models.filter { $0.kind == .boosted }
    try plan.models[0].set("rounds", to: 8)
    let comparison = try TrainingSession(data: data, plan: plan).run { _ in }
    return ("\(folder)/bank.csv", try ModelFolder.save(comparison, to: folder)[0], folder)
  }

  private func scorer(_ model: String, batch: Int) throws -> BatchScorer {
    var scorer = try BatchScorer(modelPath: model, threads: 2)
    scorer.batchByteCount = batch
    return scorer
  }

  private let time = Date(timeIntervalSince1970: 1_774_936_800)

  @Test func batchesGiveTheSameScores() throws {
    let (csv, model, folder) = try saved()
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let out = "\(folder)/p.csv"
    let whole = try scorer(model, batch: 1 << 25).scores(of: csv, options: .init())
    for batch in [1 << 25, 6_000] {
      let (summary, _) = try scorer(model, batch: batch).write(
        scoresOf: csv, to: out, options: .init())
      #expect(try String(contentsOfFile: out, encoding: .utf8) == whole.csv)
      #expect(summary.words == whole.summary)
    }
  }

  @Test func aColumnThatIsSpeltOtherwiseIsNamed() throws {
    let (csv, model, folder) = try saved()
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let text = try String(contentsOfFile: csv, encoding: .utf8)
    let renamed = "\(folder)/renamed.csv"
    try text.replacing("\"age\"", with: "\"Age \"", maxReplacements: 1)
      .replacing("\"management\"", with: "\"king\"", maxReplacements: 1)
      .write(toFile: renamed, atomically: true, encoding: .utf8)
    let (_, remarks) = try scorer(model, batch: 1 << 25).write(
      scoresOf: renamed, to: "\(folder)/p.csv", options: .init())
    #expect(
      remarks.contains("\(renamed): the column age is not there and counts as missing"),
      "\(remarks)")
    #expect(remarks.contains("job: 1 cell holds a level that training never saw"))
    #expect(
      remarks.contains {
        $0.hasSuffix("is spelt otherwise than the model's age; rename it if it is the same")
      })
  }

  @Test func anEndedRunGoesOnToTheSameBytes() throws {
    let (csv, model, folder) = try saved()
    defer { try? FileManager.default.removeItem(atPath: folder) }
    for name in ["p.csv", "p.parquet"] {
      let (one, two) = ("\(folder)/one-\(name)", "\(folder)/two-\(name)")
      let output = ScoringOutput(timestamp: time, valueName: "purchase_probability")
      _ = try scorer(model, batch: 6_000).write(
        scoresOf: csv, to: one, options: .init(), output: output)
      var batches = 0
      for stop in [2, 3, 1] {
        batches = 0
        #expect(throws: Ended.self) {
          try scorer(model, batch: 6_000).write(
            scoresOf: csv, to: two, options: .init(), output: output
          ) { _ in
            batches += 1
            if batches == stop { throw Ended() }
          }
        }
        #expect(!FileManager.default.fileExists(atPath: two))
      }
      // A later call has another time; the first one's counts.
      let later = ScoringOutput(timestamp: .now, valueName: "purchase_probability")
      let (summary, remarks) = try scorer(model, batch: 6_000).write(
        scoresOf: csv, to: two, options: .init(), output: later)
      #expect(remarks.contains { $0.contains("earlier run") } && summary.rows == 900)
      #expect(
        try Data(contentsOf: URL(fileURLWithPath: one))
          == Data(contentsOf: URL(fileURLWithPath: two)))
      let names = try FileManager.default.contentsOfDirectory(atPath: folder)
      #expect(!names.contains { $0.hasSuffix(".partial") || $0.hasSuffix(".journal") })
    }
    let heading = try String(contentsOfFile: "\(folder)/one-p.csv", encoding: .utf8)
      .prefix { $0 != "\n" }
    #expect(heading.hasSuffix("purchase_probability,segment,prediction_timestamp"))
    let table = try ParquetReader.read(path: "\(folder)/one-p.parquet")
    #expect(table.rowCount == 900 && table.columns.last?.string(5) == "2026-03-31T06:00:00")
  }

  @Test func anotherThresholdBeginsAnew() throws {
    let (csv, model, folder) = try saved()
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let out = "\(folder)/p.csv"
    #expect(throws: Ended.self) {
      try scorer(model, batch: 6_000).write(scoresOf: csv, to: out, options: .init()) {
        if $0 > 0.3 { throw Ended() }
      }
    }
    var other = try BatchScorer(modelPath: model, threshold: .rule("top:0.1"), threads: 1)
    other.batchByteCount = 6_000
    let (summary, remarks) = try other.write(scoresOf: csv, to: out, options: .init())
    #expect(!remarks.contains { $0.contains("earlier run") })
    #expect(summary.rows == 900 && summary.positives.map { abs($0 - 90) < 5 } == true)
  }

  @Test func whatIsNoFileIsNotReplaced() throws {
    let (csv, model, folder) = try saved()
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let (summary, _) = try scorer(model, batch: 6_000).write(
      scoresOf: csv, to: "/dev/null", options: .init())
    #expect(summary.rows == 900)
    var status = stat()
    #expect(stat("/dev/null", &status) == 0 && status.st_mode & S_IFMT == S_IFCHR)
    #expect(throws: TabularError.self) {
      try scorer(model, batch: 6_000).write(scoresOf: csv, to: folder, options: .init())
    }
  }
}
