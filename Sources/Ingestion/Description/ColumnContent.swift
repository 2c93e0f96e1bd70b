/// What a column of a raw table holds.
public enum ColumnContent: Sendable, Codable, Equatable, CustomStringConvertible {
  /// Words and keys, as they stand.
  case text
  /// Digits that are a name: so many of them, with leading zeros.
  case code(digits: Int)
  /// Whole numbers.
  case whole
  /// Numbers.
  case number
  /// Money, which becomes a whole number of hundredths.
  case cents
  /// Days, or days with a time, in UTC; they become microseconds since 1970.
  case time
  /// Months, as `2024-03` or as a day of it; they become months since January 1970.
  case month
  /// No column of the file but the place of the row in it, from 1; for tables of one file, whose order
  /// tells something.
  case row

  /// Reads the spelling of a description.
  public init?(_ text: String) {
    switch text {
    case "text": self = .text
    case "whole": self = .whole
    case "number": self = .number
    case "cents": self = .cents
    case "time": self = .time
    case "month": self = .month
    case "row": self = .row
    default:
      guard text.hasPrefix("code"), let digits = Int(text.dropFirst(4)), (1...64).contains(digits)
      else { return nil }
      self = .code(digits: digits)
    }
  }

  /// The spelling of a description.
  public var description: String {
    switch self {
    case .text: "text"
    case .code(let digits): "code\(digits)"
    case .whole: "whole"
    case .number: "number"
    case .cents: "cents"
    case .time: "time"
    case .month: "month"
    case .row: "row"
    }
  }

  /// What is said of a value that is none of it.
  var refusal: String {
    switch self {
    case .text: "is no text"
    case .code(let digits): "is no code of \(digits) digits"
    case .whole: "is no whole number"
    case .number, .cents: "is no number"
    case .time: "is no date of the form 2018-08-17 or 2018-08-17 12:15:10"
    case .month: "is no month of the form 2018-08 or 2018-08-17"
    case .row: "is no row"
    }
  }

  /// The type of the column that the body reads.
  var sqlType: String {
    switch self {
    case .text, .code: "STRING"
    case .whole, .cents, .time, .month, .row: "BIGINT"
    case .number: "DOUBLE"
    }
  }

  /// Decodes a spelling.
  public init(from decoder: any Decoder) throws {
    let text = try decoder.singleValueContainer().decode(String.self)
    guard let content = ColumnContent(text) else {
      throw DecodingError.dataCorrupted(
        .init(
          codingPath: decoder.codingPath,
          debugDescription:
            "“\(text)” is no type; there are text, whole, number, cents, time, month, row, code5")
      )
    }
    self = content
  }

  /// Encodes the spelling.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(description)
  }
}
