import HTTPTypes
import Hummingbird
import Modelling
import NIOCore
import Offers
import Tabular
import Workbench

/// Why a request is not answered as asked, in the one form that all such answers have:
/// `{"error": {"code": "…", "message": "…"}}`.
struct ServiceFault: Error, Equatable {
  let status: HTTPResponse.Status
  /// A word for programs.
  let code: String
  /// A sentence for people: what, where, and how to mend it.
  let message: String
  /// Further headers.
  var headers: HTTPFields = [:]

  init(
    _ status: HTTPResponse.Status, _ code: String, _ message: String, headers: HTTPFields = [:]
  ) {
    self.status = status
    self.code = code
    self.message = message
    self.headers = headers
  }

  /// What a request can't be used as.
  static func badInput(_ message: String) -> ServiceFault {
    ServiceFault(.unprocessableContent, "bad_input", message)
  }

  /// The words for any error.
  init(_ error: any Error) {
    switch error {
    case let fault as ServiceFault: self = fault
    case let error as WorkbenchError where error.code != .failed: self = .badInput(error.message)
    case let error as TabularError: self = .badInput(error.message)
    case let error as OfferError: self = .badInput(error.message)
    case let error as ModellingError: self = .badInput(error.message)
    case let error as any HTTPResponseError:
      self.init(
        error.status, "http",
        "The request can't be answered: \(error.status.reasonPhrase.lowercased()).")
    case is ChannelError, is IOError, is CancellationError:
      self.init(.badRequest, "cut_off", "The request was cut off before its end.")
    default:
      self.init(
        .internalServerError, "failed", "The work itself failed; the server's log says more.")
    }
  }

  /// The answer.
  var response: Response {
    var text = "{\"error\":{\"code\":\"\(code)\",\"message\":"
    ScoreText.append(quoted: PlainText.line(message), to: &text)
    text += "}}\n"
    var headers = headers
    headers[.contentType] = "application/json"
    return Response(
      status: status, headers: headers, body: .init(byteBuffer: ByteBuffer(string: text)))
  }
}
