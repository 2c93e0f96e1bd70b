import Modelling
import Foundation
import Hummingbird
import HTTPTypes
import Logging
import NIOCore
import NIOHTTP1
import Workbench

/// Answers every request: counts it, asks for a token, keeps to the limits, and turns whatever goes
/// wrong into an error of the one form.
///
/// Routes are few and their paths known, so a look into a list stands in for a router.
struct ServerResponder: HTTPResponder {
  typealias Context = BasicRequestContext

  let shelf: ModelShelf
  let settings: ServerSettings
  let gate: RequestGate
  let metrics: ServerMetrics
  let logger: Logger

  func respond(to request: Request, context: BasicRequestContext) async throws -> Response {
    try await respond(to: request)
  }

  /// The answer to a request, which needs no connection.
  func respond(to request: Request) async throws -> Response {
    let start = ContinuousClock.now
    let route = ServedRoute(path: request.uri.path)
    let response: Response
    do {
      response = try await answer(request, route)
    } catch let error as HTTPParserError {
      // No HTTP any more: what serves the connection answers that and closes it.
      throw error
    } catch {
      response = refusal(error, request)
    }
    let taken = start.duration(to: .now) / .seconds(1)
    metrics.add(
      route: route?.path ?? "none", status: Int(response.status.code), seconds: taken)
    logger.debug(
      "answered",
      metadata: [
        "method": "\(request.method)", "path": "\(PlainText.line(request.uri.path, limit: 200))",
        "status": "\(response.status.code)", "seconds": "\(taken)",
      ])
    return response
  }

  private func refusal(_ error: any Error, _ request: Request) -> Response {
    let fault = ServiceFault(error)
    if fault.status.code >= 500 && fault.code == "failed" {
      logger.error(
        "a request failed",
        metadata: ["path": "\(PlainText.line(request.uri.path, limit: 200))", "error": "\(error)"])
    }
    return fault.response
  }

  private func answer(_ request: Request, _ route: ServedRoute?) async throws -> Response {
    guard let route else {
      throw ServiceFault(
        .notFound, "no_route", "There is nothing at this path; /openapi.json lists what there is.")
    }
    guard request.method == route.method else {
      throw ServiceFault(
        .methodNotAllowed, "wrong_method", "\(route.path) answers \(route.method.rawValue) only.",
        headers: [.allow: route.method.rawValue])
    }
    guard route.isGuarded else { return try status(route) }
    guard settings.tokens.allow(request.headers[.authorization]) else {
      throw ServiceFault(
        .unauthorized, "no_token", "Send a token of this server: Authorization: Bearer TOKEN.",
        headers: [.wwwAuthenticate: "Bearer"])
    }
    guard gate.enter() else {
      throw ServiceFault(
        .serviceUnavailable, "busy",
        "\(settings.limits.requestsAtOnce) requests are being answered; try again soon.",
        headers: [.retryAfter: "1"])
    }
    defer { gate.leave() }
    return try await guarded(route, request)
  }

  private func guarded(_ route: ServedRoute, _ request: Request) async throws -> Response {
    let customers = CustomerRoutes(shelf: shelf, metrics: metrics, limits: settings.limits)
    let batch = BatchRoute(shelf: shelf, metrics: metrics, gate: gate, settings: settings)
    switch route {
    case .score: return try await customers.score(request)
    case .rank: return try await customers.rank(request)
    case .explain: return try await customers.explain(request)
    case .batch: return try await batch.respond(to: request)
    case .invocations:
      // Whoever calls it sends single customers as JSON and whole files as CSV or JSON lines.
      let isJSON =
        request.headers[.contentType]?.lowercased().hasPrefix("application/json;") == true
      return isJSON || request.headers[.contentType]?.lowercased() == "application/json"
        ? try await customers.score(request) : try await batch.respond(to: request)
    case .models: return try JSONBody.response(ModelsAnswer(shelf.contents))
    case .model:
      let name = request.uri.path.dropFirst("/v1/models/".count)
      let entry = try shelf.contents.named(String(name).removingPercentEncoding ?? String(name))
      return try JSONBody.response(ModelAnswer(entry))
    case .reload:
      guard !settings.tokens.isOpen else {
        throw ServiceFault(
          .forbidden, "no_tokens",
          "This server has no tokens, so nobody may change its models from here; start it with tokens, "
            + "or send its process SIGHUP.")
      }
      do {
        try shelf.reload()
      } catch let error as ServingError {
        throw ServiceFault(.conflict, "not_reloaded", "The models stay. \(error.message)")
      }
      return try JSONBody.response(ModelsAnswer(shelf.contents))
    case .health, .ready, .ping, .metrics, .description: return try status(route)
    }
  }

  private func status(_ route: ServedRoute) throws -> Response {
    let contents = shelf.contents
    switch route {
    case .metrics:
      return Response(
        status: .ok, headers: [.contentType: "text/plain; version=0.0.4; charset=utf-8"],
        body: .init(
          byteBuffer: ByteBuffer(string: metrics.text(contents, inside: gate.inside))))
    case .description: return JSONBody.response(contents.description)
    case .ready: return try JSONBody.response(ReadyAnswer(contents, failure: shelf.failure))
    default: return JSONBody.response("{\"status\":\"ok\"}\n")
    }
  }
}
