/// Numbers in words for axes and labels.
public enum NumberText {
  /// A number with that many digits after the point, rounded half away from zero; `nan` and infinities
  /// are `–`, `∞` and `-∞`. Never "-0".
  public static func fixed(_ value: Double, digits: Int) -> String {
    guard value.isFinite else { return value.isNaN ? "–" : value > 0 ? "∞" : "-∞" }
    let places = max(0, min(digits, 12))
    var power = 1.0
    for _ in 0..<places { power *= 10 }
    let scaled = (abs(value) * power).rounded()
    guard scaled < 9e15 else { return "\(value)" }
    let whole = Int(scaled)
    let sign = value < 0 && whole > 0 ? "-" : ""
    guard places > 0 else { return sign + String(whole) }
    let unit = Int(power)
    let after = String(whole % unit)
    return sign + String(whole / unit) + "."
      + String(repeating: "0", count: places - after.count) + after
  }

  /// A number as it is written, or with as many digits after the point as make six in all where it has
  /// more.
  public static func plain(_ text: String) -> String {
    guard let value = Double(text), value.isFinite, abs(value) < 1e6,
      let point = text.firstIndex(of: "."), !text.contains(where: { "eE".contains($0) })
    else { return text }
    let whole = text[..<point].drop { "-0".contains($0) }.count
    let wanted = max(1, 6 - whole)
    let after = text[text.index(after: point)...]
    // Small numbers keep six digits behind their noughts.
    let noughts = whole == 0 ? after.prefix { $0 == "0" }.count : 0
    guard after.count > wanted + noughts else { return text }
    let rounded = fixed(value, digits: wanted + noughts)
    let kept = rounded.reversed().drop { $0 == "0" }
    return String((kept.first == "." ? kept.dropFirst() : kept[...]).reversed())
  }

  /// A share as percent.
  public static func percent(_ share: Double, digits: Int = 0) -> String {
    share.isFinite ? fixed(share * 100, digits: digits) + "%" : "–"
  }

  /// A count with thousands set apart: 45,211.
  public static func grouped(_ count: Int) -> String {
    let digits = Array(String(count.magnitude))
    var result = count < 0 ? "-" : ""
    for (index, digit) in digits.enumerated() {
      if index > 0 && (digits.count - index) % 3 == 0 { result.append(",") }
      result.append(digit)
    }
    return result
  }

  /// A number in at most about six characters: 0.123, 12.3, 45.2k, 1.20M.
  public static func short(_ value: Double) -> String {
    guard value.isFinite else { return fixed(value, digits: 0) }
    let size = abs(value)
    let scales: [(Double, String)] = [(1e12, "T"), (1e9, "G"), (1e6, "M"), (1e4, "k")]
    for (scale, unit) in scales where size >= scale {
      let scaled = value / (unit == "k" ? 1000 : scale)
      return fixed(scaled, digits: abs(scaled) >= 100 ? 0 : abs(scaled) >= 10 ? 1 : 2) + unit
    }
    if size == value.magnitude.rounded() { return fixed(value, digits: 0) }
    if size > 0 && size < 0.0005 { return value < 0 ? ">-0.001" : "<0.001" }
    return fixed(value, digits: size >= 1000 ? 0 : size >= 100 ? 1 : size >= 10 ? 2 : 3)
  }
}
