import Testing

@testable import TerminalKit

@Suite struct TicksTests {
  @Test func roundRangesGetRoundTicks() {
    #expect(Ticks(in: 0...1, count: 5).labels == ["0.00", "0.25", "0.50", "0.75", "1.00"])
    #expect(Ticks(in: 0...1, count: 6, format: .percent).labels.last == "100%")
    #expect(Ticks(in: 0...100, count: 5).labels == ["0", "25", "50", "75", "100"])
    #expect(Ticks(in: 0...45211, count: 5).labels == ["0", "10k", "20k", "30k", "40k"])
  }

  @Test func zeroIsATickWhenItIsInTheRange() {
    for (low, high) in [(-1.3, 2.1), (-50, 7), (-0.004, 0.011)] {
      #expect(Ticks(in: low...high, count: 5).values.contains(0))
    }
  }

  @Test func ticksAscendInEvenStepsInsideTheRange() {
    var state: UInt64 = 7
    func next() -> Double {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Double(state >> 11) / Double(1 << 53)
    }
    for _ in 0..<300 {
      let low = (next() - 0.5) * 2000 * next()
      let high = low + 1e-6 + next() * 5000 * next() * next()
      let ticks = Ticks(in: low...high, count: 2 + Int(next() * 8))
      #expect(ticks.values.count == ticks.labels.count)
      #expect(Set(ticks.labels).count == ticks.labels.count)
      let slack = (high - low) * 1e-6
      #expect(ticks.values.allSatisfy { $0 >= low - slack && $0 <= high + slack })
      let steps = zip(ticks.values, ticks.values.dropFirst()).map { $1 - $0 }
      if let step = steps.first { #expect(steps.allSatisfy { abs($0 - step) < step * 1e-6 }) }
      #expect(ticks.values.count <= 24)
    }
  }

  @Test func labelsDoNotTouchAndAreNeverAlone() {
    for cells in 12...120 {
      for range in [0.0...1, 0.1983...0.7331, -3.5...12345.6, 1e6...3.3e7] {
        let ticks = Ticks.horizontal(in: range, cells: cells)
        var end = -100
        for (value, label) in zip(ticks.values, ticks.labels) {
          let start = Ticks.cell(of: value, in: range, cells: cells) - label.count / 2
          #expect(start > end)
          end = start + label.count
        }
      }
    }
    for rows in 3...40 {
      #expect(Ticks.vertical(in: 0.1983...0.7331, rows: rows).values.count >= 2)
    }
  }

  @Test func oddRangesDoNotTrap() {
    #expect(Ticks(in: 5...5, count: 4).values == [5])
    #expect(Ticks(in: -Double.infinity...0, count: 4).values.isEmpty)
    #expect(Ticks(in: 0...Double.greatestFiniteMagnitude / 4, count: 4).values.count <= 20)
    #expect(Ticks(in: 0...Double.leastNonzeroMagnitude, count: 4).values.count <= 20)
  }

  @Test func numbersAreShort() {
    #expect(NumberText.fixed(-0.0004, digits: 3) == "0.000")
    #expect(NumberText.fixed(-1.255, digits: 1) == "-1.3")
    #expect(NumberText.fixed(.nan, digits: 2) == "–")
    #expect(NumberText.grouped(45211) == "45,211")
    #expect(NumberText.grouped(-1_234_567) == "-1,234,567")
    #expect(NumberText.short(45211) == "45.2k")
    #expect(NumberText.short(0.12345) == "0.123")
    #expect(NumberText.percent(0.117, digits: 1) == "11.7%")
  }
}
