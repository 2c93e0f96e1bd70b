/// Finds the names that a person may have meant.
enum NearNames {
  /// The names nearest to a given one: equal but for case first, then few edits away; at most
  /// three.
  static func of(_ name: String, among names: [String]) -> [String] {
    let wanted = Array(name.lowercased().prefix(100))
    let most = max(2, wanted.count / 3)
    return names.enumerated()
      .map { (place: $0, name: $1, distance: distance(wanted, Array($1.lowercased().prefix(100)))) }
      .filter { $0.distance <= most }
      .sorted { ($0.distance, $0.place) < ($1.distance, $1.place) }
      .prefix(3).map(\.name)
  }

  /// What to say after naming a column that doesn't exist.
  static func hint(for name: String, among names: [String]) -> String {
    let near = of(name, among: names)
    if !near.isEmpty { return "did you mean \(near.joined(separator: ", "))?" }
    let list = names.prefix(12).joined(separator: ", ")
    return "its columns are \(list)\(names.count > 12 ? ", …" : "")."
  }

  /// The least number of characters to insert, delete or replace.
  private static func distance(_ left: [Character], _ right: [Character]) -> Int {
    if abs(left.count - right.count) > max(left.count, right.count) / 2 + 1 { return .max }
    var row = Array(0...right.count)
    for (i, character) in left.enumerated() {
      var diagonal = row[0]
      row[0] = i + 1
      for (j, other) in right.enumerated() {
        let replaced = diagonal + (character == other ? 0 : 1)
        diagonal = row[j + 1]
        row[j + 1] = min(replaced, row[j] + 1, row[j + 1] + 1)
      }
    }
    return row[right.count]
  }
}
