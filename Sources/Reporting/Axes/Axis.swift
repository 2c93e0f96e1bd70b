import Foundation

/// One side of a chart: what it measures, from where to where, with places that bear a number.
public struct Axis: Sendable, Hashable {
  /// What is measured, with its unit.
  public let title: String
  /// The value at the left or lower end.
  public let lower: Double
  /// The value at the right or upper end, above `lower`.
  public let upper: Double
  let ticks: [Tick]

  /// A place that bears a number.
  struct Tick: Sendable, Hashable {
    let value: Double
    let label: String
  }

  /// How numbers are written.
  public enum Format: Sendable, Hashable {
    /// As they are.
    case number
    /// Shares 0…1 as percent.
    case percent
    /// Multiples, such as 2×.
    case multiple
  }

  /// Shares from 0 to 1, in steps of a fifth.
  public static func share(_ title: String) -> Axis {
    Axis(title, from: 0, to: 1, format: .percent)
  }

  /// An axis that holds the given values, its ends on round numbers or at the values.
  ///
  /// Values that are no finite numbers are taken as 0; equal ends are moved apart.
  public init(_ title: String, from: Double, to: Double, format: Format = .number) {
    let held = [from, to].map { $0.isFinite ? min(max($0, -1e300), 1e300) : 0 }
    var (low, high) = (min(held[0], held[1]), max(held[0], held[1]))
    if low == high { (low, high) = low == 0 ? (0, 1) : (min(0, low), max(0, high)) }
    self.title = title
    lower = low
    upper = high
    ticks = Axis.ticks(from: low, to: high, format: format)
  }

  /// Where a value lies, 0 at the lower end and 1 at the upper; values outside are held at the ends.
  func place(_ value: Double) -> Double {
    // Halves keep the width finite at the ends of the range of numbers.
    let share = (value / 2 - lower / 2) / (upper / 2 - lower / 2)
    return share.isNaN ? 0 : min(1, max(0, share))
  }

  private static func ticks(from low: Double, to high: Double, format: Format) -> [Tick] {
    let width = high / 2 - low / 2
    let power = pow(10, (log10(width / 2)).rounded(.down))
    guard power > 0, power.isFinite else { return [] }
    let step = [1.0, 2, 5, 10, 20].map { $0 * power }.first { 2 * width / $0 <= 5.5 } ?? width
    let first = (low / step - 1e-9).rounded(.up)
    let count = Int(((high / step + 1e-9).rounded(.down) - first).clamped(to: 0...20))
    return (0...count).map { place in
      let value = (first + Double(place)) * step
      let clean = abs(value) < step / 1e6 ? 0 : value
      return Tick(value: clean, label: text(clean, step: step, format: format))
    }
  }

  private static func text(_ value: Double, step: Double, format: Format) -> String {
    let scale = format == .percent ? 100.0 : 1
    let digits = Int((-log10(step * scale) - 1e-9).rounded(.up).clamped(to: 0...12))
    let number =
      abs(value * scale) >= 1e7
      ? String(format: "%.3g", value * scale) : String(format: "%.\(digits)f", value * scale)
    return switch format {
    case .number: number
    case .percent: number + "%"
    case .multiple: number + "×"
    }
  }
}

extension Double {
  fileprivate func clamped(to range: ClosedRange<Double>) -> Double {
    isNaN ? range.lowerBound : min(max(self, range.lowerBound), range.upperBound)
  }
}
