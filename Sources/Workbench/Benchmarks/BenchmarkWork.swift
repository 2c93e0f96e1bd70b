/// One thing that is measured: a row of the table of benchmarks.
///
/// To add one, write a function that prepares it (reads the data, trains what is scored) and gives
/// back its round, and name it in ``all``.
public struct BenchmarkWork: Sendable {
  /// The measured part; it may be run any number of times.
  typealias Round = () throws -> BenchmarkSample

  /// The name on the command line.
  public let name: String
  /// What is measured, in one sentence.
  public let summary: String
  /// The table that it reads.
  public let set: BenchmarkSet
  /// How many rows the table has unless one asks for others.
  public let rows: Int
  /// Whether it takes so long or so much memory that it runs only when it is named.
  public let isOptIn: Bool
  let prepare: @Sendable (BenchmarkInput) throws -> Round

  init(
    _ name: String, _ summary: String, on set: BenchmarkSet, rows: Int? = nil,
    isOptIn: Bool = false, prepare: @escaping @Sendable (BenchmarkInput) throws -> Round
  ) {
    self.name = name
    self.summary = summary
    self.set = set
    self.rows = rows ?? set.standardRows
    self.isOptIn = isOptIn
    self.prepare = prepare
  }

  /// All of them, in the order of the table.
  public static let all: [BenchmarkWork] = [
    BenchmarkWork(
      "pipeline", "file to leaderboard: read, encode, three models, metrics", on: .flags,
      rows: 455_401, prepare: BenchmarkRounds.pipeline),
    BenchmarkWork(
      "fit-flags", "100 boosted trees of depth 6 on 23 flags", on: .flags,
      prepare: BenchmarkRounds.boostedFit),
    BenchmarkWork(
      "fit-bank", "100 boosted trees of depth 6 on 16 mixed columns", on: .bank,
      prepare: BenchmarkRounds.boostedFit),
    BenchmarkWork(
      "fit-numeric", "100 boosted trees of depth 6 on 28 numbers", on: .numeric,
      prepare: BenchmarkRounds.boostedFit),
    BenchmarkWork(
      "forest", "a forest of 100 trees of depth 13 on 23 flags", on: .flags,
      prepare: BenchmarkRounds.forestFit),
    BenchmarkWork(
      "forest-numeric", "a forest of 100 trees of depth 13 on 28 numbers", on: .numeric,
      isOptIn: true, prepare: BenchmarkRounds.forestFit),
    BenchmarkWork(
      "lambdamart", "100 trees of depth 6 that order lists by NDCG@7, 25 columns",
      on: .impressions, prepare: BenchmarkRounds.orderFit),
    BenchmarkWork(
      "lambdamart-map", "100 trees of depth 6 that order lists by MAP@7, 25 columns",
      on: .impressions, prepare: BenchmarkRounds.precisionFit),
    BenchmarkWork(
      "score", "scoring rows of 28 numbers by 100 trees of depth 6", on: .numeric,
      prepare: BenchmarkRounds.scoring),
    BenchmarkWork(
      "score-flags", "scoring rows of 23 flags by 100 trees of depth 6", on: .flags,
      prepare: BenchmarkRounds.scoring),
    BenchmarkWork(
      "whatif", "one customer, 50 offers, four models: scores, order, SHAP",
      on: .offers, prepare: BenchmarkRounds.whatIf),
    BenchmarkWork(
      "shap", "SHAP values of all rows, 100 trees on 16 mixed columns", on: .bank,
      prepare: BenchmarkRounds.contributions),
    BenchmarkWork(
      "csv", "a file of 23 flags and a key to a typed table", on: .flags,
      prepare: BenchmarkRounds.reading),
    BenchmarkWork(
      "csv-numeric", "a file of 28 numbers to a typed table", on: .numeric,
      prepare: BenchmarkRounds.reading),
    BenchmarkWork(
      "big", "30 columns to 100 boosted trees: load, bin, train", on: .wide,
      isOptIn: true, prepare: BenchmarkRounds.loading),
  ]

  /// The work of a name.
  ///
  /// - Throws: ``WorkbenchError`` listing the names there are.
  public static func named(_ name: String) throws -> BenchmarkWork {
    guard let work = all.first(where: { $0.name == name }) else {
      let known = all.map(\.name).joined(separator: ", ")
      throw WorkbenchError(.badInput, "The benchmark “\(name)” is not known; there are \(known).")
    }
    return work
  }
}
