import Testing

@testable import Tabular

@Suite struct ColumnTests {
  @Test func textKeepsMissingApartFromEmpty() {
    var texts = TextValues(["a", nil, "", "né"])
    texts.append(contentsOf: TextValues([nil, "z"]))
    #expect((0..<texts.count).map { texts[$0] } == ["a", nil, "", "né", nil, "z"])
    #expect(texts.missingCount == 2)
  }

  @Test func datesPrintInCivilForm() {
    let day = Int64(Column.microsecondsPerDay)
    #expect(Column.iso8601(0) == "1970-01-01")
    #expect(Column.iso8601(-day) == "1969-12-31")
    #expect(Column.iso8601(19_782 * day + 3_723_000_000) == "2024-02-29T01:02:03")
  }

  @Test func numbersPrintAsTheFileSpeltThem() {
    #expect(Column(name: "x", values: .float([0.1, 2, .nan])).string(0) == "0.1")
    #expect(Column(name: "x", values: .float([0.1, 2, .nan])).string(1) == "2")
    #expect(Column(name: "x", values: .float([0.1, 2, .nan])).string(2) == nil)
  }
}
