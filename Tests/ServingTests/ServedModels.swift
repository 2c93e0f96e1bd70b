import Foundation
import HTTPTypes
import Hummingbird
import Logging
import Modelling
import NIOCore
import Synthetic
import Tabular
import Workbench

@testable import Serving

/// A small generated set with models trained on it, in a folder that is removed at the end.
final class ServedModels: Sendable {
  let folder: String
  let data: OpenedData
  let comparison: Comparison

  init() throws {
    folder = FileManager.default.temporaryDirectory.path + "/serving-\(UUID().uuidString)"
    try SyntheticSet.bank.generate(rows: 500, seed: 11).write(to: folder, includeTruth: false)
    data = try Opener.open(folder)
    var configuration = PlanConfiguration()
    configuration.settings = [
      "forest.treeCount": 8, "boosted.rounds": 12, "xgboost.rounds": 8,
    ]
    comparison = try TrainingSession(data: data, plan: try configuration.plan(for: data)).run { _ in
    }
    _ = try ModelFolder.save(comparison, to: models)
  }

  deinit { try? FileManager.default.removeItem(atPath: folder) }

  var models: String { "\(folder)/models" }
  var csv: String { "\(folder)/bank.csv" }
  var offers: String { "\(folder)/offers.csv" }
  func path(_ model: String) -> String { "\(models)/\(model).offerscope" }

  /// A server of these models that does not listen.
  func server(
    offers hasOffers: Bool = true, change: (inout ServerSettings) -> Void = { _ in }
  ) throws -> ServerApplication {
    var settings = ServerSettings()
    settings.models = [models]
    settings.offers = hasOffers ? offers : nil
    settings.standardModel = "boosted"
    change(&settings)
    return try ServerApplication(
      settings, logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
  }

  /// A row of the data as a customer of a request.
  func customer(_ row: Int) throws -> String {
    let profile = CustomerObject(
      table: data.dataset.table, row: row, names: data.dataset.features)
    return profile.json
  }
}

/// A row of a table as a JSON object: numbers as numbers, all else as the file spells it.
struct CustomerObject {
  let json: String

  init(table: Table, row: Int, names: [String]) {
    let parts = names.compactMap { name -> String? in
      guard let column = table[name] else { return nil }
      var text = ""
      ScoreText.append(quoted: name, to: &text)
      guard !column.isMissing(row), let spelling = column.string(row) else { return text + ":null" }
      if column.kind == .number { return text + ":\(spelling)" }
      text += ":"
      ScoreText.append(quoted: spelling, to: &text)
      return text
    }
    json = "{\(parts.joined(separator: ","))}"
  }
}

/// An answer, read to its end.
struct Answer {
  let status: Int
  let headers: HTTPFields
  let text: String
  var trailers: HTTPFields?

  /// The answer as JSON.
  func json() throws -> JSONValue { try JSONScanner.value(of: Array(text.utf8)) }
}

extension ServerApplication {
  /// Asks without a connection.
  func ask(
    _ method: HTTPRequest.Method, _ path: String, _ body: String = "", type: String? = nil,
    token: String? = nil, pieces: Int? = nil
  ) async throws -> Answer {
    var headers: HTTPFields = [:]
    headers[.contentType] = type ?? (body.isEmpty ? nil : "application/json")
    if let token { headers[.authorization] = "Bearer \(token)" }
    let bytes = Array(body.utf8)
    let size = pieces ?? max(1, bytes.count)
    let buffers = stride(from: 0, to: bytes.count, by: size).map {
      ByteBuffer(bytes: bytes[$0..<min($0 + size, bytes.count)])
    }
    let stream = AsyncStream { continuation in
      for buffer in buffers { continuation.yield(buffer) }
      continuation.finish()
    }
    let response = try await responder.respond(
      to: Request(
        head: HTTPRequest(
          method: method, scheme: "http", authority: "localhost", path: path, headerFields: headers),
        body: RequestBody(asyncSequence: stream)))
    let collector = Collector()
    try await response.body.write(collector)
    return Answer(
      status: Int(response.status.code), headers: response.headers, text: await collector.text,
      trailers: await collector.trailers)
  }
}

/// Takes what a response writes.
private struct Collector: ResponseBodyWriter {
  private actor Store {
    var bytes: [UInt8] = []
    var trailers: HTTPFields?
    func add(_ buffer: ByteBuffer) { bytes += Array(buffer.readableBytesView) }
    func end(_ fields: HTTPFields?) { trailers = fields }
  }
  private let store = Store()

  var text: String {
    get async { String(decoding: await store.bytes, as: UTF8.self) }
  }

  var trailers: HTTPFields? {
    get async { await store.trailers }
  }

  func write(_ buffer: ByteBuffer) async throws { await store.add(buffer) }
  consuming func finish(_ trailingHeaders: HTTPFields?) async throws {
    await store.end(trailingHeaders)
  }
}

extension JSONValue {
  /// A member of an object.
  subscript(name: String) -> JSONValue? {
    guard case .object(let members) = self else { return nil }
    return members.first { $0.name == name }?.value
  }
  /// An element of an array.
  subscript(place: Int) -> JSONValue? {
    guard case .array(let elements) = self, elements.indices.contains(place) else { return nil }
    return elements[place]
  }
  var number: Double? { if case .number(let value) = self { value } else { nil } }
  var text: String? { if case .text(let value) = self { value } else { nil } }
  var elements: [JSONValue] { if case .array(let all) = self { all } else { [] } }
  var members: [JSONValue.Member] { if case .object(let all) = self { all } else { [] } }
}
