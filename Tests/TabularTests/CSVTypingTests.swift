import Testing

@testable import Tabular

@Suite struct CSVTypingTests {
  /// A column of the given cells, read beside a column that keeps blank lines from being skipped.
  private func column(
    _ values: [String], delimiter: String = ",", _ change: (inout CSVOptions) -> Void = { _ in }
  ) throws -> (column: Column, notes: [CSVNote]) {
    var options = CSVOptions()
    options.header = .present
    change(&options)
    let text = (["v\(delimiter)w"] + values.map { "\($0)\(delimiter)x" }).joined(separator: "\n")
    let result = try read(text, options)
    return (try #require(result.table["v"]), result.notes)
  }

  @Test(arguments: [
    (["0", "1", "1"], "0", "1"), (["No", "Yes"], "No", "Yes"),
    (["FALSE", "TRUE"], "FALSE", "TRUE"),
    (["y", "n"], "n", "y"), (["T", "F"], "F", "T"), (["yes", "yes"], "no", "yes"),
    (["FALSE", "FALSE"], "FALSE", "TRUE"), (["False"], "False", "True"),
  ])
  func flagsKeepTheirSpelling(values: [String], zero: String, one: String) throws {
    let column = try column(values).column
    guard case .flag(let flags, let labels) = column.values else {
      Issue.record("\(column.kind)")
      return
    }
    #expect(labels == Column.FlagLabels(zero: zero, one: one))
    #expect(flags == values.map { $0 == one ? 1 : 0 })
  }

  @Test(arguments: [1500, 3000, 9000])
  func wordsThatLookLikeKeysAtFirstMayBeLevels(levels: Int) throws {
    // Every piece begins with more different words than it takes to look like keys.
    let words = (0..<24_000).map { "k\($0 % levels)" }
    let options = { (options: inout CSVOptions) in options.chunkByteCount = 20_000 }
    let column = try column(words, delimiter: ",", options).column
    guard case .category(let codes, let names) = column.values else {
      Issue.record("\(column.kind)")
      return
    }
    #expect(names.count == levels && Set(names) == Set(words))
    #expect(codes.map { names[Int($0)] } == words)
    // One word more than levels may be, and twice as often as half of the rows.
    let keys = (0..<24_000).map { "k\($0 % 13_000)" }
    let text = try self.column(keys, delimiter: ",", options).column
    #expect(text.kind == .text && (0..<keys.count).allSatisfy { text.string($0) == keys[$0] })
  }

  @Test func aFewWordsAmongNumbersAreSaid() throws {
    let numbers = (1...30).map { String($0 * 17) }
    let (column, notes) = try column(numbers + ["n.n."])
    #expect(column.kind != .number)
    let note = try #require(notes.first { $0.kind == .nearlyNumbers })
    #expect(note.rows == [30] && note.count == 1 && note.message.contains("“n.n.”"))
    let keys = try self.column((1...30).map { "00\($0)" })
    #expect(keys.notes.contains { $0.kind == .nearlyNumbers && $0.message.contains("keys") })
    #expect(try self.column(["a", "b", "c", "1"]).notes.isEmpty)
    #expect(try self.column(numbers).notes.isEmpty)
  }

  @Test func whatLooksLikeAFlagButIsNone() throws {
    #expect(try column(["1", "2"]).column.kind == .number)
    #expect(try column(["y", "y"]).column.kind == .category)
    #expect(try column(["yes", "no", "maybe"]).column.kind == .category)
    #expect(try column(["0", "1", "yes"]).column.kind == .category)
  }

  @Test func markersAndBlanksAreMissingButWordsAreNot() throws {
    let markers = [
      "", "  ", "NA", "N/A", "NaN", "null", "NULL", "None", "?", " ? ", "\"\"", "\"NA\"",
    ]
    let numbers = try column(["7"] + markers + ["8"]).column
    #expect(numbers.kind == .number && numbers.missingCount == markers.count)
    let words = try column(["unknown", "-", "none", "", "na"]).column
    #expect(words.kind == .category && words.missingCount == 1)
    let own = try column(["5", "missing", "NA"]) { $0.missingMarkers = ["missing"] }.column
    #expect(own.kind == .category && own.missingCount == 1)
  }

  @Test func numbersTakeThirtyTwoBitsWhereNothingIsLost() throws {
    let narrow = try column(["0.1", "-2.5e3", "16777216", "1234.56", ".5", "+4"]).column
    guard case .float(let floats) = narrow.values else {
      Issue.record("\(narrow.values)")
      return
    }
    #expect(floats == [0.1, -2500, 16_777_216, 1234.56, 0.5, 4])
    let wide = try column(["0.1", "16777217"]).column
    guard case .double(let doubles) = wide.values else {
      Issue.record("\(wide.values)")
      return
    }
    #expect(doubles == [0.1, 16_777_217])
    guard case .double = try column(["-23.548945985189434"]).column.values else {
      Issue.record("Seventeen digits need 64 bits.")
      return
    }
  }

  @Test func keysAreNoNumbers() throws {
    #expect(try column(["00123", "456"]).column.string(0) == "00123")
    #expect(try column(["9007199254740993", "2"]).column.string(0) == "9007199254740993")
    #expect(try column(["9007199254740992", "2"]).column.kind == .number)
    #expect(try column(["0", "10"]).column.kind == .number)
  }

  @Test func infinityBecomesMissingAndIsNoted() throws {
    let (read, notes) = try column(["1.5", "inf", "-Infinity", "2", "1e999"])
    #expect(read.kind == .number && read.missingCount == 3)
    #expect(notes.map(\.kind) == [.infinity])
    #expect(notes[0].count == 3 && notes[0].rows == [1])
    #expect(try column(["inf", "inf"]).column.kind == .category)
  }

  @Test func decimalCommasBetweenSemicolons() throws {
    let (read, notes) = try column(["1,5", "2", "-0,25"], delimiter: ";")
    #expect((0..<3).map { read.number($0) } == [1.5, 2, -0.25])
    #expect(notes.map(\.kind) == [.decimalComma])
    #expect(try column(["1,5", "2.5"], delimiter: ";").column.kind == .category)
    #expect(try column(["1,5"], delimiter: "\t").column.kind == .category)
    let demanded = try column(["1,5"], delimiter: "\t") { $0.decimalComma = true }
    #expect(demanded.column.number(0) == 1.5)
    #expect(
      try column(["1,5"], delimiter: ";") { $0.decimalComma = false }.column.kind == .category)
  }

  @Test func datesOfEveryOrder() throws {
    func iso(_ values: [String]) throws -> [String?] {
      let column = try column(values).column
      #expect(column.kind == .date)
      return (0..<column.count).map { column.string($0) }
    }
    #expect(try iso(["2017-06-01", "", "1969-12-31"]) == ["2017-06-01", nil, "1969-12-31"])
    #expect(try iso(["2017/6/1", "2016/02/29"]) == ["2017-06-01", "2016-02-29"])
    #expect(try iso(["03/04/2017", "25/12/2017"]) == ["2017-04-03", "2017-12-25"])
    #expect(try iso(["03/04/2017", "12/25/2017"]) == ["2017-03-04", "2017-12-25"])
    #expect(try iso(["1.6.2017"]) == ["2017-06-01"])
    #expect(
      try iso(["2017-06-01T12:30:05Z", "2017-06-01 12:30", "2017-06-01T01:00:00.25+02:00"])
        == ["2017-06-01T12:30:05", "2017-06-01T12:30:00", "2017-05-31T23:00:00.250000"])
  }

  @Test func ambiguousAndImpossibleDatesStayWords() throws {
    let (read, notes) = try column(["03/04/2017", "05/06/2017"])
    #expect(read.kind == .category && notes.map(\.kind) == [.ambiguousDate])
    #expect(try column(["2017-02-29"]).column.kind == .category)
    #expect(try column(["25/12/2017", "12/25/2017"]).column.kind == .category)
    let demanded = try column(["03/04/2017"]) { $0.kinds = ["v": .date] }
    #expect(demanded.column.string(0) == "2017-04-03")
  }

  @Test func manyLevelsAreText() throws {
    let few = (0..<100).map { "level \($0 % 40)" }
    let read = try column(few).column
    guard case .category(_, let levels) = read.values else {
      Issue.record("\(read.kind)")
      return
    }
    #expect(levels == levels.sorted() && levels.count == 40)
    #expect((0..<100).map { read.string($0) } == few)
    #expect(try column((0..<100).map { "key \($0 % 60)" }).column.kind == .text)
    #expect(try column(few) { $0.maximumCategoryLevels = 39 }.column.kind == .text)
    #expect(try column(few) { $0.maximumCategoryLevels = 40 }.column.kind == .category)
  }

  @Test func composedAndDecomposedAccentsAreOneLevel() throws {
    let read = try column(["caf\u{E9}", "cafe\u{301}"]).column
    guard case .category(let codes, let levels) = read.values else {
      Issue.record("\(read.kind)")
      return
    }
    #expect(levels.count == 1 && codes == [0, 0])
  }

  @Test func aColumnWithoutValuesIsOneOfNumbers() throws {
    let read = try column(["", "NA"]).column
    #expect(read.kind == .number && read.missingCount == 2)
  }

  @Test func demandedKindsMakeTheRestMissing() throws {
    let number = try column(["007", "x", "3"]) { $0.kinds = ["v": .number] }
    #expect((0..<3).map { number.column.number($0) } == [7, nil, 3])
    #expect(number.notes.map(\.kind) == [.unreadable] && number.notes[0].rows == [1])
    let flag = try column(["yes", "1", "no", "?!"]) { $0.kinds = ["v": .flag] }
    #expect((0..<4).map { flag.column.number($0) } == [1, 1, 0, nil])
    let text = try column(["1", "2"]) { $0.kinds = ["v": .text] }
    #expect(text.column.kind == .text && text.column.string(1) == "2")
    let category = try column(["10", "9", "10"]) { $0.kinds = ["v": .category] }
    #expect(category.column.kind == .category && category.column.string(2) == "10")
  }
}
