import Offers
import Tabular

/// A few customers of a bank, typed as a reader would type them.
let customers = Table(columns: [
  Column(name: "age", values: .float([22, 41, 67, .nan])),
  Column(
    name: "job",
    values: .category(codes: [1, 0, 0, -1], levels: ["retired", "student"])),
  Column(name: "loan", values: .flag([0, 1, 0, 255], labels: .init(zero: "no", one: "yes"))),
  Column(name: "loc_uk", values: .flag([1, 1, 0, 1], labels: .digits)),
  Column(name: "balance", values: .double([10.5, -3, 5000, 0])),
  Column(name: "seen", values: .date([0, 86_400_000_000, Column.missingDate, 0])),
])

let student = CustomerProfile(table: customers, row: 0)

/// A table of text columns, `nil` where a cell is blank.
func textTable(_ header: [String], _ rows: [[String?]]) -> Table {
  Table(
    columns: header.indices.map { column in
      Column(name: header[column], values: .text(TextValues(rows.map { $0[column] })))
    })
}

/// The error that some code throws, if it is one of ours.
func offerError(_ body: () throws -> Void) -> OfferError? {
  do {
    try body()
    return nil
  } catch {
    return error as? OfferError
  }
}
