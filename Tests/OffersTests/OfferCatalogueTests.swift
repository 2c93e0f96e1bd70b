import Foundation
import Offers
import Tabular
import Testing

@Suite struct OfferCatalogueTests {
  let header = ["id", "name", "category", "value", "cost", "eligible", "starts", "ends", "sets"]
  let good: [String?] = [
    "a", "Offer A", "cards", "20.5", "1", "age >= 25; job = student", "2026-01-01", "2026-12-31",
    "job = retired; loan = yes",
  ]

  func catalogue(_ rows: [[String?]], _ columns: [String]? = nil) throws -> OfferCatalogue {
    try OfferCatalogue(
      table: textTable(header, rows), modelColumns: columns ?? customers.names, file: "offers.csv")
  }

  func changed(_ column: String, to cell: String?) throws -> [String?] {
    var row = good
    row[try #require(header.firstIndex(of: column))] = cell
    return row
  }

  @Test func readsEveryColumn() throws {
    let offer = try #require(try catalogue([good])["a"])
    #expect(offer.name == "Offer A" && offer.category == "cards")
    #expect(offer.value == 20.5 && offer.cost == 1)
    #expect(offer.eligibility.map(\.description) == ["age >= 25", "job = student"])
    #expect(offer.starts?.description == "2026-01-01")
    #expect(offer.ends == CalendarDay(year: 2026, month: 12, day: 31))
    #expect(offer.sets == ["job": "retired", "loan": "yes"])
    #expect(offer.expectedValue(at: 0.5, without: 0.9) == 9.25)
  }

  @Test func typedColumnsReadLikeText() throws {
    let table = Table(columns: [
      Column(name: "id", values: .float([7])),
      Column(name: "name", values: .category(codes: [0], levels: ["Seven"])),
      Column(name: "value", values: .float([12.5])),
      Column(name: "starts", values: .date([86_400_000_000])),
      Column(name: "loan", values: .flag([1], labels: .init(zero: "no", one: "yes"))),
      Column(name: "note", values: .text(TextValues(["aside"]))),
    ])
    let catalogue = try OfferCatalogue(table: table, modelColumns: ["loan"], file: "o.csv")
    let offer = try #require(catalogue["7"])
    #expect(offer.value == 12.5 && offer.cost == 0 && offer.category == "")
    #expect(offer.starts?.description == "1970-01-02")
    #expect(offer.sets == ["loan": "yes"])
    #expect(catalogue.ignoredColumns == ["note"])
  }

  @Test(arguments: [
    ("value", "dear", OfferError.Code.badCell), ("value", "", .badCell), ("cost", "1e", .badCell),
    ("starts", "31.12.2026", .badCell), ("ends", "2026-02-30", .badCell), ("id", "", .badCell),
    ("ends", "2025-12-31", .badCell), ("name", " ", .badCell), ("eligible", "age ~ 3", .condition),
    ("eligible", "shoe > 3", .unknownColumn), ("sets", "shoe = 3", .unknownColumn),
    ("sets", "age > 3", .badCell), ("sets", "age = 3; age = 4", .badCell),
    ("sets", "age", .condition),
  ])
  func faultsNameFileRowAndColumn(column: String, cell: String, code: OfferError.Code) throws {
    var second = good
    second[0] = "b"
    let rows = [second, try changed(column, to: cell.isEmpty ? nil : cell)]
    let error = offerError { _ = try catalogue(rows) }
    #expect(error?.code == code)
    #expect(error?.message.hasPrefix("offers.csv, row 2, column \(column): ") == true)
  }

  @Test func duplicateIDsNameBothRows() {
    let error = offerError { _ = try catalogue([good, good]) }
    #expect(error?.code == .duplicate)
    #expect(error?.message.contains("row 2, column id: \"a\" is the id of row 1") == true)
  }

  @Test func missingColumnsAreNamed() {
    let error = offerError {
      _ = try OfferCatalogue(
        table: textTable(["id", "name"], []), modelColumns: nil, file: "o.csv")
    }
    #expect(error?.code == .missingColumn)
    #expect(error?.message.contains("no column \"value\"") == true)
  }

  @Test func daysFollowTheCalendar() {
    #expect(CalendarDay("2024-02-29") != nil)
    #expect(CalendarDay("2023-02-29") == nil)
    #expect(CalendarDay("2026-1-01") == nil)
    #expect(CalendarDay("2026-05-01T10:00:00")?.description == "2026-05-01")
    #expect(CalendarDay(secondsSince1970: 1_772_323_200).description == "2026-03-01")
    #expect(CalendarDay(secondsSince1970: -1).description == "1969-12-31")
  }
}
