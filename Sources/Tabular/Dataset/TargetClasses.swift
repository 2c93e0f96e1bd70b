/// The two classes of a target, and each row's label.
struct TargetClasses {
  let labels: [UInt8]
  let positive: String
  let negative: String

  /// - Throws: ``TabularError`` with the code `unusableTarget`, and the values found in its
  ///   message.
  init(_ column: Column, positive named: String?, dataset: String) throws(TabularError) {
    let values = TargetValues(column)
    guard let pair = values.pair else { throw Self.error(column, values, dataset) }
    let spellings = [pair.first.spelling, pair.second.spelling]
    let positive: String
    if let named {
      guard let match = Self.match(named, spellings) else {
        throw TabularError(
          .unusableTarget,
          "The positive class \"\(named)\" is no value of \(column.name) in \(dataset); its values are "
            + "\(values.listing).")
      }
      positive = match
    } else {
      positive = TargetValues.positive(of: pair).spelling
    }
    self.positive = positive
    negative = spellings[0] == positive ? spellings[1] : spellings[0]
    labels = Self.labels(column, positive: positive)
  }

  /// Relevant rows against others.
  init(_ grades: Grades) {
    labels = grades.labels
    positive = "\(grades.relevantFrom) or more"
    negative = "less than \(grades.relevantFrom)"
  }

  /// The value that a person means: as spelt, else in other case, else equal as a number.
  private static func match(_ named: String, _ spellings: [String]) -> String? {
    if let exact = spellings.first(where: { $0 == named }) { return exact }
    let lower = spellings.filter { $0.lowercased() == named.lowercased() }
    if lower.count == 1 { return lower[0] }
    guard let number = Double(named) else { return nil }
    return spellings.first { Double($0) == number }
  }

  private static func labels(_ column: Column, positive: String) -> [UInt8] {
    switch column.values {
    case .flag(let flags, let spelling):
      let one: UInt8 = spelling.one == positive ? 1 : 0
      return flags.map { $0 == Column.missingFlag ? Dataset.unlabelled : $0 == one ? 1 : 0 }
    case .category(let codes, let levels):
      let code = levels.firstIndex(of: positive).map { Int32($0) } ?? -1
      return codes.map { $0 < 0 ? Dataset.unlabelled : $0 == code ? 1 : 0 }
    default:
      return (0..<column.count).map { row in
        guard let text = column.string(row) else { return Dataset.unlabelled }
        return text == positive ? 1 : 0
      }
    }
  }

  private static func error(
    _ column: Column, _ values: TargetValues, _ dataset: String
  ) -> TabularError {
    let name = column.name
    if column.count == 0 {
      return TabularError(
        .unusableTarget, "\(dataset) has no rows, only names; a model needs rows of both classes.")
    }
    switch values.distinctCount {
    case 0:
      return TabularError(
        .unusableTarget,
        "The target \(name) of \(dataset) is missing in all \(column.count) rows; such a table can be "
          + "scored, but not learnt from. Choose another target.")
    case 1:
      return TabularError(
        .unusableTarget,
        "The target \(name) of \(dataset) has one value only (\(values.listing)); a model needs rows of "
          + "both classes. Choose another target or another file.")
    default:
      let kind = column.kind == .text ? "text with" : "a \(column.kind.rawValue) column with"
      return TabularError(
        .unusableTarget,
        "The target \(name) of \(dataset) is \(kind) \(values.distinctCount) values (\(values.listing)); a "
          + "target has exactly two. Choose another target, or join its values into two.")
    }
  }
}
