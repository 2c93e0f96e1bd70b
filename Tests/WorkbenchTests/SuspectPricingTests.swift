import Evaluation
import Foundation
import Modelling
import Tabular
import Testing
import Workbench

@Suite struct SuspectPricingTests {
  /// A leak of which a third is hidden, an honest column, and a key; the outcome follows the honest
  /// column a little.
  private func data(excluding: [String] = []) throws -> OpenedData {
    var generator = Tabular.SeededGenerator(seed: 11)
    var text = "leak,honest,serial,y\n"
    for row in 0..<3000 {
      let honest = generator.unit()
      let label = generator.unit() < 0.1 + 0.4 * honest ? 1 : 0
      let leak = generator.unit() < 0.7 ? label : generator.below(2)
      text += "\(leak),\(honest),\(row * 3 + 1),\(label)\n"
    }
    return try Opener.open(
      try SmallSets.file(text), overrides: RoleOverrides(exclude: excluding))
  }

  private func prices(_ data: OpenedData, threads: Int = 1) throws -> [SuspectPrice] {
    try SuspectPricing(data).prices(run: TrainingRun(seed: 7, threads: threads))
  }

  @Test func aLeakIsDearAndAKeyIsWorthNothing() throws {
    let prices = try prices(try data())
    #expect(prices.map(\.column) == ["leak", "serial"])
    let leak = try #require(prices.first)
    #expect(leak.price.lower > 0.05 && !leak.isExcluded && leak.testRows == 600)
    #expect(abs(leak.with - leak.without - leak.price.estimate) < 1e-12)
    #expect(prices[1].price.lower <= 0.01 && prices[1].price.upper >= -0.05)
  }

  @Test func anExcludedColumnHasThePriceThatIncludingItWouldPay() throws {
    let included = try prices(try data()).first { $0.column == "leak" }
    let excluded = try prices(try data(excluding: ["leak"])).first { $0.column == "leak" }
    #expect(excluded?.isExcluded == true)
    #expect(excluded?.reason.contains("by hand") == true)
    // Columns come in another order, which only breaks ties another way.
    #expect(abs((included?.price.estimate ?? 0) - (excluded?.price.estimate ?? 1)) < 0.02)
  }

  /// Two columns that know the outcome hide each other: without either the other still tells it.
  @Test func twoLeaksDoNotHideEachOther() throws {
    var generator = Tabular.SeededGenerator(seed: 12)
    var text = "first,second,honest,y\n"
    for _ in 0..<3000 {
      let honest = generator.unit()
      let label = generator.unit() < 0.1 + 0.4 * honest ? 1 : 0
      text += "\(label == 1 ? "a" : "b"),\(label == 1 ? 5 : 8),\(honest),\(label)\n"
    }
    let path = try SmallSets.file(text)
    defer { try? FileManager.default.removeItem(atPath: AtomicFile.folder(of: path)) }
    let data = try Opener.open(path)
    let prices = try prices(data)
    #expect(prices.map(\.column) == ["first", "second"])
    for price in prices { #expect(price.price.lower > 0.1 && price.without < 0.9, "\(price)") }
    #expect(TextReport.profile(data, prices: prices).contains("the others left out"))
    let one = try self.prices(try self.data(excluding: ["serial", "honest"]))
    #expect(one.contains { $0.column == "leak" && $0.price.lower > 0.05 })
  }

  @Test func pricesDoNotDependOnThreads() throws {
    let data = try data()
    #expect(try prices(data, threads: 1) == prices(data, threads: 4))
  }

  @Test func aCancelledPricingThrows() throws {
    let run = TrainingRun(seed: 7, threads: 1)
    run.cancel()
    let pricing = SuspectPricing(try data())
    #expect(throws: ModellingError.self) { try pricing.prices(run: run) }
  }
}
