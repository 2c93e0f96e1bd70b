import Foundation
import Modelling
import Synthetic
import Tabular
import Testing
import Workbench

@Suite struct ModelFileTests {
  /// A comparison, and its models saved.
  private func saved() throws -> (comparison: Comparison, paths: [String]) {
    let data = try SmallSets.opened(.bank, rows: 800)
    var plan = try SmallSets.plan(for: data)
    for index in plan.models.indices where plan.models[index].kind != .logistic {
      let key = plan.models[index].kind == .forest ? "treeCount" : "rounds"
      try plan.models[index].set(key, to: 4)
    }
    let comparison = try TrainingSession(data: data, plan: plan).run { _ in }
    let folder = FileManager.default.temporaryDirectory.path + "/models-\(UUID().uuidString)"
    return (comparison, try ModelFolder.save(comparison, to: folder))
  }

  @Test func savedModelsScoreTheSame() throws {
    let (comparison, paths) = try saved()
    #expect(paths.count == 4)
    for (path, trained) in zip(paths, comparison.trained) {
      let artifact = try ModelFile.read(path: path)
      #expect(artifact.model.kind == trained.kind)
      #expect(artifact.threshold == trained.model.threshold)
      #expect(artifact.roles == comparison.data.dataset.roles)
      #expect(
        artifact.model.probabilities(for: comparison.testFrame, threads: 2)
          == trained.model.testScores)
    }
  }

  @Test func wrongFilesAreOneSentence() throws {
    let (_, paths) = try saved()
    let whole = try #require(FileManager.default.contents(atPath: paths[2]))
    let path = try SmallSets.file("", name: "model.offerscope")
    let attempt = { (bytes: Data) in
      try bytes.write(to: URL(fileURLWithPath: path))
      do {
        _ = try ModelFile.read(path: path)
        return "no error"
      } catch {
        return "\(error)"
      }
    }
    #expect(try attempt(whole.prefix(whole.count / 2)).contains("damaged"))
    #expect(try attempt(Data()).contains("no OfferScope model"))
    #expect(try attempt(Data("{\"a\": 1}\n{}".utf8)).contains("no OfferScope model"))
    var flipped = whole
    flipped[whole.count - 40] ^= 1
    #expect(try attempt(flipped).contains("damaged"))
    let newer = String(decoding: whole, as: UTF8.self).replacingOccurrences(
      of: "\"version\":1}", with: "\"version\":3}")
    #expect(try attempt(Data(newer.utf8)).contains("newer"))
    #expect(throws: WorkbenchError.self) { try ModelFile.read(path: "/no/such.offerscope") }
    #expect(throws: WorkbenchError.self) { try ModelFile.read(path: "/") }
  }

  @Test func aModelScoresAFileWithOtherColumns() throws {
    let (comparison, paths) = try saved()
    let artifact = try ModelFile.read(path: paths[0])
    let file = try SmallSets.file("job,extra,age\nmanagement,1,40\nastronaut,2,50\n")
    let scored = try BatchScorer(artifact: artifact, threshold: .value(0.5), threads: 1).scores(
      of: file, options: .init())
    #expect(scored.values.count == 2)
    #expect(scored.remarks.contains { $0.contains("balance") })
    #expect(scored.remarks.contains { $0.contains("job") && $0.contains("never saw") })
    let lines = scored.csv.split(separator: "\n")
    #expect(
      lines[0] == "row,predicted_\(comparison.data.dataset.roles.target ?? ""),probability,segment")
    let foreign = try SmallSets.file("x\n1\n")
    #expect(throws: WorkbenchError.self) {
      try BatchScorer(artifact: artifact, threads: 1).scores(
        of: foreign, options: .init())
    }
  }
}
