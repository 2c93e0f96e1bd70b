import Modelling
import Tabular

/// Lists whose rows lie at several moments, where rankers are asked to put them in order.
///
/// What came of an earlier row shows in the features of the later ones of its list (the days since the
/// last click, and the like). A ranker, which compares the rows of a list, learns that instead of what
/// makes people choose; when all of a list is scored at once nobody knows it.
struct SpanningLists {
  /// The group's columns and the one of the time.
  let columns: [String]
  /// How many moments a list has on average.
  let moments: Double

  private static let mostRows = 200_000

  /// Looks at whole lists, of many rows at a part of them; `nil` where no model is a ranker, where most
  /// lists are of one moment, or where fewer than two rows a moment would be left to put in order.
  init?(_ dataset: Dataset, rows: [Int], models: [ModelKind]) {
    guard models.contains(where: \.isRanker), let key = dataset.roles.groupKey,
      let name = dataset.roles.time, !key.columns.contains(name),
      let times = dataset.table[name], let codes = dataset.groupCodes
    else { return nil }
    let step = Int32(max(1, rows.count / Self.mostRows))
    let places = rows.filter { codes[$0] % step == 0 }
      .map { (list: codes[$0], time: times.number($0) ?? -.infinity) }
      .sorted { ($0.list, $0.time) < ($1.list, $1.time) }
    var lists = 0
    var stands = 0
    for (index, place) in places.enumerated() {
      let isNewList = index == 0 || places[index - 1].list != place.list
      lists += isNewList ? 1 : 0
      stands += isNewList || places[index - 1].time != place.time ? 1 : 0
    }
    guard stands * 2 <= places.count, stands * 2 >= lists * 3 else { return nil }
    columns = key.columns + [name]
    moments = Double(stands) / Double(lists)
  }

  /// What that does to rankers, and what mends it.
  var caution: String {
    "A list of \(columns.dropLast().joined(separator: " + ")) spans \(TextReport.format(moments, 1)) moments "
      + "of \(columns[columns.count - 1]) on average: later rows may tell what came of earlier ones, and "
      + "rankers learn that; use --group \(columns.joined(separator: ",")) to put in order what stood together."
  }
}
