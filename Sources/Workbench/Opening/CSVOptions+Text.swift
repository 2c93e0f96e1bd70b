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
      guard let known = Encoding(rawValue: encodingText) else {
        let names = Encoding.allCases.map(\.rawValue).joined(separator: ", ")
        throw WorkbenchError(.badInput, "--encoding \(encodingText): use one of \(names).")
      }
      encoding = known
    }
    if hasNoHeader { header = .absent }
  }
}
