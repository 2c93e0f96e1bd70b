import Tabular

/// One row of a generated catalogue of offers, spelt as in its file.
struct SyntheticOffer {
  var id: String
  var name: String
  var category: String
  var value: Double
  var cost: Double
  var eligible = ""
  var starts = ""
  var ends = ""
  var sets = ""
  /// Cells of further columns, by the name of the model's column that they set.
  var further: [String: String] = [:]

  init(
    _ id: String, _ name: String, _ category: String, value: Double, cost: Double,
    eligible: String = "", starts: String = "", ends: String = "", sets: String = "",
    further: [String: String] = [:]
  ) {
    self.id = id
    self.name = name
    self.category = category
    self.value = value
    self.cost = cost
    self.eligible = eligible
    self.starts = starts
    self.ends = ends
    self.sets = sets
    self.further = further
  }

  /// The table of a catalogue; further columns come last, in the given order.
  static func table(_ offers: [SyntheticOffer], further: [String] = []) -> Table {
    func text(_ name: String, _ cell: (SyntheticOffer) -> String) -> Column {
      Column(
        name: name,
        values: .text(TextValues(offers.map { cell($0).isEmpty ? nil : cell($0) })))
    }
    return Table(
      columns: [
        text("id", \.id), text("name", \.name), text("category", \.category),
        .numbers("value", offers.map(\.value)), .numbers("cost", offers.map(\.cost)),
        text("eligible", \.eligible), text("starts", \.starts), text("ends", \.ends),
        text("sets", \.sets),
      ] + further.map { column in text(column) { $0.further[column] ?? "" } })
  }
}
