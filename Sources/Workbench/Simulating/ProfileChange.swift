import Foundation
public import Offers

/// One column of a profile set to a value, as a command writes it: `column=value`.
public struct ProfileChange: Sendable, Equatable {
  /// The column.
  public let column: String
  /// Its value.
  public let value: ProfileValue

  /// Reads one word of a command: one change, or several with commas between them.
  ///
  /// A word that is one change is read as that, so that a value may hold commas and equals signs; only
  /// a word that is not can be a list, in which values hold no comma. The column ends at the first `=`
  /// behind the name of a column that can take what follows.
  ///
  /// - Throws: ``WorkbenchError`` for a word that names no column or a value that the column can't take.
  static func read(_ text: String, fields: [ProfileField]) throws -> [ProfileChange] {
    let whole = Result { try one(text, fields) }
    if let change = try? whole.get() { return [change] }
    let parts = text.split(separator: ",").map(String.init)
    guard parts.count > 1 else { return [try whole.get()] }
    return try parts.map { try one($0, fields) }
  }

  private static func one(_ text: String, _ fields: [ProfileField]) throws -> ProfileChange {
    var refusal: String?
    for place in text.indices where text[place] == "=" {
      let name = String(text[..<place])
      let value = String(text[text.index(after: place)...])
      let plain = name.trimmingCharacters(in: .whitespaces)
      guard
        let field = fields.first(where: { $0.column == name })
          ?? fields.first(where: { $0.column == plain })
      else { continue }
      if let value = field.value(spelling: value) {
        return ProfileChange(column: field.column, value: value)
      }
      refusal = refusal ?? "--profile \(text): \(field.column) \(field.words), not “\(value)”."
    }
    if let refusal { throw WorkbenchError(.badInput, refusal) }
    guard let end = text.firstIndex(of: "=") else {
      throw WorkbenchError(.badInput, "--profile \(text): is not of the form column=value.")
    }
    let known = fields.prefix(20).map(\.column).joined(separator: ", ")
    throw WorkbenchError(
      .badInput,
      "--profile \(text): there is no column \(text[..<end]); a profile has \(known)"
        + (fields.count > 20 ? " and \(fields.count - 20) more." : "."))
  }

  /// The change as one word of a command, before quoting for a shell.
  public var text: String { "\(column)=\(value == .missing ? "" : value.description)" }

  /// The changes that make one profile of another.
  public static func between(
    _ before: CustomerProfile, _ after: CustomerProfile
  ) -> [ProfileChange] {
    after.difference(from: before).compactMap { difference in
      difference.after.map { ProfileChange(column: difference.column, value: $0) }
    }
  }
}
