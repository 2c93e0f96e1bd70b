import Evaluation
import Tabular

/// The rows of a table by the levels of one column: the values of a category or flag, numbers and dates in
/// quarters unless they are few, and the rows without a value.
struct SliceColumn {
  /// The column.
  let name: String
  /// What the levels are called.
  let levels: [String]
  /// The level of each row, in the order given.
  let codes: [Int32]

  /// The most levels that stand by themselves; rarer ones are together.
  static let mostLevels = 12
  /// Numbers with more different values are cut in quarters.
  private static let mostNumbers = 6

  /// Parts rows; `nil` for free text, and where all rows are alike.
  init?(_ column: Column, rows: [Int]) {
    let column = column.inMemory
    let parted: (levels: [String], codes: [Int32])
    switch column.values {
    case .text: return nil
    case .category, .flag: parted = Self.words(column, rows)
    case .float, .double, .date: parted = Self.numbers(column, rows)
    }
    guard parted.levels.count > 1 else { return nil }
    name = column.name
    (levels, codes) = parted
  }

  private static let missing = "missing"

  /// Levels by how many rows have them, then by name.
  private static func words(_ column: Column, _ rows: [Int]) -> ([String], [Int32]) {
    let values = rows.map { column.string($0) ?? missing }
    var counts: [String: Int] = [:]
    for value in values { counts[value, default: 0] += 1 }
    let order = counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map(\.key)
    let kept = Array(order.prefix(order.count > mostLevels ? mostLevels - 1 : mostLevels))
    let places = Dictionary(
      uniqueKeysWithValues: kept.enumerated().map { ($1, Int32($0)) })
    let levels = kept + (order.count > kept.count ? ["\(order.count - kept.count) others"] : [])
    return (levels, values.map { places[$0] ?? Int32(kept.count) })
  }

  private static func numbers(_ column: Column, _ rows: [Int]) -> ([String], [Int32]) {
    let values = rows.map { column.number($0) ?? .nan }
    let order = rows.indices.filter { !values[$0].isNaN }.sorted { values[$0] < values[$1] }
    var distinct: [Double] = []
    for place in order where distinct.last != values[place] && distinct.count <= mostNumbers {
      distinct.append(values[place])
    }
    // A level is all up to its cut; the last one has none.
    var cuts = Array(distinct.dropLast())
    if distinct.count > mostNumbers {
      cuts = []
      for quarter in 1...3 {
        let cut = values[order[order.count * quarter / 4]]
        if cuts.last != cut, cut < values[order[order.count - 1]] { cuts.append(cut) }
      }
    }
    let code = { (value: Double) in Int32(cuts.firstIndex { value <= $0 } ?? cuts.count) }
    var bounds: [Int32: (first: Int, last: Int)] = [:]
    for place in order {
      let own = code(values[place])
      bounds[own] = (bounds[own]?.first ?? place, place)
    }
    let text = { (place: Int) in column.string(rows[place]) ?? "" }
    var levels = (0..<Int32(order.isEmpty ? 0 : cuts.count + 1)).map { own in
      bounds[own].map {
        values[$0.first] == values[$0.last]
          ? text($0.first) : "\(text($0.first)) to \(text($0.last))"
      } ?? "none"
    }
    let lacking = Int32(levels.count)
    if order.count < rows.count { levels.append(missing) }
    return (levels, values.map { $0.isNaN ? lacking : code($0) })
  }

  /// The levels as slices, each named with its column.
  var slices: [WeakSlices.Slice] {
    var members = [[Int]](repeating: [], count: levels.count)
    for (place, code) in codes.enumerated() { members[Int(code)].append(place) }
    return zip(levels, members).map {
      WeakSlices.Slice(name: PlainText.line("\(name): \($0)", limit: 80), members: $1)
    }
  }
}
