import NIOCore
import Evaluation
import Foundation
import HTTPTypes
import Hummingbird
import Modelling
import Offers
import Workbench

/// The answers about customers: scores, ranked offers, reasons.
struct CustomerRoutes: Sendable {
  let shelf: ModelShelf
  let metrics: ServerMetrics
  let limits: ServerSettings.Limits

  /// `POST /v1/score`.
  func score(_ request: Request) async throws -> Response {
    let bytes = try await JSONBody.bytes(of: request, limit: limits.bodyBytes)
    let asked = try AskedCustomers(bytes, .score(limits), shelf.contents)
    let scores = asked.entry.scorer.scores(of: asked.customers)
    var text = Self.head(of: asked.entry)
    text += ",\"threshold\":\(asked.entry.scorer.artifact.threshold),\"scores\":["
    for (place, score) in scores.enumerated() {
      if place > 0 { text += "," }
      ScoreText.append(score, of: asked.customers[place], to: &text)
    }
    text += "]}\n"
    metrics.add(rows: scores.count, to: .score)
    return JSONBody.response(text)
  }

  /// `POST /v1/rank`.
  func rank(_ request: Request) async throws -> Response {
    let bytes = try await JSONBody.bytes(of: request, limit: limits.bodyBytes)
    let asked = try AskedCustomers(bytes, .rank(limits), shelf.contents)
    let scorer = asked.entry.scorer
    guard scorer.catalogue != nil else {
      throw ServiceFault(
        .conflict, "no_offers",
        "This server was started without offers to rank; start it with --offers FILE.csv.")
    }
    let clock = WorkClock(seconds: limits.workSeconds)
    let scores = scorer.scores(of: asked.customers)
    let rankings = try zip(asked.customers, scores).map { customer, score in
      try clock.check()
      let offers = try scorer.ranking(
        for: customer, score: score, order: asked.order, on: asked.day)
      return RankingPart(customer, score, offers: offers, top: asked.top)
    }
    metrics.add(rows: rankings.count, to: .rank)
    return try JSONBody.response(
      RankingAnswer(
        model: asked.entry.name, version: scorer.version, order: asked.order.rawValue,
        rankings: rankings))
  }

  /// `POST /v1/explain`.
  func explain(_ request: Request) async throws -> Response {
    let bytes = try await JSONBody.bytes(of: request, limit: limits.bodyBytes)
    let asked = try AskedCustomers(bytes, .explain(limits), shelf.contents)
    let clock = WorkClock(seconds: limits.workSeconds)
    let scorer = asked.entry.scorer
    let explanations = try asked.customers.map { customer in
      try clock.check()
      return ExplanationPart(customer, scorer.explanation(of: customer), top: asked.top)
    }
    metrics.add(rows: explanations.count, to: .explain)
    return try JSONBody.response(
      ExplanationAnswer(
        model: asked.entry.name, version: scorer.version,
        marginScale: scorer.artifact.model.marginScale.rawValue, explanations: explanations))
  }

  private static func head(of entry: ModelShelf.Entry) -> String {
    var text = "{\"model\":"
    ScoreText.append(quoted: entry.name, to: &text)
    text += ",\"version\":\"\(entry.scorer.version)\""
    return text
  }
}

/// How long the work on one request has taken.
struct WorkClock {
  private let end: ContinuousClock.Instant
  private let seconds: Double

  init(seconds: Double) {
    self.seconds = seconds
    end = .now + .seconds(seconds)
  }

  /// - Throws: ``ServiceFault`` once the time is over.
  func check() throws {
    guard ContinuousClock.now > end else { return }
    throw ServiceFault(
      .serviceUnavailable, "too_slow",
      "The work took longer than \(seconds) seconds; ask for fewer customers at once.",
      headers: [.retryAfter: "1"])
  }
}
