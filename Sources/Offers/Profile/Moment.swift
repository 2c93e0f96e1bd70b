import Tabular

/// Reads the dates that a table prints, for profiles that carry them as text.
enum Moment {
  /// Microseconds since 1970 of `2026-03-31` or `2026-03-31T12:30:00`; `nil` for anything else.
  static func microseconds(_ text: String) -> Int64? {
    guard let day = CalendarDay(text) else { return nil }
    let midnight = Int64(days(day)) * Int64(Column.microsecondsPerDay)
    if text.utf8.count == 10 { return midnight }
    let clock = text.dropFirst(11).split(separator: ":", omittingEmptySubsequences: false)
    guard clock.count == 3, let hour = Int64(clock[0]), let minute = Int64(clock[1]),
      let second = Int64(clock[2]), (0..<24).contains(hour), (0..<60).contains(minute),
      (0..<60).contains(second)
    else { return nil }
    return midnight + ((hour * 60 + minute) * 60 + second) * 1_000_000
  }

  /// Days since 1970-01-01: whole years, then whole months, then days, with March as first month so
  /// that the leap day comes last.
  static func days(_ day: CalendarDay) -> Int {
    let year = day.month <= 2 ? day.year - 1 : day.year
    let month = (day.month + 9) % 12
    let leapDays = year / 4 - year / 100 + year / 400
    return year * 365 + leapDays + (month * 153 + 2) / 5 + day.day - 1 - 719_468
  }
}
