import Foundation
import Tabular

/// The numbers of a column as customers have them: where steps stop, and how many customers lie between
/// two values.
///
/// Steps follow the distribution, not the range: most balances lie in a small part of it, and a step
/// of a fortieth of the range would pass all of them at once.
public struct NumberLadder: Sendable, Equatable {
  /// The least and the greatest number of the column.
  public let range: ClosedRange<Double>
  /// A fine step: 1, 2 or 5 times a power of ten, about a fiftieth of what the middle four fifths of
  /// the customers span; whole where all numbers are.
  public let fineStep: Double
  /// Where steps stop, ascending: about a twentieth of the customers apart, closer at the ends, as
  /// round as the customers between allow; a number that many customers have is there as it is.
  public let stops: [Double]
  /// A closer ladder for searches: about a fortieth of the customers apart, from the value that a
  /// fortieth of them stay below to the one that a fortieth exceed; where there are few different
  /// numbers, these. What next to nobody has is nothing to propose.
  let grid: [Double]
  /// Numbers of the column, ascending.
  private let sample: [Double]

  /// The most numbers that are looked at; of more, every so many-th row is taken.
  static let sampleCount = 16_384

  private static let tail = [0.01, 0.025]

  /// Takes the numbers of a column; `nil` if it has none.
  ///
  /// - Parameter spelt: the number as its file spells it, 95.39 and not its 32-bit neighbour.
  init?(_ column: Column, spelt: (Double) -> Double) {
    let column = column.inMemory
    var low = Double.infinity
    var high = -Double.infinity
    var isWhole = true
    var sample: [Double] = []
    let pace = max(1, column.count / Self.sampleCount)
    for row in 0..<column.count {
      guard let number = column.number(row), number.isFinite else { continue }
      low = min(low, number)
      high = max(high, number)
      isWhole = isWhole && number == number.rounded()
      if row % pace == 0 { sample.append(number) }
    }
    guard low <= high else { return nil }
    if sample.isEmpty { sample = [low, high] }
    sample.sort()
    self.sample = sample
    range = spelt(low)...spelt(high)
    let middle = sample[(sample.count - 1) * 9 / 10] - sample[(sample.count - 1) / 10]
    let step = Self.round(above: (middle > 0 ? middle : high - low) / 50)
    fineStep = isWhole ? max(1, step) : step
    let twentieths = (1..<20).map { Double($0) / 20 }
    let fortieths = (1..<40).map { Double($0) / 40 }
    let ends = Self.tail + Self.tail.map { 1 - $0 }
    stops = Self.stops(sample, (twentieths + ends).sorted(), range: range, spelt: spelt)
    let distinct = Set(sample)
    let ladder = Self.stops(sample, fortieths, range: range, spelt: spelt)
    grid =
      distinct.count <= 40 ? distinct.map(spelt).sorted() : Array(ladder.dropFirst().dropLast())
  }

  /// The share of the customers between two numbers, 0…1: of those who have one of the two, half are
  /// counted. Also above 0 for different numbers that no customer lies between: then it is tiny.
  public func share(between first: Double, _ second: Double) -> Double {
    let width = range.upperBound - range.lowerBound
    let tiny = width > 0 ? 1e-6 * min(1, abs(second - first) / width) : 0
    return abs(share(below: second) - share(below: first)) + tiny
  }

  /// The share of the customers with less, and half of those with the same, 0…1.
  public func share(below number: Double) -> Double {
    let (first, last) = (place(of: number, isAfter: false), place(of: number, isAfter: true))
    return Double(first + last) / Double(2 * sample.count)
  }

  /// How many numbers are below, or not above.
  private func place(of number: Double, isAfter: Bool) -> Int {
    var (low, high) = (0, sample.count)
    while low < high {
      let middle = (low + high) / 2
      if sample[middle] < number || isAfter && Self.isSame(sample[middle], number) {
        low = middle + 1
      } else {
        high = middle
      }
    }
    return low
  }

  /// Whether two numbers are one: a column of 32 bits holds a neighbour of what its file spells.
  private static func isSame(_ left: Double, _ right: Double) -> Bool {
    left == right || Float(left) == Float(right)
  }

  // MARK: Where steps stop

  private static func stops(
    _ sample: [Double], _ levels: [Double], range: ClosedRange<Double>, spelt: (Double) -> Double
  ) -> [Double] {
    var values: [(value: Double, isFrequent: Bool)] = []
    for level in levels {
      let value = sample[Int((Double(sample.count - 1) * level).rounded())]
      if let last = values.last, last.value == value {
        // Met at two levels: so many customers have it that it stays as it is.
        values[values.count - 1].isFrequent = true
      } else {
        values.append((value, false))
      }
    }
    var stops = [range.lowerBound]
    for (index, entry) in values.enumerated() {
      let before = index == 0 ? range.lowerBound : values[index - 1].value
      let after = index + 1 == values.count ? range.upperBound : values[index + 1].value
      let stop =
        entry.isFrequent
        ? spelt(entry.value)
        : roundest(
          near: entry.value, above: (before + entry.value) / 2, below: (entry.value + after) / 2)
          ?? spelt(entry.value)
      if stop > (stops.last ?? -.infinity), stop < range.upperBound { stops.append(stop) }
    }
    if range.upperBound > range.lowerBound { stops.append(range.upperBound) }
    return stops
  }

  /// The number between two bounds, both left out, with the fewest digits; of those, the nearest.
  private static func roundest(near value: Double, above low: Double, below high: Double) -> Double?
  {
    let size = max(abs(low), abs(high))
    guard low < value, value < high, size.isFinite, size > 0 else { return nil }
    var power = pow(10, floor(log10(size)))
    for _ in 0..<8 {
      for step in [power, power / 2, power / 5] {
        let round = tidy((value / step).rounded() * step)
        if low < round, round < high { return round }
      }
      power /= 10
    }
    return nil
  }

  /// 1, 2 or 5 times a power of ten, not below the number.
  private static func round(above number: Double) -> Double {
    guard number > 0, number.isFinite else { return 1 }
    let power = pow(10, floor(log10(number)))
    return [1, 2, 5, 10].map { $0 * power }.first { $0 >= number } ?? number
  }

  /// Without the last digits that arithmetic leaves behind.
  static func tidy(_ number: Double) -> Double {
    guard abs(number) < 1e6 else { return number.rounded() }
    return (number * 1e9).rounded() / 1e9
  }
}
