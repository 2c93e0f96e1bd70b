import HTTPTypes
import Hummingbird
import Logging
import NIOCore
import Workbench

/// `POST /v1/batch`: customers as CSV or JSON lines in, scores in the same form out, both streamed, so
/// that neither has to fit into memory.
struct BatchRoute: Sendable {
  let shelf: ModelShelf
  let metrics: ServerMetrics
  let gate: RequestGate
  let settings: ServerSettings

  /// Answers a batch. What is wrong at its beginning is an error; what is wrong later cuts the answer
  /// off before its end, so that nobody takes a part for the whole.
  func respond(to request: Request) async throws -> Response {
    let form = try BatchForm(contentType: request.headers[.contentType])
    let name = request.uri.queryParameters.get("model")
    let entry = try name.map { try shelf.contents.named($0) } ?? shelf.contents.standard
    guard let place = gate.enterBatch() else {
      throw ServiceFault(
        .serviceUnavailable, "busy",
        "\(settings.limits.batchesAtOnce) batches are being scored; try again soon.",
        headers: [.retryAfter: "5"])
    }
    let limit = settings.limits.batchBytes
    if let length = request.headers[.contentLength].flatMap({ Int($0) }), length > limit {
      throw Self.tooLarge(limit)
    }
    let work = BatchWork(
      body: request.body, form: form, scorer: entry.scorer, threads: settings.threads, limit: limit,
      place: place)
    let first = try await work.next()
    let metrics = metrics
    var headers: HTTPFields = [.contentType: form.contentType]
    let unread = work.unread
    headers.append(contentsOf: UnreadHeaders.columns(of: unread))
    // Of a longer batch the cells are counted when the head of the answer has long been sent.
    let isWhole = work.isDone
    if isWhole {
      headers.append(contentsOf: UnreadHeaders.cells(of: unread))
    } else {
      headers[.trailer] = UnreadHeaders.counted
    }
    return Response(
      status: .ok, headers: headers,
      body: .init { writer in
        var piece = first
        while let bytes = piece {
          try await writer.write(ByteBuffer(bytes: bytes))
          piece = try await work.next()
        }
        metrics.add(rows: work.rowCount, to: .batch)
        try await writer.finish(isWhole ? nil : UnreadHeaders.cells(of: work.unread))
      })
  }

  static func tooLarge(_ limit: Int) -> ServiceFault {
    ServiceFault(
      .contentTooLarge, "too_large", "A batch may hold \(limit) bytes; split it into several.")
  }
}

/// What a batch is written in.
enum BatchForm: Sendable {
  case csv, jsonLines

  init(contentType: String?) throws {
    let type = contentType?.split(separator: ";").first?.lowercased() ?? ""
    switch type {
    case "text/csv": self = .csv
    case "application/x-ndjson", "application/jsonl", "application/jsonlines": self = .jsonLines
    default:
      throw ServiceFault(
        .unsupportedMediaType, "not_batch",
        "A batch is text/csv with a line of names, or application/x-ndjson with a customer a line; "
          + (type.isEmpty ? "say which." : "not \(type)."))
    }
  }

  var contentType: String {
    switch self {
    case .csv: "text/csv; charset=utf-8"
    case .jsonLines: "application/x-ndjson"
    }
  }
}

/// The work on one batch.
///
/// Unchecked: the route's task uses it, and then the one task that writes the answer, never two at
/// once; the iterator of a body is not sendable by itself.
final class BatchWork: @unchecked Sendable {
  private var iterator: RequestBody.AsyncIterator
  private var batch: Batch
  private let limit: Int
  private var byteCount = 0
  /// Whether all is scored.
  private(set) var isDone = false
  /// Held as long as the work is.
  private let place: RequestGate.Place

  private enum Batch {
    case csv(CSVBatch)
    case jsonLines(JSONLinesBatch)

    mutating func take(_ bytes: ByteBufferView) throws -> [UInt8] {
      switch self {
      case .csv(var batch):
        // Moved out first, so that its buffer is not copied.
        self = .none
        defer { self = .csv(batch) }
        return try batch.take(bytes)
      case .jsonLines(var batch):
        self = .none
        defer { self = .jsonLines(batch) }
        return try batch.take(bytes)
      case .none: return []
      }
    }

    mutating func finish() throws -> [UInt8] {
      switch self {
      case .csv(var batch):
        defer { self = .csv(batch) }
        return try batch.finish()
      case .jsonLines(var batch):
        defer { self = .jsonLines(batch) }
        return batch.finish()
      case .none: return []
      }
    }

    case none
  }

  init(
    body: RequestBody, form: BatchForm, scorer: CustomerScorer, threads: Int, limit: Int,
    place: RequestGate.Place
  ) {
    iterator = body.makeAsyncIterator()
    self.limit = limit
    self.place = place
    batch =
      switch form {
      case .csv: .csv(CSVBatch(scorer, threads: threads))
      case .jsonLines: .jsonLines(JSONLinesBatch(scorer, threads: threads))
      }
  }

  /// How many rows were read.
  var rowCount: Int {
    switch batch {
    case .csv(let batch): batch.rowCount
    case .jsonLines(let batch): batch.rowCount
    case .none: 0
    }
  }

  /// What the model did not read so far; the lines of JSON say it themselves.
  var unread: UnreadInput {
    if case .csv(let batch) = batch { batch.unread } else { UnreadInput() }
  }

  /// The next piece of the answer; `nil` behind the last.
  func next() async throws -> [UInt8]? {
    while !isDone {
      guard let buffer = try await iterator.next() else {
        isDone = true
        return try batch.finish()
      }
      byteCount += buffer.readableBytes
      guard byteCount <= limit else { throw BatchRoute.tooLarge(limit) }
      let piece = try batch.take(buffer.readableBytesView)
      if !piece.isEmpty { return piece }
    }
    return nil
  }
}
