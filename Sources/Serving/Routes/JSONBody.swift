import Foundation
import HTTPTypes
import Hummingbird
import NIOCore

/// Reads bodies up to a size, and writes JSON.
enum JSONBody {
  /// The whole body.
  ///
  /// - Throws: ``ServiceFault`` for another content type than JSON, or more bytes than the limit; what
  ///   is announced to be too long is refused before it is read.
  static func bytes(of request: Request, limit: Int) async throws -> [UInt8] {
    if let type = request.headers[.contentType], !isJSON(type) {
      throw ServiceFault(
        .unsupportedMediaType, "not_json", "The body must be application/json, not \(type).")
    }
    let tooLarge = ServiceFault(
      .contentTooLarge, "too_large",
      "The body is larger than \(limit) bytes; send fewer customers, or all to /v1/batch.")
    if let length = request.headers[.contentLength].flatMap({ Int($0) }), length > limit {
      throw tooLarge
    }
    var bytes: [UInt8] = []
    for try await buffer in request.body {
      guard bytes.count + buffer.readableBytes <= limit else { throw tooLarge }
      bytes.append(contentsOf: buffer.readableBytesView)
    }
    return bytes
  }

  private static func isJSON(_ type: String) -> Bool {
    let name = type.split(separator: ";").first?.lowercased() ?? ""
    return name.trimmingCharacters(in: .whitespaces) == "application/json"
  }

  /// An answer of JSON text.
  static func response(_ text: String, status: HTTPResponse.Status = .ok) -> Response {
    Response(
      status: status, headers: [.contentType: "application/json"],
      body: .init(byteBuffer: ByteBuffer(string: text)))
  }

  /// An answer of a document.
  static func response(
    _ document: some Encodable, status: HTTPResponse.Status = .ok
  ) throws -> Response {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return Response(
      status: status, headers: [.contentType: "application/json"],
      body: .init(byteBuffer: ByteBuffer(bytes: try encoder.encode(document))))
  }
}
