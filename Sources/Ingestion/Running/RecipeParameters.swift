import Foundation

/// The settings of a recipe, checked.
struct RecipeParameters: Sendable, Equatable {
  /// What stands in the SQL, by name.
  private(set) var values: [String: String] = [:]
  /// What was said or preset, by name.
  private(set) var texts: [String: String] = [:]

  /// Checks what a person says.
  ///
  /// - Throws: ``IngestionError`` naming the setting, its value and what it could be.
  init(_ recipe: RecipeDescription, said: [String: String]) throws {
    let known = recipe.parameters ?? []
    for name in said.keys.sorted() where !known.contains(where: { $0.name == name }) {
      let list = known.map(\.name).joined(separator: ", ")
      throw IngestionError(
        .badInput,
        "\(recipe.name) has no setting \(name); "
          + (known.isEmpty ? "it has none." : "there are \(list)."))
    }
    for parameter in known {
      let text = said[parameter.name] ?? parameter.preset
      texts[parameter.name] = text
      switch parameter.type {
      case .date:
        guard let time = Self.microseconds(text) else {
          throw IngestionError(
            .badInput, "\(parameter.name) \(text): is no date; write it as 2018-02-01.")
        }
        values[parameter.name] = String(time)
      case .whole:
        let least = parameter.least ?? 0
        let most = parameter.most ?? 1_000_000
        guard let number = Int(text), (least...max(least, most)).contains(number) else {
          throw IngestionError(
            .badInput,
            "\(parameter.name) \(text): give a whole number from \(least) to \(most) "
              + "(\(parameter.meaning)).")
        }
        values[parameter.name] = String(number)
      }
    }
  }

  /// Midnight of a day in UTC, or a time of it.
  static func microseconds(_ text: String) -> Int64? {
    guard text.wholeMatch(of: #/\d{4}-\d{2}-\d{2}([T ]\d{2}:\d{2}(:\d{2})?)?/#) != nil else {
      return nil
    }
    var calendar = Calendar(identifier: .gregorian)
    calendar.timeZone = .gmt
    let numbers = text.split(whereSeparator: { !$0.isNumber }).compactMap { Int($0) }
    let parts = DateComponents(
      year: numbers[0], month: numbers[1], day: numbers[2],
      hour: numbers.count > 3 ? numbers[3] : 0, minute: numbers.count > 4 ? numbers[4] : 0,
      second: numbers.count > 5 ? numbers[5] : 0)
    guard let date = calendar.date(from: parts) else { return nil }
    let back = calendar.dateComponents([.month, .day, .hour, .minute], from: date)
    guard back.month == numbers[1], back.day == numbers[2], back.hour == parts.hour,
      back.minute == parts.minute
    else { return nil }
    return Int64(date.timeIntervalSince1970) * 1_000_000
  }

  /// `2018-08-17` or `2018-08-17T12:15:10` of microseconds.
  static func date(_ microseconds: Int64) -> String {
    let date = Date(timeIntervalSince1970: Double(microseconds) / 1e6)
    let text = date.formatted(.iso8601)
    return text.hasSuffix("T00:00:00Z") ? String(text.prefix(10)) : String(text.prefix(19))
  }
}
