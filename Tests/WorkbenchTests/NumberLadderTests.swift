import Offers
import Synthetic
import Tabular
import Testing
import Workbench

@Suite struct NumberLadderTests {
  @Test func stepsFollowTheCustomersAndNotTheRange() throws {
    let data = try SmallSets.opened(.bank, rows: 2000)
    let simulator = Simulator(data: data, models: [])
    for field in simulator.fields {
      guard let ladder = field.ladder else { continue }
      #expect(ladder.stops == ladder.stops.sorted(), "\(field.column)")
      #expect(Set(ladder.stops).count == ladder.stops.count)
      #expect(ladder.stops.first == ladder.range.lowerBound)
      #expect(ladder.stops.last == ladder.range.upperBound)
      // Every step up from the least value ends at the greatest, and back again.
      var value = ProfileValue.number(ladder.range.lowerBound)
      var seen = [value]
      while let next = Optional(field.stepped(value, direction: 1)), next != value {
        value = next
        seen.append(value)
      }
      #expect(seen.compactMap(\.number) == ladder.stops, "\(field.column)")
      for before in seen.dropLast().reversed() {
        value = field.stepped(value, direction: -1)
        #expect(value == before)
      }
      // Coarse steps are further, fine ones nearer.
      let middle = ProfileValue.number(ladder.stops[ladder.stops.count / 2])
      let usual = try #require(field.stepped(middle, direction: 1).number)
      let coarse = try #require(field.stepped(middle, direction: 1, by: .coarse).number)
      #expect(coarse >= usual)
      let fine = try #require(field.stepped(middle, direction: 1, by: .fine).number)
      #expect(ladder.range.contains(fine))
    }
    let balance = try #require(simulator.fields.first { $0.column == "balance" }?.ladder)
    // No step of the inner ladder passes many customers at once.
    for (low, high) in zip(balance.stops.dropFirst(), balance.stops.dropFirst(2)) {
      #expect(balance.share(between: low, high) < 0.12, "\(low) to \(high)")
    }
    #expect(
      abs(balance.share(between: balance.range.lowerBound, balance.range.upperBound) - 1) < 0.01)
    // A fortieth of the range would pass nearly everybody.
    let fortieth = (balance.range.upperBound - balance.range.lowerBound) / 40
    #expect(balance.fineStep < fortieth)
  }

  @Test func valuesOfManyCustomersAreStops() throws {
    let lines =
      ["x,y"] + (0..<400).map { "\($0 % 2 == 0 ? 37 : 1000 + $0 * 13),\($0 % 3 == 0 ? 1 : 0)" }
    let path = try SmallSets.file(lines.joined(separator: "\n"))
    let data = try Opener.open(path, overrides: RoleOverrides(target: "y"))
    let field = try #require(Simulator(data: data, models: []).fields.first { $0.column == "x" })
    let ladder = try #require(field.ladder)
    #expect(ladder.stops.contains(37))
    #expect(ladder.share(below: 37) == 0.25)
    #expect(abs(ladder.share(between: 37, 40) - 0.25) < 1e-6)
    #expect(field.size(from: .number(37), to: .missing) == 1)
    #expect(field.size(from: .number(37), to: .number(37)) == 0)
  }
}
