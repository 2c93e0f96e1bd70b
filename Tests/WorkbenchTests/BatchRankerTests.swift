import Foundation
import Modelling
import Offers
import Synthetic
import Tabular
import Testing

@testable import Workbench

@Suite struct BatchRankerTests {
  @Test func everyCustomerGetsTheOffersOfTheOneCustomerRanking() throws {
    let folder = try SmallSets.folder(.bank, rows: 2_000)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let data = try Opener.open(folder)
    var plan = try SmallSets.plan(for: data)
    plan.models = plan.models.filter { $0.kind == .boosted }
    try plan.models[0].set("rounds", to: 8)
    let comparison = try TrainingSession(data: data, plan: plan).run { _ in }
    let model = try ModelFolder.save(comparison, to: folder)[0]
    let offers = "\(folder)/offers.csv"
    let out = "\(folder)/ranked.csv"
    for order in [OfferRanking.Order.expectedValue, .probability] {
      var ranker = try BatchRanker(
        modelPath: model, offersPath: offers, order: order, on: nil, top: 7, threads: 2)
      ranker.batchByteCount = 8_000
      let (summary, _) = try ranker.write(
        ranksOf: "\(folder)/bank.csv", to: out, options: .init())
      #expect(summary.customers == 2_000)
      let simulator = Simulator(comparison)
      let lines = try String(contentsOfFile: out, encoding: .utf8).split(separator: "\n")
        .dropFirst().map { $0.split(separator: ",").map(String.init) }
      var place = 0
      for row in 0..<2_000 {
        let profile = simulator.profile(ofRow: row)
        let view = try simulator.simulate(profile, base: profile, order: order).models[0]
        for (rank, offer) in view.offers.filter(\.isEligible).prefix(7).enumerated() {
          let line = try #require(place < lines.count ? lines[place] : nil)
          #expect(line[0] == "\(row)" && line[1] == "\(rank + 1)" && line[2] == offer.id)
          #expect(abs((Double(line[3]) ?? -1) - (offer.probability ?? 0)) < 1e-12)
          place += 1
        }
      }
      #expect(place == lines.count && summary.lines == lines.count)
    }
    let ranker = try BatchRanker(
      modelPath: model, offersPath: offers, order: .expectedValue, on: nil, top: 7, threads: 1)
    // What the model does not find or read is said.
    let rest = data.dataset.table.columns.filter { $0.name != "marital" }
    let thin = "\(folder)/thin.csv"
    let extra = Column(name: "extra", values: .double([Double](repeating: 1, count: 2_000)))
    try CSVWriter.write(Table(columns: rest + [extra]), to: thin)
    let (_, remarks) = try ranker.write(ranksOf: thin, to: out, options: .init())
    for words in ["the column marital is not there", "extra is not read", "lacked marital"] {
      #expect(remarks.contains { $0.contains(words) }, "\(words): \(remarks)")
    }
  }

  /// Parquet holds what CSV holds, and a run that was ended goes on to the same bytes.
  @Test func bothFormsHoldTheSameAndGoOn() throws {
    struct Ended: Error {}
    let folder = try SmallSets.folder(.bank, rows: 2_000)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let data = try Opener.open(folder)
    var plan = try SmallSets.plan(for: data)
    plan.models = plan.models.filter { $0.kind == .logistic }
    let model = try ModelFolder.save(
      try TrainingSession(data: data, plan: plan).run { _ in }, to: folder)[0]
    var ranker = try BatchRanker(
      modelPath: model, offersPath: "\(folder)/offers.csv", order: .expectedValue, on: nil, top: 3,
      threads: 2)
    ranker.batchByteCount = 16_000
    var tables: [Table] = []
    for ending in ["csv", "parquet"] {
      let whole = "\(folder)/whole.\(ending)"
      let resumed = "\(folder)/resumed.\(ending)"
      let (summary, _) = try ranker.write(
        ranksOf: "\(folder)/bank.csv", to: whole, options: .init())
      var batches = 0
      #expect(throws: Ended.self) {
        try ranker.write(ranksOf: "\(folder)/bank.csv", to: resumed, options: .init()) { _ in
          batches += 1
          if batches == 3 { throw Ended() }
        }
      }
      #expect(!FileManager.default.fileExists(atPath: resumed))
      let (again, remarks) = try ranker.write(
        ranksOf: "\(folder)/bank.csv", to: resumed, options: .init())
      #expect(remarks.contains { $0.contains("was ended behind row") })
      #expect(again.lines == summary.lines && again.customers == 2_000)
      #expect(
        FileManager.default.contents(atPath: resumed) == FileManager.default.contents(atPath: whole)
      )
      tables.append(try TableFile.read(path: whole, options: .init()).table)
    }
    #expect(tables[0].names == ["row", "rank", "offer", "probability", "expected_value"])
    #expect(tables[0].names == tables[1].names && tables[0].rowCount == tables[1].rowCount)
    for (csv, parquet) in zip(tables[0].columns, tables[1].columns) {
      for row in 0..<tables[0].rowCount {
        #expect(csv.string(row) == parquet.string(row), "\(csv.name), line \(row)")
      }
    }
  }

  @Test func wrongCataloguesAreOneSentence() throws {
    let folder = try SmallSets.folder(.bank, rows: 300)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let data = try Opener.open(folder)
    var plan = try SmallSets.plan(for: data)
    plan.models = plan.models.filter { $0.kind == .logistic }
    let comparison = try TrainingSession(data: data, plan: plan).run { _ in }
    let model = try ModelFolder.save(comparison, to: folder)[0]
    func message(_ offers: String) throws -> String {
      let file = try SmallSets.file(offers, name: "offers.csv")
      do {
        _ = try BatchRanker(
          modelPath: model, offersPath: file, order: .expectedValue, on: nil, top: 7, threads: 1
        ).write(ranksOf: "\(folder)/bank.csv", to: "\(folder)/r.csv", options: .init())
        return "no error"
      } catch {
        return "\(error)"
      }
    }
    #expect(
      try message("id,name,value,sets\na,A,1,contact = pigeon\n").contains("never seen there"))
    #expect(try message("id,name,value,sets\na,A,1,wings = 2\n").contains("does not read"))
    #expect(try message("id,name,value,eligible\na,A,1,wings = 2\n").contains("no column wings"))
    #expect(try message("id,name,value\na,A,1\n") == "no error")
  }
}
