import Foundation

extension Column {
  /// Whether a row has no value.
  public func isMissing(_ row: Int) -> Bool {
    if let few = few(row) { return few.isMissing(0) }
    return switch values {
    case .flag(let flags, _): flags[row] == Self.missingFlag
    case .float(let numbers): numbers[row].isNaN
    case .double(let numbers): numbers[row].isNaN
    case .category(let codes, _): codes[row] < 0
    case .date(let dates): dates[row] == Self.missingDate
    case .text(let texts): texts.isMissing(row)
    }
  }

  /// Whether two rows have the same value, or both have none.
  public func isEqual(_ first: Int, _ second: Int) -> Bool {
    if let few = few(first, second) { return few.isEqual(0, 1) }
    return switch values {
    case .flag(let flags, _): flags[first] == flags[second]
    case .float(let numbers):
      numbers[first] == numbers[second] || numbers[first].isNaN && numbers[second].isNaN
    case .double(let numbers):
      numbers[first] == numbers[second] || numbers[first].isNaN && numbers[second].isNaN
    case .category(let codes, _): codes[first] == codes[second]
    case .date(let dates): dates[first] == dates[second]
    case .text(let texts): texts[first] == texts[second]
    }
  }

  /// The number of rows without a value.
  public var missingCount: Int {
    switch values {
    case .flag(let flags, _): flags.reduce(0) { $0 + ($1 == Self.missingFlag ? 1 : 0) }
    case .float(let numbers): numbers.reduce(0) { $0 + ($1.isNaN ? 1 : 0) }
    case .double(let numbers): numbers.reduce(0) { $0 + ($1.isNaN ? 1 : 0) }
    case .category(let codes, _): codes.reduce(0) { $0 + ($1 < 0 ? 1 : 0) }
    case .date(let dates): dates.reduce(0) { $0 + ($1 == Self.missingDate ? 1 : 0) }
    case .text(let texts): texts.missingCount
    }
  }

  /// A row as a number: flags 0 or 1, dates in days since 1970; `nil` where missing or not a
  /// number.
  public func number(_ row: Int) -> Double? {
    if let few = few(row) { return few.number(0) }
    if isMissing(row) { return nil }
    switch values {
    case .flag(let flags, _): return Double(flags[row])
    case .float(let numbers): return Double(numbers[row])
    case .double(let numbers): return numbers[row]
    case .date(let dates): return Double(dates[row]) / Self.microsecondsPerDay
    case .category, .text: return nil
    }
  }

  /// A row as a person reads it, in the file's own spelling; `nil` where missing.
  ///
  /// Numbers print without a trailing `.0`; dates as ISO 8601 in UTC.
  public func string(_ row: Int) -> String? {
    if let few = few(row) { return few.string(0) }
    if isMissing(row) { return nil }
    switch values {
    case .flag(let flags, let labels): return flags[row] == 0 ? labels.zero : labels.one
    case .float(let numbers): return Self.plain(Double(numbers[row]), shortest: "\(numbers[row])")
    case .double(let numbers): return Self.plain(numbers[row], shortest: "\(numbers[row])")
    case .category(let codes, let levels): return levels[Int(codes[row])]
    case .date(let dates): return Self.iso8601(dates[row])
    case .text(let texts): return texts[row]
    }
  }

  /// The chosen rows, in the given order.
  public func rows(_ rows: [Int]) -> Column {
    let chosen: Values =
      switch values {
      case .flag(let flags, let labels): .flag(rows.map { flags[$0] }, labels: labels)
      case .float(let numbers): .float(rows.map { numbers[$0] })
      case .double(let numbers): .double(rows.map { numbers[$0] })
      case .category(let codes, let levels):
        .category(codes: rows.map { codes[$0] }, levels: levels)
      case .date(let dates): .date(rows.map { dates[$0] })
      case .text(let texts): .text(TextValues(rows.lazy.map { texts[$0] }))
      }
    return Column(name: name, values: chosen)
  }

  /// Microseconds in a day, the unit of ``number(_:)`` for dates.
  public static let microsecondsPerDay = 86_400_000_000.0

  private static func plain(_ value: Double, shortest: String) -> String {
    if value == value.rounded(), abs(value) < 9_007_199_254_740_992 { return String(Int64(value)) }
    return shortest
  }

  /// `2017-06-01` at midnight, else `2017-06-01T12:30:00`, with a fraction of six digits where
  /// there is one.
  static func iso8601(_ microseconds: Int64) -> String {
    let day = Int64(microsecondsPerDay)
    let (quotient, remainder) = microseconds.quotientAndRemainder(dividingBy: day)
    let days = remainder < 0 ? quotient - 1 : quotient
    let rest = remainder < 0 ? remainder + day : remainder
    let (year, month, date) = civil(fromDays: days)
    let text = String(format: "%04d-%02d-%02d", Int(year), Int(month), Int(date))
    if rest == 0 { return text }
    let seconds = rest / 1_000_000
    let fraction = rest % 1_000_000
    return text
      + String(
        format: "T%02d:%02d:%02d", Int(seconds / 3600), Int(seconds / 60 % 60), Int(seconds % 60))
      + (fraction == 0 ? "" : String(format: ".%06d", Int(fraction)))
  }

  /// The proleptic Gregorian date of a day number (0 is 1970-01-01), by counting 400-year eras.
  package static func civil(fromDays days: Int64) -> (year: Int64, month: Int64, day: Int64) {
    let shifted = days + 719_468
    let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
    let dayOfEra = shifted - era * 146_097
    let yearOfEra =
      (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let shiftedMonth = (5 * dayOfYear + 2) / 153
    let day = dayOfYear - (153 * shiftedMonth + 2) / 5 + 1
    let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
    return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day)
  }
}
