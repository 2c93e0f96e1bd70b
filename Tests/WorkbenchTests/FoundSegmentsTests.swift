import Evaluation
import Foundation
import Modelling
import Synthetic
import Tabular
import Testing

@testable import Workbench

@Suite struct FoundSegmentsTests {
  private func source(
    threads: Int = 2, models: [String] = ["boosted"]
  ) throws -> (source: SegmentSource, comparison: Comparison) {
    let data = try SmallSets.opened(.bank, rows: 1500)
    var plan = try SmallSets.plan(for: data, threads: threads)
    plan.models = plan.models.filter { models.contains($0.kind.rawValue) }
    let comparison = try TrainingSession(data: data, plan: plan).run { _ in }
    return (try SegmentSource(comparison), comparison)
  }

  @Test func segmentsCoverAllRowsAndAreHeldAgainstTestRows() throws {
    let (source, comparison) = try source()
    let found = try FoundSegments(source, by: SegmentSearch(repeats: 4))
    #expect(found.rows == comparison.data.dataset.labelledRows)
    #expect(
      zip(found.rows, found.isHeldOut).filter(\.1).map(\.0) == comparison.testRows)
    #expect(found.labels.allSatisfy { $0 != nil } && found.outside == nil)
    #expect(found.segments.map(\.number) == Array(1...found.segments.count))
    #expect(found.segments.reduce(0) { $0 + $1.heldOut.rows } == comparison.testRows.count)
    #expect(found.segments.reduce(0) { $0 + $1.found.rows } == source.foundRows.count)
    let positives = found.segments.reduce(0) { $0 + $1.heldOut.positives }
    #expect(positives == comparison.testLabels.count { $0 == 1 })
    #expect(abs(found.segments.reduce(0) { $0 + $1.share } - 1) < 1e-12)
    #expect(found.choices.contains { $0.count == found.segments.count })
    #expect(found.fidelity > found.blindFidelity)
    // Customers for whom the model has other reasons convert at other rates.
    let rates = found.segments.compactMap(\.found.rate?.estimate)
    #expect((rates.max() ?? 0) > 1.3 * (rates.min() ?? 1))
    #expect(found.segments.allSatisfy { !$0.drivers.isEmpty && !$0.profile.isEmpty })
  }

  @Test func theThreadsChangeNothing() throws {
    let (one, _) = try source(threads: 1)
    let (two, _) = try source(threads: 4)
    let search = SegmentSearch(projection: .umap, count: 3, maximumRows: 300, repeats: 2)
    let first = try FoundSegments(one, by: search)
    let second = try FoundSegments(two, by: search)
    #expect(first.labels == second.labels)
    #expect(first.map == second.map)
    #expect(
      try SegmentsDocument(intent: nil, found: first).json()
        == SegmentsDocument(intent: nil, found: second).json())
    #expect(first.sampleRows.count == 300)
  }

  @Test func theFeaturesNeedNoModelAndSHAPDoes() throws {
    let data = try SmallSets.opened(.churn, rows: 800)
    let source = try SegmentSource(data, modelPath: nil, plan: try SmallSets.plan(for: data))
    let found = try FoundSegments(source, by: SegmentSearch(space: .features, count: 3, repeats: 2))
    #expect(found.segments.count == 3)
    #expect(found.segments.allSatisfy { $0.drivers.isEmpty && $0.heldOut.meanProbability == nil })
    #expect(found.segments.allSatisfy { !$0.traits.isEmpty })
    #expect(throws: WorkbenchError.self) { try FoundSegments(source, by: SegmentSearch()) }
    #expect(try IntentSegments(source) == nil)
  }

  @Test func denseSegmentsLeaveSomeInNone() throws {
    let (source, _) = try source()
    do {
      let found = try FoundSegments(
        source, by: SegmentSearch(projection: .umap, method: .hdbscan, minimumSize: 40, repeats: 1))
      #expect(found.segments.count > 1)
      let inside = found.segments.reduce(0) { $0 + $1.found.rows }
      #expect(inside + (found.outside?.found.rows ?? 0) == source.foundRows.count)
    } catch let error as WorkbenchError {
      #expect(error.message.contains("--method kmeans"))
    }
  }

  @Test func filesHoldEveryRowAndTheProfiles() throws {
    let (source, comparison) = try source()
    let found = try FoundSegments(source, by: SegmentSearch(count: 3, maximumRows: 400, repeats: 2))
    let folder = FileManager.default.temporaryDirectory.path + "/offerscope-\(UUID().uuidString)"
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let intents = try IntentSegments(source, margin: 10, cost: 1)
    let paths = try SegmentFiles.write(
      found, intents: intents, of: source, picture: [1, 2], to: folder)
    #expect(paths.count == 3)
    let rows = try String(contentsOfFile: paths[0], encoding: .utf8).split(separator: "\n")
    #expect(rows.count == comparison.data.dataset.labelledRows.count + 1)
    #expect(rows[0].hasSuffix("segment,held_out,map_x,map_y"))
    #expect(rows.dropFirst().count { !$0.hasSuffix(",,") } == 400)
    let page = try String(contentsOfFile: paths[1], encoding: .utf8)
    #expect(page.contains("## Segment 3: ") && page.contains("How far to trust them"))
    #expect(page.contains("## High, medium and low intent"))
    #expect(intents?.hasValues == true)
  }

  @Test func aSavedModelFindsItsOwnTestRowsAgain() throws {
    let folder = try SmallSets.folder(.bank, rows: 900)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let data = try Opener.open(folder)
    var plan = try SmallSets.plan(for: data)
    plan.models = plan.models.filter { $0.kind == .boosted }
    plan.seed = 99
    let comparison = try TrainingSession(data: data, plan: plan).run { _ in }
    let path = try #require(try ModelFolder.save(comparison, to: "\(folder)/models").first)
    let source = try SegmentSource(
      data, modelPath: path, plan: try SmallSets.plan(for: data))
    #expect(source.heldOutRows == comparison.testRows)
    #expect(source.notes.contains { $0.contains("very file") })
  }

  /// Rows of today have no outcomes yet; the sentence says what is for them.
  @Test func rowsWithoutOutcomesAreForPredict() throws {
    let (_, comparison) = try source()
    let folder = try SmallSets.folder(.bank, rows: 50)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let model = try ModelFolder.save(comparison, to: "\(folder)/models")[0]
    let table = comparison.data.dataset.table
    let bare = "\(folder)/today.csv"
    try CSVWriter.write(Table(columns: table.columns.filter { $0.name != "y" }), to: bare)
    let error = #expect(throws: WorkbenchError.self) {
      try SegmentSource.checkOutcomes(of: bare, modelPath: model, options: .init())
    }
    #expect(error?.message.contains("has no outcomes (y)") == true)
    #expect(error?.message.contains("offerscope predict") == true)
    for path in ["\(folder)/bank.csv", folder] {
      try SegmentSource.checkOutcomes(of: path, modelPath: model, options: .init())
    }
  }
}
