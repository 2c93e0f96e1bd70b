/// Round values to label an axis with.
///
/// Chosen by the extension of Wilkinson's algorithm of Talbot, Lin and Hanrahan (An Extension of
/// Wilkinson's Algorithm for Positioning Tick Labels on Axes, 2010, doi:10.1109/TVCG.2010.130), with
/// as many as labels of this width can stand in the cells at hand.
public struct Ticks: Hashable, Sendable {
  /// The values, ascending, all inside of the range.
  public let values: [Double]
  /// A label for each value, all with the same number of digits.
  public let labels: [String]

  /// How values are spelled.
  public enum Format: String, Sendable, Codable {
    /// As numbers, large ones with k, M, G.
    case number
    /// Shares as percent.
    case percent
  }

  /// The steps that look round, the best first.
  private static let steps: [Double] = [1, 5, 2, 2.5, 4, 3]

  /// Chooses ticks for a range.
  ///
  /// - Parameters:
  ///   - range: The values at both ends of the axis; finite.
  ///   - count: How many ticks are wanted; it is a wish.
  ///   - format: How values are spelled.
  public init(in range: ClosedRange<Double>, count: Int, format: Format = .number) {
    let (low, high) = (range.lowerBound, range.upperBound)
    guard low.isFinite, high.isFinite, high > low, count > 1 else {
      values = low.isFinite ? [low] : []
      labels = values.map { Ticks.label($0, step: 0, format: format) }
      return
    }
    let best = Ticks.search(low, high, wanted: count)
    // Rounding may leave a tick a hair outside of the range that it belongs to.
    let slack = (high - low) * 1e-9
    let all = (0..<best.count).map { best.start + Double($0) * best.step }
    let inside = all.filter { $0 >= low - slack && $0 <= high + slack }
    let clean = inside.map { abs($0) < best.step * 1e-9 ? 0 : $0 }
    values = clean
    let largest = clean.map { abs($0) }.max() ?? 0
    labels = clean.map { Ticks.label($0, step: best.step, format: format, largest: largest) }
  }

  /// The most ticks whose labels stand in `cells` columns with at least `gap` between them.
  public static func horizontal(
    in range: ClosedRange<Double>, cells: Int, gap: Int = 3, format: Format = .number
  ) -> Ticks {
    var count = max(2, cells / 6)
    while count > 2 {
      let ticks = Ticks(in: range, count: count, format: format)
      if ticks.fit(range, cells: cells, gap: gap) { return ticks }
      count -= 1
    }
    // Where even two don't fit as they are, every other one is left out until they do.
    var ticks = Ticks(atLeastTwoIn: range, count: 2, format: format)
    while ticks.values.count > 1 && !ticks.fit(range, cells: cells, gap: 1) {
      let kept = stride(from: 0, to: ticks.values.count, by: 2)
      ticks = Ticks(values: kept.map { ticks.values[$0] }, labels: kept.map { ticks.labels[$0] })
    }
    return ticks
  }

  private init(values: [Double], labels: [String]) {
    self.values = values
    self.labels = labels
  }

  /// One label says nothing of the scale: more are asked for until two lie inside.
  private init(atLeastTwoIn range: ClosedRange<Double>, count: Int, format: Format) {
    var wanted = count
    self.init(in: range, count: wanted, format: format)
    while values.count < 2 && wanted < count + 5 {
      wanted += 1
      self = Ticks(in: range, count: wanted, format: format)
    }
  }

  /// Ticks for a vertical axis of so many rows, about every fourth row.
  public static func vertical(
    in range: ClosedRange<Double>, rows: Int, format: Format = .number
  ) -> Ticks {
    Ticks(atLeastTwoIn: range, count: max(2, rows / 4 + 1), format: format)
  }

  /// The cell of a value on an axis of `cells` cells, the first being 0 and the last `cells - 1`.
  public static func cell(of value: Double, in range: ClosedRange<Double>, cells: Int) -> Int {
    let extent = range.upperBound - range.lowerBound
    guard extent > 0, value.isFinite, cells > 0 else { return 0 }
    let share = min(1, max(0, (value - range.lowerBound) / extent))
    return Int((share * Double(cells - 1)).rounded())
  }

  private func fit(_ range: ClosedRange<Double>, cells: Int, gap: Int) -> Bool {
    var end = Int.min
    for (value, label) in zip(values, labels) {
      let start = Ticks.cell(of: value, in: range, cells: cells) - label.count / 2
      if end != Int.min && start < end + gap { return false }
      end = start + label.count
    }
    return true
  }

  private struct Choice {
    var score = -2.0
    var start = 0.0
    var step = 1.0
    var count = 2
  }

  /// Walks steps from the simplest to the least simple and stops as soon as no better score is left.
  private static func search(_ low: Double, _ high: Double, wanted: Int) -> Choice {
    var best = Choice()
    var skip = 1
    while skip < 20 {
      for (rank, step) in steps.enumerated() {
        let simplest = simplicity(rank: rank, skip: skip, hasZero: true)
        if score(simplest, 1, 1) < best.score { return best }
        var count = 2
        while count < 4 * wanted + 4 {
          let densest = densityBound(count, wanted)
          if score(simplest, 1, densest) < best.score { break }
          searchPower(
            low, high, wanted: wanted, rank: rank, quotient: step, skip: skip, count: count,
            bound: (simplest, densest), best: &best)
          count += 1
        }
      }
      skip += 1
    }
    return best
  }

  private static func searchPower(
    _ low: Double, _ high: Double, wanted: Int, rank: Int, quotient: Double, skip: Int, count: Int,
    bound: (simplicity: Double, density: Double), best: inout Choice
  ) {
    let delta = (high - low) / Double(count + 1) / Double(skip) / quotient
    var power = exponent(delta)
    for _ in 0..<40 {
      let step = Double(skip) * quotient * tenTo(power)
      let widest = coverageBound(low, high, span: step * Double(count - 1))
      if score(bound.simplicity, widest, bound.density) < best.score { return }
      let first = (high / step).rounded(.down) * Double(skip) - Double((count - 1) * skip)
      let last = (low / step).rounded(.up) * Double(skip)
      if first <= last {
        for offset in 0...Int(min(last - first, 1000)) {
          let start = (first + Double(offset)) * step / Double(skip)
          let end = start + step * Double(count - 1)
          let remainder = abs((start / step).rounded() - start / step)
          let hasZero = remainder < 1e-9 && start <= 0 && end >= 0
          let total = score(
            simplicity(rank: rank, skip: skip, hasZero: hasZero),
            coverage(low, high, start, end), density(count, wanted, low, high, start, end))
          if total > best.score {
            best = Choice(score: total, start: start, step: step, count: count)
          }
        }
      }
      power += 1
    }
  }

  /// The weights of the paper; legibility is left to the choice of the count.
  private static func score(_ simplicity: Double, _ coverage: Double, _ density: Double) -> Double {
    0.25 * simplicity + 0.2 * coverage + 0.5 * density + 0.05
  }

  private static func simplicity(rank: Int, skip: Int, hasZero: Bool) -> Double {
    1 - Double(rank) / Double(steps.count - 1) - Double(skip) + (hasZero ? 1 : 0)
  }

  private static func coverage(
    _ low: Double, _ high: Double, _ start: Double, _ end: Double
  ) -> Double {
    let tenth = 0.1 * (high - low)
    return 1 - 0.5 * ((high - end) * (high - end) + (low - start) * (low - start)) / (tenth * tenth)
  }

  private static func coverageBound(_ low: Double, _ high: Double, span: Double) -> Double {
    let range = high - low
    guard span > range else { return 1 }
    let half = (span - range) / 2
    return 1 - half * half / (0.01 * range * range)
  }

  private static func density(
    _ count: Int, _ wanted: Int, _ low: Double, _ high: Double, _ start: Double, _ end: Double
  ) -> Double {
    let rate = Double(count - 1) / (end - start)
    let target = Double(wanted - 1) / (max(end, high) - min(start, low))
    return 2 - max(rate / target, target / rate)
  }

  private static func densityBound(_ count: Int, _ wanted: Int) -> Double {
    count >= wanted ? 2 - Double(count - 1) / Double(wanted - 1) : 1
  }

  /// The least power of ten that is no less than a positive value, as its exponent.
  private static func exponent(_ value: Double) -> Int {
    var result = 0
    while tenTo(result) < value && result < 300 { result += 1 }
    while result > -300 && tenTo(result - 1) >= value { result -= 1 }
    return result
  }

  private static func tenTo(_ power: Int) -> Double {
    var result = 1.0
    for _ in 0..<abs(power) { result *= 10 }
    return power < 0 ? 1 / result : result
  }

  private static func label(
    _ value: Double, step: Double, format: Format, largest: Double = 0
  ) -> String {
    if format == .percent {
      return NumberText.fixed(value * 100, digits: digits(for: step * 100)) + "%"
    }
    let units: [(size: Double, name: String)] = [(1e9, "G"), (1e6, "M"), (1e3, "k")]
    for unit in units where largest >= unit.size * (unit.name == "k" ? 10 : 1) {
      if value == 0 { return "0" }
      return NumberText.fixed(value / unit.size, digits: digits(for: step / unit.size)) + unit.name
    }
    return NumberText.fixed(value, digits: digits(for: step))
  }

  /// Digits after the point that tell multiples of a step apart.
  private static func digits(for step: Double) -> Int {
    var digits = 0
    var scaled = abs(step)
    while digits < 9 && abs(scaled - scaled.rounded()) > 1e-6 * max(1, scaled) {
      scaled *= 10
      digits += 1
    }
    return digits
  }
}
