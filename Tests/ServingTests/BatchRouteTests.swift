import Tabular
import HTTPTypes
import Foundation
import Modelling
import Synthetic
import Testing
import Workbench

@testable import Serving

/// Files streamed through the service come out as `predict` writes them, however they are cut.
@Suite struct BatchRouteTests {
  @Test(arguments: [1, 7, 64, 1_000_000])
  func csvIsWhatPredictWrites(pieces: Int) async throws {
    let served = try ServedModels()
    let server = try served.server()
    let file = try String(contentsOfFile: served.csv, encoding: .utf8)
    let answer = try await server.ask(
      .post, "/v1/batch?model=forest", file, type: "text/csv", pieces: pieces)
    let predicted = try BatchScorer(modelPath: served.path("forest"), threads: 2)
      .scores(of: served.csv, options: .init())
    #expect(answer.status == 200)
    #expect(answer.text == predicted.csv)
  }

  /// What a model did not read stands in headers, or behind the last line of a long batch.
  @Test func whatIsNotReadIsSaid() async throws {
    let served = try ServedModels()
    let server = try served.server()
    func name(_ text: String) throws -> HTTPField.Name { try #require(HTTPField.Name(text)) }
    let rows = "30,purple,1\n31,\"x\",2\nold,single,3\n"
    let answer = try await server.ask(
      .post, "/v1/batch?model=forest", "age,marital,the weather\n" + rows, type: "text/csv")
    #expect(answer.status == 200)
    #expect(answer.headers[try name("offerscope-ignored-columns")] == "the%20weather")
    let missing = try #require(answer.headers[try name("offerscope-missing-columns")])
    #expect(missing.split(separator: ", ").contains("contact") && !missing.contains("age,"))
    #expect(answer.headers[try name("offerscope-unseen-cells")] == "marital=2")
    #expect(answer.headers[try name("offerscope-unreadable-cells")] == "age=1")
    #expect(answer.headers[.trailer] == nil && answer.trailers == nil)

    let long = "age,marital\n" + String(repeating: "30,purple\n", count: 200_000)
    let counted = try await server.ask(
      .post, "/v1/batch?model=forest", long, type: "text/csv", pieces: 65_536)
    #expect(counted.headers[try name("offerscope-unseen-cells")] == nil)
    #expect(counted.headers[.trailer]?.contains("offerscope-unseen-cells") == true)
    #expect(counted.trailers?[try name("offerscope-unseen-cells")] == "marital=200000")

    let plain = try await server.ask(
      .post, "/v1/batch?model=forest", try String(contentsOfFile: served.csv, encoding: .utf8),
      type: "text/csv")
    #expect(!plain.headers.contains { $0.name.canonicalName.hasPrefix("offerscope-") })
  }

  @Test func csvInManyPiecesOfWorkIsTheSame() throws {
    let served = try ServedModels()
    let scorer = try CustomerScorer(path: served.path("boosted"))
    let bytes = Array(try Data(contentsOf: URL(fileURLWithPath: served.csv)))
    var batch = CSVBatch(scorer, pieceSize: 5_000)
    var text: [UInt8] = []
    for start in stride(from: 0, to: bytes.count, by: 977) {
      text += try batch.take(bytes[start..<min(start + 977, bytes.count)])
    }
    #expect(text.count > 0, "Pieces come out before the end.")
    text += try batch.finish()
    let predicted = try BatchScorer(modelPath: served.path("boosted"), threads: 1)
      .scores(of: served.csv, options: .init())
    #expect(String(decoding: text, as: UTF8.self) == predicted.csv)
    #expect(batch.rowCount == predicted.values.count)
  }

  @Test func lineEndsInQuotesEndNoRow() throws {
    let served = try ServedModels()
    let scorer = try CustomerScorer(path: served.path("boosted"))
    var batch = CSVBatch(scorer, pieceSize: 8)
    var text: [UInt8] = []
    for byte in Array("age,note\n30,\"a\nb\"\n31,\"c\"\"\nd\"\n32,e\n".utf8) {
      text += try batch.take([byte])
    }
    text += try batch.finish()
    #expect(String(decoding: text, as: UTF8.self).split(separator: "\n").count == 4)
  }

  @Test func jsonLinesAreAnsweredALineEach() async throws {
    let served = try ServedModels()
    let server = try served.server()
    let rows = try (0..<3).map(served.customer)
    let body = [rows[0], "", "{\"age\":\"x\"}", rows[1], "nonsense", rows[2]].joined(
      separator: "\n")
    let answer = try await server.ask(
      .post, "/v1/batch", body, type: "application/x-ndjson", pieces: 5)
    let lines = try answer.text.split(separator: "\n").map {
      try JSONScanner.value(of: Array($0.utf8))
    }
    #expect(lines.map { $0["row"]?.number } == [0, 1, 2, 3, 4])
    #expect(lines[1]["error"]?.text?.contains("age is a number") == true)
    #expect(lines[3]["error"]?.text?.contains("wrong at byte 1") == true)
    let scored = try await server.ask(
      .post, "/v1/score", "{\"customers\":[\(rows.joined(separator: ","))]}")
    let values = try scored.json()["scores"]?.elements.map { $0["probability"]?.number }
    #expect([0, 2, 4].map { lines[$0]["probability"]?.number } == values)
  }

  /// A key comes back with its line; the sets of the bank have none.
  @Test func keysOfLinesComeBack() throws {
    let folder = FileManager.default.temporaryDirectory.path + "/keys-\(UUID().uuidString)"
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try SyntheticSet.churn.generate(rows: 300, seed: 5).write(to: folder, includeTruth: false)
    let data = try Opener.open(folder)
    let id = try #require(data.dataset.roles.identifier)
    var configuration = PlanConfiguration()
    configuration.models = ["logistic"]
    let comparison = try TrainingSession(data: data, plan: configuration.plan(for: data)).run { _ in
    }
    let model = try ModelFolder.save(comparison, to: "\(folder)/models")[0]
    var batch = JSONLinesBatch(try CustomerScorer(path: model))
    let lines =
      "{\"\(id)\":\"A-1\",\"tenure\":3}\n{\"\(id)\":4000000000000003}\n{\"\(id)\":7,\"tenure\":\"x\"}\n{}\n"
    let text = String(
      decoding: try batch.take(Array(lines.utf8)) + batch.finish(), as: UTF8.self)
    let answers = text.split(separator: "\n")
    #expect(answers[0].hasPrefix("{\"row\":0,\"id\":\"A-1\",\"probability\":"))
    #expect(answers[0].hasSuffix("\"ignored\":[]}"))
    #expect(answers[1].hasPrefix("{\"row\":1,\"id\":4000000000000003,"))
    #expect(answers[2].hasPrefix("{\"row\":2,\"id\":7,\"error\":"))
    #expect(answers[3].hasPrefix("{\"row\":3,\"probability\":"))
  }

  @Test(arguments: [
    ("", "text/csv", 422, "is empty"), ("shoe,hat\n1,2\n", "text/csv", 422, "none of the model's"),
    ("age\n1\n", "text/plain", 415, "text/csv"), ("age\n1\n", "", 415, "say which"),
  ])
  func wrongBatchesAreOneSentence(
    body: String, type: String, status: Int, words: String
  ) async throws {
    let answer = try await ServedModels().server().ask(.post, "/v1/batch", body, type: type)
    #expect(answer.status == status)
    #expect(answer.text.contains(words), "\(answer.text)")
  }

  @Test func batchesKeepToTheirLimits() async throws {
    let served = try ServedModels()
    let small = try served.server { $0.limits.batchBytes = 100 }
    let file = try String(contentsOfFile: served.csv, encoding: .utf8)
    let answer = try await small.ask(.post, "/v1/batch", file, type: "text/csv")
    #expect(answer.status == 413)
    let busy = try served.server { $0.limits.batchesAtOnce = 1 }
    let place = busy.responder.gate.enterBatch()
    #expect(try await busy.ask(.post, "/v1/batch", file, type: "text/csv").status == 503)
    withExtendedLifetime(place) {}
  }
}
