import HTTPTypes
import Foundation
import Modelling
import Offers
import Tabular
import Testing
import Workbench

@testable import Serving

/// The numbers of the service are those of the commands and of the dashboard, to the bit.
@Suite struct CustomerRoutesTests {
  @Test(arguments: ["logistic", "forest", "boosted", "xgboost"])
  func scoresAreThoseOfPredict(model: String) async throws {
    let served = try ServedModels()
    let server = try served.server()
    let predicted = try BatchScorer(modelPath: served.path(model), threads: 1)
      .scores(of: served.csv, options: .init())
    let customers = try (0..<200).map(served.customer).joined(separator: ",")
    let answer = try await server.ask(
      .post, "/v1/score", "{\"model\":\"\(model)\",\"customers\":[\(customers)]}")
    #expect(answer.status == 200)
    let scores = try #require(answer.json()["scores"]?.elements)
    #expect(scores.count == 200)
    for (score, value) in zip(scores, predicted.values) {
      #expect(score["probability"]?.number == value)
      #expect(score["positive"] == .bool(value >= (predicted.threshold ?? 2)))
      #expect(score["missing"] == .array([]) && score["ignored"] == .array([]))
    }
  }

  @Test func offersAndReasonsAreThoseOfTheDashboard() async throws {
    let served = try ServedModels()
    let server = try served.server()
    let simulator = Simulator(served.comparison)
    for row in [0, 17, 123] {
      let profile = simulator.profile(ofRow: row)
      let view = try #require(
        simulator.simulate(profile, base: profile).view(.boosted))
      let body = "{\"customers\":[\(try served.customer(row))],\"top\":100}"
      let ranked = try await server.ask(.post, "/v1/rank", body).json()["rankings"]?[0]
      #expect(ranked?["probability"]?.number == view.probability)
      let offers = view.offers.filter(\.isEligible)
      #expect(ranked?["offers"]?.elements.map { $0["id"]?.text } == offers.map(\.id))
      #expect(
        ranked?["offers"]?.elements.map { $0["expectedValue"]?.number }
          == offers.map(\.expectedValue))
      let refused = view.offers.filter { !$0.isEligible }
      #expect(
        ranked?["notEligible"]?.elements.map { $0["reasons"]?.elements.map(\.text) }
          == refused.map { $0.obstacles.map(Optional.some) })
      let explained = try await server.ask(.post, "/v1/explain", body).json()["explanations"]?[0]
      #expect(explained?["averageProbability"]?.number == view.averageProbability)
      #expect(
        explained?["reasons"]?.elements.map { $0["column"]?.text } == view.reasons.map(\.column))
      #expect(
        explained?["reasons"]?.elements.map { $0["contribution"]?.number }
          == view.reasons.map(\.contribution))
    }
  }

  @Test func whatIsMissingUnseenOrUnknownIsNamed() async throws {
    let server = try ServedModels().server()
    let answer = try await server.ask(
      .post, "/v1/score", #"{"customers":[{"age":35,"job":"astronaut","shoe":44}]}"#)
    let score = try #require(answer.json()["scores"]?[0])
    #expect(score["unseen"] == .array([.text("job")]))
    #expect(score["ignored"] == .array([.text("shoe")]))
    #expect(score["missing"]?.elements.contains(.text("balance")) == true)
    #expect(score["missing"]?.elements.contains(.text("age")) == false)
  }

  @Test func manyFormsOfAFlagAreOne() async throws {
    let server = try ServedModels().server()
    let forms = [#""yes""#, "true", "1"]
    let customers = forms.map { "{\"housing\":\($0)}" }.joined(separator: ",")
    let answer = try await server.ask(.post, "/v1/score", "{\"customers\":[\(customers)]}")
    let values = try #require(answer.json()["scores"]?.elements.map { $0["probability"]?.number })
    #expect(values.count == 3 && Set(values).count == 1)
  }

  @Test(arguments: [
    (#"{"customers":[{"age":"old"}]}"#, 422, "customers[0]: age is a number, and not “old”"),
    (#"{"customers":[{"age":true}]}"#, 422, "age is a number, and not true"),
    (#"{"customers":[{},{"age":1e39}]}"#, 422, "customers[1]: age can't be as large"),
    (#"{"customers":[{"age":[1]}]}"#, 422, "age is an array"),
    (#"{"customers":[{"housing":"perhaps"}]}"#, 422, "housing is no or yes"),
    (#"{"customers":[7]}"#, 422, "customers[0]: is 7"),
    (#"{"customers":[]}"#, 422, "one object a customer"),
    (#"{"customers":{}}"#, 422, "one object a customer"),
    (#"{"clients":[{}]}"#, 422, "no member “clients”"),
    (#"{"model":"m","customers":[{}]}"#, 404, "there are boosted, forest"),
    (#"{"model":7,"customers":[{}]}"#, 422, "model must be"),
    (#"[1]"#, 422, "no object"),
    (#"{"customers":[{"age":1,"age":2}]}"#, 400, "named twice"),
    (#"{"customers":[{"age":01}]}"#, 400, "wrong at byte 23"),
    (#"{"customers":"#, 400, "ends where a value should be"),
    (#"{"customers":[{"age":1e999}]}"#, 400, "too large"),
    ("", 400, "ends where a value should be"),
  ])
  func wrongRequestsAreOneSentence(body: String, status: Int, words: String) async throws {
    let server = try ServedModels().server()
    for path in ["/v1/score", "/v1/rank", "/v1/explain", "/invocations"] {
      let answer = try await server.ask(.post, path, body, type: "application/json")
      #expect(answer.status == status)
      let message = try answer.json()["error"]?["message"]?.text ?? ""
      #expect(message.contains(words), "\(message)")
    }
  }

  @Test func rankingIsAskedForInItsForms() async throws {
    let served = try ServedModels()
    let server = try served.server()
    for (further, words) in [
      (#""top":0"#, "top must"), (#""top":1.5"#, "top must"), (#""order":"best""#, "order must"),
      (#""on":"2026-02-30""#, "on must"), (#""order":"expectedAmount""#, "knows no amounts"),
    ] {
      let answer = try await server.ask(.post, "/v1/rank", "{\"customers\":[{}],\(further)}")
      #expect(answer.status == 422 && answer.text.contains(words), "\(answer.text)")
    }
    let two = try await server.ask(
      .post, "/v1/rank", #"{"customers":[{"age":40,"balance":5000}],"top":2,"order":"probability"}"#
    )
    #expect(try two.json()["rankings"]?[0]?["offers"]?.elements.count == 2)
    let without = try await served.server(offers: false).ask(
      .post, "/v1/rank", #"{"customers":[{}]}"#)
    #expect(without.status == 409 && without.text.contains("--offers"))
  }
}
