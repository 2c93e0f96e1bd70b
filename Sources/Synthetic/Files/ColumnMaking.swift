import Tabular

/// Columns from the rows of a generator.
extension Column {
  /// Flags spelt 0 and 1.
  static func digits(_ name: String, _ flags: some Sequence<Bool>) -> Column {
    Column(name: name, values: .flag(flags.map { $0 ? 1 : 0 }, labels: .digits))
  }

  /// Flags spelt as given.
  static func flags(
    _ name: String, _ flags: some Sequence<Bool>, zero: String, one: String
  ) -> Column {
    let labels = FlagLabels(zero: zero, one: one)
    return Column(name: name, values: .flag(flags.map { $0 ? 1 : 0 }, labels: labels))
  }

  /// Numbers; NaN is missing.
  static func numbers(_ name: String, _ numbers: some Sequence<Double>) -> Column {
    Column(name: name, values: .double(Array(numbers)))
  }

  /// Whole numbers.
  static func whole(_ name: String, _ numbers: some Sequence<Int>) -> Column {
    Column(name: name, values: .double(numbers.map(Double.init)))
  }

  /// Categories spelt by the raw values of an enumeration.
  static func levels<Level>(_ name: String, _ values: [Level]) -> Column
  where Level: RawRepresentable<String> & CaseIterable & Hashable {
    let ordered = Level.allCases.sorted { $0.rawValue < $1.rawValue }
    let codes = Dictionary(uniqueKeysWithValues: zip(ordered, ordered.indices.map(Int32.init)))
    return Column(
      name: name,
      values: .category(codes: values.map { codes[$0] ?? -1 }, levels: ordered.map(\.rawValue)))
  }

  /// Keys.
  static func keys(_ name: String, _ keys: some Sequence<String>) -> Column {
    Column(name: name, values: .text(TextValues(keys.lazy.map { $0 })))
  }
}

extension Double {
  /// The nearest number with so many decimals.
  func rounded(decimals: Int) -> Double {
    var scale = 1.0
    for _ in 0..<decimals { scale *= 10 }
    return (self * scale).rounded() / scale
  }
}
