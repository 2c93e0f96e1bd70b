import TerminalKit

/// All keys as text for people who have no screen before them.
public enum KeyList {
  /// Every key with its sentence, by group.
  public static var text: String {
    let lines = KeyTable.map.help()
    let width = lines.map { SafeText.width(of: label($0)) }.max() ?? 0
    return groups(of: lines).map { group in
      ([group.title] + group.lines.map { "  \(label($0).padded(to: width))  \($0.help)" })
        .joined(separator: "\n")
    }.joined(separator: "\n\n")
  }

  /// The keys that the footers show, a row a pane, as a table in Markdown.
  public static var markdown: String {
    let shown = KeyTable.map.help().filter { KeyTable.map.bindings[$0.index].isInFooter }
    let groups = groups(of: shown).filter { ![typing, overlay].contains($0.title) }
    let rows = groups.map { group in
      let keys = group.lines.map { line in
        "\(code(firstKey(line))) \(line.title)"
      }
      return "| \(group.title) | \(keys.joined(separator: " · ")) |"
    }
    return (["| where | keys |", "|---|---|"] + rows).joined(separator: "\n")
  }

  private static let typing = "While typing"
  private static let overlay = "In help and actions"

  private static func groups(of lines: [KeyMap<Action>.HelpLine])
    -> [(title: String, lines: [KeyMap<Action>.HelpLine])]
  {
    var groups: [(title: String, lines: [KeyMap<Action>.HelpLine])] = []
    for line in lines {
      if let place = groups.firstIndex(where: { $0.title == line.group }) {
        groups[place].lines.append(line)
      } else {
        groups.append((line.group, [line]))
      }
    }
    return groups
  }

  private static func label(_ line: KeyMap<Action>.HelpLine) -> String {
    line.keys.isEmpty ? ": " + line.title : line.keys
  }

  private static func firstKey(_ line: KeyMap<Action>.HelpLine) -> String {
    KeyTable.map.bindings[line.index].keys.first?.label(.unicode) ?? ":"
  }

  /// A key as code; a bar would end the cell of the table, a backtick the code.
  private static func code(_ key: String) -> String {
    key == "`" ? "`` ` ``" : "`" + key.replacing("|", with: "\\|") + "`"
  }
}
