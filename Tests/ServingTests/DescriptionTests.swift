import HTTPTypes
import Testing
import Workbench

@testable import Serving

/// The description says what the routes are and what they answer.
@Suite struct DescriptionTests {
  @Test func theDescriptionHasTheRoutesAndNoOthers() async throws {
    let served = try ServedModels()
    let document = try await served.server().ask(.get, "/openapi.json").json()
    let described = try #require(document["paths"]?.members)
    #expect(Set(described.map(\.name)) == Set(ServedRoute.allCases.map(\.path)))
    for route in ServedRoute.allCases {
      let methods = document["paths"]?[route.path]?.members.map { $0.name.uppercased() }
      #expect(methods == [route.method.rawValue])
      let isOpen =
        document["paths"]?[route.path]?.members.first?.value["security"] == .array([.object([])])
      #expect(isOpen == !route.isGuarded)
    }
  }

  /// Requests of every route, good ones and bad ones.
  static let requests: [(route: ServedRoute, name: String, body: String, type: String)] = [
    (.score, "", #"{"model":"boosted","customers":[{"age":30,"job":"x","shoe":1},{}]}"#, ""),
    (.score, "", "{", ""), (.score, "", #"{"customers":[]}"#, ""), (.score, "", "{}", "text/html"),
    (.score, "", #"{"model":"no","customers":[{}]}"#, ""),
    (.rank, "", #"{"model":"forest","customers":[{"age":30}]}"#, ""),
    (.rank, "", #"{"customers":[{}],"top":3,"on":"2026-01-01"}"#, ""),
    (.explain, "", #"{"model":"logistic","customers":[{"age":30}]}"#, ""),
    (.explain, "", #"{"customers":[{}],"top":-1}"#, ""),
    // Reasons that undo each other weigh more than the difference that they make together.
    (
      .explain, "",
      #"{"model":"logistic","customers":[{"job":"?"},{"poutcome":"?"},{"month":"?"}]}"#, ""
    ),
    (.batch, "", "age\n30\n", "text/csv"), (.batch, "", "{}\n", "application/x-ndjson"),
    (.batch, "", "", "text/csv"), (.batch, "", "", "image/png"),
    (.invocations, "", #"{"customers":[{}]}"#, ""), (.invocations, "", "age\n30\n", "text/csv"),
    (.models, "", "", ""), (.model, "forest", "", ""), (.model, "none", "", ""),
    (.reload, "", "", ""), (.health, "", "", ""), (.ready, "", "", ""), (.ping, "", "", ""),
    (.metrics, "", "", ""), (.description, "", "", ""),
  ]

  @Test func everyAnswerIsAsDescribed() async throws {
    let served = try ServedModels()
    let server = try served.server()
    let document = try await server.ask(.get, "/openapi.json").json()
    let schema = JSONSchema(document: document)
    #expect(Set(Self.requests.map(\.route)) == Set(ServedRoute.allCases))
    for request in Self.requests {
      let path = request.route.path.replacing("{name}", with: request.name)
      let answer = try await server.ask(
        request.route.method, path, request.body, type: request.type.isEmpty ? nil : request.type)
      let operation = try #require(document["paths"]?[request.route.path]?.members.first?.value)
      var described = operation["responses"]?["\(answer.status)"]
      if let reference = described?["$ref"]?.text { described = schema.resolve(reference) }
      let place = "\(request.route.path) \(answer.status)"
      let content = try #require(described?["content"], "\(place) is not described")
      let type = try #require(answer.headers[.contentType]?.split(separator: ";").first)
      let form = try #require(content[String(type)]?["schema"], "\(place) as \(type)")
      if type == "application/json" {
        #expect(schema.faults(of: try answer.json(), against: form) == [], "\(place)")
      }
    }
  }

  @Test func anEmptyBatchIsTakenAsDescribed() async throws {
    let server = try ServedModels().server()
    let document = try await server.ask(.get, "/openapi.json").json()
    let schema = JSONSchema(document: document)
    for path in ["/v1/batch", "/invocations"] {
      let content = document["paths"]?[path]?["post"]?["requestBody"]?["content"]
      for (type, name) in [("text/csv", "age\n"), ("text/csv", ""), ("application/x-ndjson", "")] {
        let form = try #require(content?[type]?["schema"])
        let isDescribed = schema.faults(of: .text(name), against: form).isEmpty
        let status = try await server.ask(.post, path, name, type: type).status
        #expect(isDescribed == (status == 200), "\(path) \(type) \(name) \(status)")
      }
    }
  }

  /// What the description lets be asked is answered, and what it does not is refused.
  @Test func requestsAreTakenAsDescribed() async throws {
    let served = try ServedModels()
    let server = try served.server()
    let schema = JSONSchema(document: try await server.ask(.get, "/openapi.json").json())
    let form = try #require(schema.resolve("#/components/schemas/RankRequest"))
    let values = [
      "null", "1", "-2.5", "true", #""yes""#, #""a""#, "[]", "{}", "1e300", #""2026-01-01""#, "7",
      "3.4028234663852886e38", "3.402823466385289e38", "-3.4028234663852886e38",
      "-3.402823466385289e38",
    ]
    var bodies: [String] = []
    for name in ["age", "housing", "job", "shoe"] {
      bodies += values.map { #"{"model":"boosted","customers":[{"\#(name)":\#($0)}]}"# }
    }
    for name in ["top", "order", "model", "x"] {
      bodies += values.map { #"{"model":"boosted","customers":[{}],"\#(name)":\#($0)}"# }
        .filter { name != "model" || !$0.isEmpty }
    }
    for body in bodies where !body.contains(#""model":"boosted","customers":[{}],"model""#) {
      let value = try JSONScanner.value(of: Array(body.utf8))
      let isDescribed = schema.faults(of: value, against: form).isEmpty
      let status = try await server.ask(.post, "/v1/rank", body).status
      #expect(isDescribed == (status == 200), "\(body) \(status)")
    }
  }
}
