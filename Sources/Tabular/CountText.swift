/// Counts as people read them.
public enum CountText {
  /// A count with commas between thousands, as `45,211`.
  public static func grouped(_ count: Int) -> String {
    var digits = String(count.magnitude)
    var position = digits.count - 3
    while position > 0 {
      digits.insert(",", at: digits.index(digits.startIndex, offsetBy: position))
      position -= 3
    }
    return count < 0 ? "-" + digits : digits
  }
}
