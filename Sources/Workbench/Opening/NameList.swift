/// Names of columns in one word of a command, with commas between them.
///
/// A name with a comma, a quote or blanks at an end stands in double quotes, doubled inside, as in CSV.
public enum NameList {
  /// The names of a list; blanks around a name don't count, and neither do empty names.
  public static func names(in text: String) -> [String] {
    var names: [String] = []
    var name = ""
    var isQuoted = false
    var wasQuoted = false
    func trimmed(_ text: String) -> String {
      String(text.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
    }
    func end() {
      let whole = wasQuoted ? name : trimmed(name)
      if !whole.isEmpty { names.append(whole) }
      (name, wasQuoted) = ("", false)
    }
    var rest = text[...]
    while let character = rest.popFirst() {
      if isQuoted {
        if character != "\"" {
          name.append(character)
        } else if rest.first == "\"" {
          name.append(rest.removeFirst())
        } else {
          isQuoted = false
        }
      } else if character == "," {
        end()
      } else if character == "\"", trimmed(name).isEmpty, !wasQuoted {
        (name, isQuoted, wasQuoted) = ("", true, true)
      } else if !wasQuoted || character != " " {
        name.append(character)
      }
    }
    end()
    return names
  }

  /// The list that reads back as these names.
  public static func text(_ names: [String]) -> String {
    names.map { name in
      let isPlain =
        !name.contains { $0 == "," || $0 == "\"" } && name.first != " " && name.last != " "
      return isPlain ? name : "\"" + name.replacing("\"", with: "\"\"") + "\""
    }.joined(separator: ",")
  }
}
