import Foundation
import HTTPTypes
import Workbench

/// What a batch held that its model did not read, in headers: the lines of CSV have no room for it.
///
/// Names of columns are percent-encoded, since they may hold what a header may not, and separated by commas;
/// cells follow their column as `contact=3`. Behind the first names stands how many more there are, as `+12`.
enum UnreadHeaders {
  private static let limit = 64
  private static let plain = CharacterSet(
    charactersIn: "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")
  /// The names of those that are known when the last line is.
  static let counted = "offerscope-unseen-cells, offerscope-unreadable-cells"

  /// The columns, which are known with the first line.
  static func columns(of unread: UnreadInput) -> HTTPFields {
    fields([
      ("offerscope-missing-columns", unread.missing.map(encoded)),
      ("offerscope-ignored-columns", unread.ignored.map(encoded)),
    ])
  }

  /// The cells, which are known with the last line.
  static func cells(of unread: UnreadInput) -> HTTPFields {
    fields([
      ("offerscope-unseen-cells", counts(unread.unseen)),
      ("offerscope-unreadable-cells", counts(unread.unreadable)),
    ])
  }

  private static func fields(_ parts: [(name: String, items: [String])]) -> HTTPFields {
    var fields = HTTPFields()
    for (name, items) in parts where !items.isEmpty {
      guard let name = HTTPField.Name(name) else { continue }
      let rest = items.count > limit ? ["+\(items.count - limit)"] : []
      fields[name] = (items.prefix(limit) + rest).joined(separator: ", ")
    }
    return fields
  }

  private static func counts(_ counts: [String: Int]) -> [String] {
    counts.sorted { $0.key < $1.key }.map { "\(encoded($0.key))=\($0.value)" }
  }

  private static func encoded(_ name: String) -> String {
    name.addingPercentEncoding(withAllowedCharacters: plain) ?? ""
  }
}
