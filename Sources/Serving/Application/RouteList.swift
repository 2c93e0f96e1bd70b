import HTTPTypes
import Hummingbird

/// The routes of the server, once: the router, the description, the counts and the answer to a wrong
/// method all go by this list.
enum ServedRoute: CaseIterable {
  case score, rank, explain, batch, invocations, models, model, reload
  case health, ready, ping, metrics, description

  /// The path, with `{name}` for what varies.
  var path: String {
    switch self {
    case .score: "/v1/score"
    case .rank: "/v1/rank"
    case .explain: "/v1/explain"
    case .batch: "/v1/batch"
    case .invocations: "/invocations"
    case .models: "/v1/models"
    case .model: "/v1/models/{name}"
    case .reload: "/v1/reload"
    case .health: "/health"
    case .ready: "/ready"
    case .ping: "/ping"
    case .metrics: "/metrics"
    case .description: "/openapi.json"
    }
  }

  /// The only method that it answers.
  var method: HTTPRequest.Method {
    switch self {
    case .score, .rank, .explain, .batch, .invocations, .reload: .post
    case .models, .model, .health, .ready, .ping, .metrics, .description: .get
    }
  }

  /// Whether a token is asked for where the server has some.
  var isGuarded: Bool {
    switch self {
    case .score, .rank, .explain, .batch, .invocations, .models, .model, .reload: true
    case .health, .ready, .ping, .metrics, .description: false
    }
  }

  /// The route of a path; `nil` for a path that there is not.
  init?(path: String) {
    if let route = Self.byPath[path] {
      self = route
      return
    }
    let prefix = "/v1/models/"
    let name = path.dropFirst(prefix.count)
    guard path.hasPrefix(prefix), !name.isEmpty, !name.contains("/") else { return nil }
    self = .model
  }

  private static let byPath = Dictionary(
    uniqueKeysWithValues: allCases.map { ($0.path, $0) })
}
