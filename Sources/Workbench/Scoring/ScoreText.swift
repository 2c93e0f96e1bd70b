import Evaluation

/// Writes scores as JSON by hand: encoding them through `Codable` takes longer than scoring them.
public enum ScoreText {
  /// Appends one customer's score as an object; `row`, and the key `id` as JSON, lead it where it is one of
  /// many lines.
  public static func append(
    _ score: CustomerScore, of customer: ReadCustomer, row: Int? = nil, id: String? = nil,
    to text: inout String
  ) {
    text += "{"
    if let row { text += "\"row\":\(row)," }
    if let id { text += "\"id\":\(id)," }
    text += "\"probability\":"
    text += "\(score.probability)"
    text +=
      score.isPositive ? ",\"positive\":true,\"segment\":\"" : ",\"positive\":false,\"segment\":\""
    text += score.segment.rawValue
    text += "\""
    if let amount = score.amountIfTaken, let expected = score.expectedAmount {
      text += ",\"amountIfTaken\":\(amount),\"expectedAmount\":\(expected)"
    }
    append(customer.missing, named: ",\"missing\":[", to: &text)
    append(customer.unseen, named: ",\"unseen\":[", to: &text)
    append(customer.ignored, named: ",\"ignored\":[", to: &text)
    text += "}"
  }

  private static func append(_ names: [String], named start: String, to text: inout String) {
    text += start
    for (place, name) in names.enumerated() {
      if place > 0 { text += "," }
      append(quoted: name, to: &text)
    }
    text += "]"
  }

  /// Appends a text in quotes, with what JSON wants escaped.
  public static func append(quoted name: String, to text: inout String) {
    text += "\""
    let isPlain = name.utf8.allSatisfy {
      $0 >= 0x20 && $0 != UInt8(ascii: "\"") && $0 != UInt8(ascii: "\\")
    }
    if isPlain {
      text += name
    } else {
      for scalar in name.unicodeScalars {
        switch scalar {
        case "\"": text += "\\\""
        case "\\": text += "\\\\"
        case _ where scalar.value < 0x20:
          let digits = String(scalar.value, radix: 16)
          text += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
        default: text.unicodeScalars.append(scalar)
        }
      }
    }
    text += "\""
  }
}
