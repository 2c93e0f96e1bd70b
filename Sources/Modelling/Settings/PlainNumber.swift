import Foundation

/// Numbers as people type them.
public enum PlainNumber {
  /// The shortest digits that are read as the same number, whole ones without a point and small ones
  /// without an exponent.
  public static func text(_ value: Double) -> String {
    let shortest = "\(value)"
    if value == value.rounded(), abs(value) < 1e15 { return String(Int(value)) }
    guard shortest.contains("e"), value.isFinite, abs(value) < 1 else { return shortest }
    return Decimal(string: shortest).map { "\($0)" } ?? shortest
  }
}
