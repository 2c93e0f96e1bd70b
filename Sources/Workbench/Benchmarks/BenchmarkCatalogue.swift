/// The benchmarks there are, as a list.
public struct BenchmarkCatalogue: Sendable, Encodable {
  private let benchmarks: [Entry]

  private struct Entry: Sendable, Encodable {
    let name: String
    let summary: String
    let set: BenchmarkSet
    let rows: Int
    let isOptIn: Bool
  }

  /// The list of ``BenchmarkWork/all``.
  public init() {
    benchmarks = BenchmarkWork.all.map {
      Entry(
        name: $0.name, summary: $0.summary, set: $0.set, rows: $0.rows,
        isOptIn: $0.isOptIn)
    }
  }

  /// One line a benchmark; a star marks those that run only when named.
  public var text: String {
    var table = TextTable(heading: ["benchmark", "table", "rows", "what"], leftAligned: [0, 1, 3])
    for entry in benchmarks {
      table.append([
        entry.name + (entry.isOptIn ? " *" : ""), entry.set.rawValue, "\(entry.rows)",
        entry.summary,
      ])
    }
    return table.text + "\n* only when named"
  }

  /// The list as indented JSON.
  public func json() throws -> String { try JSONText.of(self) }
}
