import Evaluation
import HTTPTypes
import Modelling
import Foundation
import Registry
import Testing
import Workbench

@testable import Serving

/// Who is let in, how many, and by which models.
@Suite struct ServerTests {
  private let one = "{\"customers\":[{\"age\":30}]}"

  @Test func everyRouteAnswersItsMethodOnly() async throws {
    let server = try ServedModels().server()
    for route in ServedRoute.allCases {
      let path = route.path.replacing("{name}", with: "boosted")
      let wrong = try await server.ask(route.method == .get ? .post : .get, path)
      #expect(wrong.status == 405)
      #expect(wrong.headers[.allow] == route.method.rawValue)
      #expect(try await server.ask(route.method, path).status != 404)
    }
    for path in ["/", "/v1", "/v1/models/", "/v1/models/a/b", "/V1/score", "/v1/score/"] {
      #expect(try await server.ask(.get, path).status == 404)
    }
    #expect(try await server.ask(.get, "/v1/models/no%20such").text.contains("“no such”"))
  }

  @Test func onlyTokensLetIn() async throws {
    let tokens = ["0123456789abcdef", "fedcba9876543210xyz"]
    let accepted = try AccessTokens(parsing: tokens.joined(separator: "\n"), source: "test")
    let server = try ServedModels().server { $0.tokens = accepted }
    for token in tokens {
      #expect(try await server.ask(.post, "/v1/score", one, token: token).status == 200)
    }
    for token in [
      "0123456789abcdee", "0123456789abcde", "0123456789abcdef0", "",
      "0123456789abcdef" + "0123456789abcdef",
    ] {
      let answer = try await server.ask(.post, "/v1/score", one, token: token)
      #expect(answer.status == 401 && answer.headers[.wwwAuthenticate] == "Bearer")
    }
    #expect(try await server.ask(.get, "/v1/models").status == 401)
    for path in ["/health", "/ready", "/ping", "/metrics", "/openapi.json"] {
      #expect(try await server.ask(.get, path).status == 200)
    }
  }

  @Test func tokensOfAFileAreChecked() throws {
    #expect(throws: ServingError.self) { try AccessTokens(parsing: "short", source: "f") }
    #expect(throws: ServingError.self) { try AccessTokens(parsing: "# none\n", source: "f") }
    #expect(throws: ServingError.self) {
      try AccessTokens.found(file: "/no/such", environment: [:])
    }
    let found = try AccessTokens.found(
      file: nil, environment: ["OFFERSCOPE_TOKENS": "aaaaaaaaaaaaaaaa, bbbbbbbbbbbbbbbb"])
    #expect(found.allow("bearer bbbbbbbbbbbbbbbb") && !found.allow("Basic bbbbbbbbbbbbbbbb"))
    #expect(try AccessTokens.found(file: nil, environment: [:]).isOpen)
  }

  @Test func limitsAreKept() async throws {
    let served = try ServedModels()
    let server = try served.server {
      $0.limits.bodyBytes = 200
      $0.limits.scoredRows = 2
      $0.limits.requestsAtOnce = 1
    }
    let many = "{\"customers\":[{},{},{}]}"
    #expect(try await server.ask(.post, "/v1/score", many).text.contains("too_many_rows"))
    let long = "{\"customers\":[{\"a\":\"\(String(repeating: "x", count: 300))\"}]}"
    #expect(try await server.ask(.post, "/v1/score", long, pieces: 10).status == 413)
    #expect(server.responder.gate.enter())
    #expect(try await server.ask(.post, "/v1/score", one).status == 503)
    server.responder.gate.leave()
    #expect(try await server.ask(.post, "/v1/score", one).status == 200)
    #expect(try await server.ask(.post, "/v1/score", one, type: "text/html").status == 415)
    let slow = try served.server { $0.limits.workSeconds = -1 }
    #expect(try await slow.ask(.post, "/v1/explain", one).text.contains("too_slow"))
  }

  @Test func modelsAreChangedWhileRequestsRun() async throws {
    let served = try ServedModels()
    let token = "0123456789abcdef"
    let accepted = try AccessTokens(parsing: token, source: "test")
    let server = try served.server { $0.tokens = accepted }
    let before = try #require(server.shelf.contents.entry("boosted")?.scorer.version)
    let held = server.shelf.contents
    // The forest's file in the place of the boosted one's.
    let bytes = try Data(contentsOf: URL(fileURLWithPath: served.path("forest")))
    try bytes.write(to: URL(fileURLWithPath: served.path("boosted")), options: .atomic)
    try await withThrowingTaskGroup(of: Int.self) { group in
      for number in 0..<60 {
        group.addTask {
          number % 20 == 10
            ? try await server.ask(.post, "/v1/reload", token: token).status
            : try await server.ask(.post, "/v1/score", one, token: token).status
        }
      }
      for try await status in group { #expect(status == 200) }
    }
    let after = try #require(server.shelf.contents.entry("boosted")?.scorer)
    #expect(after.version != before && after.kind == .forest)
    #expect(held.entry("boosted")?.scorer.version == before)
  }

  @Test func aChampionAnswersUntilAnotherTakesItsStage() async throws {
    let served = try ServedModels()
    let artifacts = "\(served.folder)/artifacts"
    let intervals = ComparisonIntervals(served.comparison)
    let run = try RunRegistration(artifacts: artifacts).register(
      served.comparison, intervals: intervals,
      files: RunFolder(served.comparison, intervals: intervals))
    let registry = try RunRegistry(writing: artifacts)
    _ = try registry.promote("run:\(run.id)/boosted", to: .champion)
    let server = try served.server {
      $0.models = ["champion", "run:\(run.id)/logistic"]
      $0.standardModel = "champion"
      $0.artifacts = artifacts
    }
    #expect(server.shelf.contents.entries.map(\.name) == ["champion", "logistic"])
    #expect(server.shelf.contents.standard.scorer.kind == .boosted)
    server.shelf.reloadIfChanged()
    #expect(server.shelf.contents.generation == 1)
    _ = try registry.promote("run:\(run.id)/forest", to: .champion)
    #expect(server.shelf.contents.standard.scorer.kind == .boosted)
    server.shelf.reloadIfChanged()
    #expect(server.shelf.contents.standard.scorer.kind == .forest)
    #expect(try await server.ask(.post, "/v1/score", one).status == 200)
    // Without a champion the one of before goes on.
    _ = try registry.promote("run:\(run.id)/forest", to: .retired)
    server.shelf.reloadIfChanged()
    #expect(server.shelf.failure?.contains("champion") == true)
    #expect(server.shelf.contents.standard.scorer.kind == .forest)
  }

  @Test func aDamagedModelChangesNothing() async throws {
    let served = try ServedModels()
    let server = try served.server()
    #expect(try await server.ask(.post, "/v1/reload").status == 403)
    server.shelf.reloadIfChanged()
    #expect(server.shelf.contents.generation == 1)
    try Data("{}".utf8).write(to: URL(fileURLWithPath: served.path("boosted")))
    server.shelf.reloadIfChanged()
    #expect(server.shelf.contents.generation == 1)
    #expect(try await server.ask(.post, "/v1/score", one).status == 200)
    let ready = try await server.ask(.get, "/ready")
    #expect(try ready.json()["lastChangeRefused"]?.text?.contains("no OfferScope model") == true)
    #expect(throws: ServingError.self) { try server.shelf.reload() }
    #expect(throws: ServingError.self) { try served.server() }
  }

  @Test func wrongSettingsAreOneSentence() throws {
    let served = try ServedModels()
    for (change, words) in [
      ({ $0.models = [] }, "no model to serve"),
      ({ $0.models = ["/no/such"] }, "no such model file"),
      ({ $0.models = [served.folder] }, "holds no model"),
      ({ $0.standardModel = "x" }, "there are"),
      ({ $0.offers = served.csv }, "id"), ({ $0.models = [served.models, served.models] }, "too"),
    ] as [((inout ServerSettings) -> Void, String)] {
      #expect { try served.server(change: change) } throws: { "\($0)".contains(words) }
    }
  }

  @Test func countsAreThoseOfTheRequests() async throws {
    let server = try ServedModels().server()
    _ = try await server.ask(.post, "/v1/score", "{\"customers\":[{},{}]}")
    _ = try await server.ask(.post, "/v1/score", "nonsense")
    _ = try await server.ask(.get, "/made/up")
    let text = try await server.ask(.get, "/metrics").text
    for line in [
      "offerscope_requests_total{route=\"/v1/score\",status=\"200\"} 1",
      "offerscope_requests_total{route=\"/v1/score\",status=\"400\"} 1",
      "offerscope_requests_total{route=\"none\",status=\"404\"} 1",
      "offerscope_request_seconds_count{route=\"/v1/score\"} 2",
      "offerscope_request_seconds_bucket{route=\"/v1/score\",le=\"+Inf\"} 2",
      "offerscope_rows_total{work=\"score\"} 2", "offerscope_requests_in_flight 0",
      "offerscope_models_generation 1",
    ] { #expect(text.contains(line + "\n"), "\(line)") }
    #expect(!text.contains("made"))
    #expect(text.contains("offerscope_model_info{model=\"boosted\",kind=\"boosted\",version=\""))
  }

  /// Where nobody says which model answers, it is the first of the leaderboard.
  @Test func theBestModelAnswersUnlessAnotherIsNamed() async throws {
    let served = try ServedModels()
    let figures = served.comparison.trained.map { ($0.kind.rawValue, $0.model.metrics.rocAUC ?? 0) }
    let highest = try #require(figures.map(\.1).max())
    let server = try served.server { $0.standardModel = nil }
    let standard = try #require(
      try await server.ask(.get, "/v1/models").json()["standard"]?.text)
    #expect(figures.contains { $0.0 == standard && $0.1 == highest })
  }
}
