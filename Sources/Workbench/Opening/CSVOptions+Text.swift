public import Tabular

extension CSVOptions {
  /// Options as people write them; `nil` leaves a thing to be found by itself.
  ///
  /// - Parameters:
  ///   - delimiterText: one character, or `tab`.
  ///   - encodingText: the name of an encoding.
  ///   - hasNoHeader: whether the first line is data.
  /// - Throws: ``WorkbenchError`` naming what is offered.
  public init(delimiterText: String?, encodingText: String?, hasNoHeader: Bool) throws {
    self.init()
    if let delimiterText {
      let text = delimiterText == "tab" || delimiterText == "\\t" ? "\t" : delimiterText
      guard text.count == 1, let character = text.first, character.isASCII else {
        throw WorkbenchError(
          .badInput, "--delimiter \(delimiterText): give one character, or tab.")
      }
      delimiter = character
    }
    if let encodingText {
      let known: [String: Encoding] = [
        "utf8": .utf8, "utf-8": .utf8, "latin1": .windows1252, "iso-8859-1": .windows1252,
        "windows1252": .windows1252, "utf16": .utf16, "utf-16": .utf16,
      ]
      guard let known = known[encodingText.lowercased()] else {
        throw WorkbenchError(.badInput, "--encoding \(encodingText): use utf8, latin1 or utf16.")
      }
      encoding = known
    }
    if hasNoHeader { header = .absent }
  }
}
