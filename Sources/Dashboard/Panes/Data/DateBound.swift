import Foundation
import Offers
import Tabular

/// A comparison of a column of dates with a date, such as `day >= 2024-01-31`.
struct DateBound {
  let column: Column
  let order: Condition.Order
  /// Since 1970, in UTC.
  let microseconds: Int64

  /// The comparisons of dates in a filter, and what is left of it.
  static func split(_ text: String, table: Table) -> (bounds: [DateBound], rest: String) {
    var bounds: [DateBound] = []
    var rest: [String] = []
    for part in text.components(separatedBy: " and ") {
      if let bound = DateBound(part, table: table) {
        bounds.append(bound)
      } else {
        rest.append(part)
      }
    }
    return bounds.isEmpty ? ([], text) : (bounds, rest.joined(separator: " and "))
  }

  private init?(_ text: String, table: Table) {
    guard let sign = text.firstIndex(where: { "<>".contains($0) }) else { return nil }
    let isInclusive = text[text.index(after: sign)...].first == "="
    let symbol = String(text[sign]) + (isInclusive ? "=" : "")
    let end = text.index(sign, offsetBy: symbol.count)
    guard let order = Condition.Order(rawValue: symbol),
      let column = table[DateBound.plain(text[..<sign])], case .date = column.values,
      let microseconds = DateBound.microseconds(of: DateBound.plain(text[end...]))
    else { return nil }
    self.column = column
    self.order = order
    self.microseconds = microseconds
  }

  /// A date with its year first, `2024-01-31` or `2024-01-31T12:30:00`, in microseconds since 1970;
  /// `nil` where the text is none. Without a zone it is in UTC, as in the table.
  static func microseconds(of text: String) -> Int64? {
    let day = Date.ISO8601FormatStyle().year().month().day()
    let second = day.time(includingFractionalSeconds: false)
    let fraction = day.time(includingFractionalSeconds: true)
    let styles = text.contains("T") ? text.contains(".") ? [fraction] : [second] : [day]
    guard let date = styles.lazy.compactMap({ try? Date(text, strategy: $0) }).first else {
      return nil
    }
    let microseconds = Int64((date.timeIntervalSince1970 * 1e6).rounded())
    // 30 February is taken for a day in March, and what follows a date is passed over.
    let spelling = DateBound.text(microseconds: microseconds)
    return spelling.hasPrefix(text) || text == spelling + "T00:00:00" ? microseconds : nil
  }

  /// A date as the table spells it.
  static func text(microseconds: Int64) -> String {
    Column(name: "", values: .date([microseconds])).string(0) ?? ""
  }

  /// Without blanks and quotes around it.
  private static func plain(_ text: Substring) -> String {
    let trimmed = text.trimmingCharacters(in: .whitespaces)
    guard let first = trimmed.first, first == "'" || first == "\"", trimmed.last == first,
      trimmed.count > 1
    else { return trimmed }
    return String(trimmed.dropFirst().dropLast())
  }

  /// The rows among some whose date fulfils the comparison; none without a date.
  func passing(among rows: [Int]) -> [Int] {
    guard case .date(let dates) = column.values else { return [] }
    return rows.filter { row in
      let date = dates[row]
      guard date != Column.missingDate else { return false }
      return switch order {
      case .less: date < microseconds
      case .lessOrEqual: date <= microseconds
      case .greater: date > microseconds
      case .greaterOrEqual: date >= microseconds
      }
    }
  }
}
