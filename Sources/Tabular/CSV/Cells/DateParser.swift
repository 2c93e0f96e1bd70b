/// Reads dates with an optional time and zone, as microseconds since 1970 in UTC.
///
/// `2017-06-01`, `2017/06/01` (year first); `01/06/2017`, `1.6.2017`, `01-06-2017` (day or month
/// first, four-digit years only; dots are always day first). A time follows after a space or `T`:
/// `12:30`, `12:30:05`, `12:30:05.25`; then `Z`, `UTC`, `+01:00`, `+0100` or `+01`. Without a zone
/// a time is taken as UTC.
enum DateParser {
  typealias Bytes = UnsafeBufferPointer<UInt8>

  /// The date that a cell spells in the given order, or `nil`.
  static func parse(_ cell: Bytes, kind: CellKind) -> Int64? {
    guard cell.count >= 8, cell[0] &- 0x30 <= 9 else { return nil }
    var scanner = Scanner(cell: cell)
    guard let days = scanner.date(kind: kind) else { return nil }
    if scanner.isAtEnd { return days * 86_400_000_000 }
    guard let time = scanner.time() else { return nil }
    return days * 86_400_000_000 + time
  }

  /// The number of the day (0 is 1970-01-01) of a proleptic Gregorian date, or `nil` if there is no
  /// such day.
  static func days(year: Int, month: Int, day: Int) -> Int64? {
    guard (1...12).contains(month), day >= 1 else { return nil }
    let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
    let lengths = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
    guard day <= lengths[month - 1] else { return nil }
    let shiftedYear = month <= 2 ? year - 1 : year
    let era = (shiftedYear >= 0 ? shiftedYear : shiftedYear - 399) / 400
    let yearOfEra = shiftedYear - era * 400
    let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
    let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
    return Int64(era * 146_097 + dayOfEra - 719_468)
  }

  /// Reads a cell from left to right.
  private struct Scanner {
    let cell: Bytes
    var position = 0

    init(cell: Bytes) { self.cell = cell }

    var isAtEnd: Bool { position == cell.count }

    /// Between `least` and `most` digits as a number.
    mutating func digits(_ least: Int, _ most: Int) -> Int? {
      var value = 0
      let start = position
      while position < cell.count, position - start < most {
        let digit = cell[position] &- 0x30
        if digit > 9 { break }
        value = value * 10 + Int(digit)
        position += 1
      }
      return position - start >= least ? value : nil
    }

    /// Steps over one of the given bytes.
    mutating func take(_ bytes: StaticString) -> UInt8? {
      guard position < cell.count else { return nil }
      for index in 0..<bytes.utf8CodeUnitCount where cell[position] == bytes.utf8Start[index] {
        position += 1
        return cell[position - 1]
      }
      return nil
    }

    mutating func date(kind: CellKind) -> Int64? {
      if kind == .yearFirstDate {
        guard let year = digits(4, 4), let mark = take("-/"),
          let month = digits(mark == UInt8(ascii: "-") ? 2 : 1, 2),
          take("-/") == mark, let day = digits(mark == UInt8(ascii: "-") ? 2 : 1, 2)
        else { return nil }
        return days(year: year, month: month, day: day)
      }
      guard let first = digits(1, 2), let mark = take("/.-"), let second = digits(1, 2),
        take("/.-") == mark, let year = digits(4, 4)
      else { return nil }
      if kind == .dayFirstDate { return days(year: year, month: second, day: first) }
      if mark == UInt8(ascii: ".") { return nil }
      return days(year: year, month: first, day: second)
    }

    mutating func time() -> Int64? {
      guard take("T ") != nil, let hour = digits(1, 2), hour < 24, take(":") != nil,
        let minute = digits(2, 2), minute < 60
      else { return nil }
      var microseconds = Int64(hour * 60 + minute) * 60_000_000
      if take(":") != nil {
        guard let second = digits(2, 2), second <= 60 else { return nil }
        microseconds += Int64(second) * 1_000_000
        if take(".,") != nil {
          let start = position
          guard let fraction = digits(1, 9) else { return nil }
          var scaled = fraction
          for _ in 0..<max(0, 6 - (position - start)) { scaled *= 10 }
          for _ in 0..<max(0, position - start - 6) { scaled /= 10 }
          microseconds += Int64(scaled)
        }
      }
      return zone().map { microseconds - $0 }
    }

    /// The zone's distance from UTC in microseconds; none given is UTC.
    mutating func zone() -> Int64? {
      if isAtEnd { return 0 }
      if take("Zz") != nil { return isAtEnd ? 0 : nil }
      let rest = Bytes(rebasing: cell[position...])
      if FlagParser.spells(rest, " utc") || FlagParser.spells(rest, " gmt") { return 0 }
      guard let sign = take("+-"), let hours = digits(2, 2), hours < 24 else { return nil }
      var minutes = 0
      if !isAtEnd {
        _ = take(":")
        guard let read = digits(2, 2), read < 60 else { return nil }
        minutes = read
      }
      guard isAtEnd else { return nil }
      let distance = Int64(hours * 60 + minutes) * 60_000_000
      return sign == UInt8(ascii: "-") ? -distance : distance
    }
  }
}
