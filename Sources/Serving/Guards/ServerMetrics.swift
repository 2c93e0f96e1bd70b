import Workbench
import Modelling
import Synchronization

/// What a server counts, as Prometheus reads it (text format 0.0.4).
public final class ServerMetrics: Sendable {
  /// The work that rows are counted of.
  enum Work: String, CaseIterable {
    case score, rank, explain, batch
  }

  /// The upper ends of the buckets of the latency histogram, in seconds.
  static let buckets = [
    0.0001, 0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10,
  ]

  private struct Latency {
    var counts = [Int](repeating: 0, count: ServerMetrics.buckets.count)
    var total = 0
    var seconds = 0.0
  }

  private struct Outcome: Hashable {
    let route: String
    let status: Int
  }

  private struct State {
    var requests: [Outcome: Int] = [:]
    var latencies: [String: Latency] = [:]
    var rows: [Work: Int] = [:]
  }

  private let state = Mutex(State())

  init() {}

  /// Counts an answered request.
  ///
  /// - Parameter route: its pattern, such as `/v1/models/{name}`, so that nobody can make up names.
  func add(route: String, status: Int, seconds: Double) {
    let bucket = Self.buckets.firstIndex { seconds <= $0 }
    state.withLock { state in
      state.requests[Outcome(route: route, status: status), default: 0] += 1
      state.latencies[route, default: Latency()].total += 1
      state.latencies[route, default: Latency()].seconds += seconds
      if let bucket { state.latencies[route, default: Latency()].counts[bucket] += 1 }
    }
  }

  /// Counts customers worked on.
  func add(rows: Int, to work: Work) { state.withLock { $0.rows[work, default: 0] += rows } }

  /// All counts as text.
  func text(_ models: ModelShelf.Contents, inside: (requests: Int, batches: Int)) -> String {
    let state = state.withLock { $0 }
    var lines: [String] = []
    func head(_ name: String, _ kind: String, _ help: String) {
      lines += ["# HELP \(name) \(help)", "# TYPE \(name) \(kind)"]
    }
    head("offerscope_requests_total", "counter", "Requests answered, by route and status.")
    let outcomes = state.requests.sorted {
      ($0.key.route, $0.key.status) < ($1.key.route, $1.key.status)
    }
    for (outcome, count) in outcomes {
      lines.append(
        "offerscope_requests_total{route=\"\(outcome.route)\",status=\"\(outcome.status)\"} \(count)"
      )
    }
    let name = "offerscope_request_seconds"
    head(name, "histogram", "Time from the head of a request to its answer, before it is sent.")
    for (route, latency) in state.latencies.sorted(by: { $0.key < $1.key }) {
      var below = 0
      for (end, count) in zip(Self.buckets, latency.counts) {
        below += count
        lines.append("\(name)_bucket{route=\"\(route)\",le=\"\(end)\"} \(below)")
      }
      lines += [
        "\(name)_bucket{route=\"\(route)\",le=\"+Inf\"} \(latency.total)",
        "\(name)_sum{route=\"\(route)\"} \(latency.seconds)",
        "\(name)_count{route=\"\(route)\"} \(latency.total)",
      ]
    }
    head("offerscope_rows_total", "counter", "Customers worked on, by kind of work.")
    for work in Work.allCases {
      lines.append("offerscope_rows_total{work=\"\(work.rawValue)\"} \(state.rows[work] ?? 0)")
    }
    head("offerscope_requests_in_flight", "gauge", "Requests being answered.")
    lines.append("offerscope_requests_in_flight \(inside.requests)")
    head("offerscope_batches_in_flight", "gauge", "Batches being scored.")
    lines.append("offerscope_batches_in_flight \(inside.batches)")
    head("offerscope_model_info", "gauge", "The models that answer; always 1.")
    for entry in models.entries {
      lines.append(
        "offerscope_model_info{model=\"\(Self.escaped(entry.name))\",kind=\"\(entry.scorer.kind.rawValue)\","
          + "version=\"\(entry.scorer.version)\"} 1")
    }
    head(
      "offerscope_models_generation", "counter", "How often models were taken up, 1 at the start.")
    lines.append("offerscope_models_generation \(models.generation)")
    return lines.joined(separator: "\n") + "\n"
  }

  private static func escaped(_ text: String) -> String {
    text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"").replacing("\n", with: "\\n")
  }
}
