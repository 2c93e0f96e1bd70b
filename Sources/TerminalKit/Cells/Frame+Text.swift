extension Frame {
  /// The glyphs, a string a row, without trailing spaces.
  public var textLines: [String] {
    (0..<size.height).map { row in
      var line = String.UnicodeScalarView()
      for column in 0..<size.width {
        for code in scalars(column: column, row: row) {
          if let scalar = Unicode.Scalar(code) { line.append(scalar) }
        }
      }
      while line.last == " " { line.removeLast() }
      return String(line)
    }
  }

  /// The glyphs as one text.
  public var text: String { textLines.joined(separator: "\n") }

  /// The styles, a character a cell and a string a row, and the meaning of each character.
  ///
  /// Plain text on the canvas is a dot; other styles get letters in the order of their first cell.
  public var stylePlane: (lines: [String], legend: [String]) {
    var letters: [Style: Character] = [.text: "."]
    var legend: [String] = []
    let alphabet = Array("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789")
    let lines = (0..<size.height).map { row in
      var line = String(
        (0..<size.width).map { column -> Character in
          let style = self[column, row].style
          if let letter = letters[style] { return letter }
          let letter = letters.count <= alphabet.count ? alphabet[letters.count - 1] : "#"
          letters[style] = letter
          legend.append("\(letter) \(style.description)")
          return letter
        })
      while line.last == "." { line.removeLast() }
      return line
    }
    return (lines, legend)
  }
}

extension Style: CustomStringConvertible {
  /// The roles and attributes in words.
  public var description: String {
    let named: [(Attributes, String)] = [
      (.bold, "bold"), (.dim, "dim"), (.underline, "underline"), (.reverse, "reverse"),
      (.italic, "italic"),
    ]
    let words = named.filter { attributes.contains($0.0) }.map(\.1)
    return (["\(foreground) on \(background)"] + words).joined(separator: " ")
  }
}
