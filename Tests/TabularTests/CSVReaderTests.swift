import Testing

@testable import Tabular

@Suite struct CSVReaderTests {
  @Test(arguments: [",", ";", "\t", "|"])
  func findsTheDelimiter(delimiter: String) throws {
    let text = "name,age,town\nAda,36,London\nAlan,41,Wilmslow\n".replacing(",", with: delimiter)
    let result = try read(text)
    #expect(String(result.dialect.delimiter) == delimiter)
    #expect(result.table.names == ["name", "age", "town"])
    #expect(cells(result.table) == [["Ada", "36", "London"], ["Alan", "41", "Wilmslow"]])
    #expect(result.notes.isEmpty)
  }

  @Test(arguments: ["\n", "\r\n", "\r"], ["", "\n"])
  func readsEveryLineEnd(end: String, last: String) throws {
    let text = "k,w\n5,red\n6,blue".replacing("\n", with: end) + (last.isEmpty ? "" : end)
    #expect(cells(try read(text).table) == [["5", "red"], ["6", "blue"]])
  }

  @Test func quotesHoldDelimitersLineEndsAndQuotes() throws {
    let text = "a,b\n\"x, y\",\"say \"\"hi\"\"\"\n\"two\nlines\",\"\"\"\"\nplain 6\" nail,z\n"
    #expect(
      cells(try read(text).table) == [
        ["x, y", "say \"hi\""], ["two\nlines", "\""], ["plain 6\" nail", "z"],
      ])
  }

  @Test func whatFollowsAClosingQuoteIsKept() throws {
    #expect(cells(try read("a,b\n\"in\"out,1\n\"\"x,2\n").table) == [["inout", "1"], ["x", "2"]])
  }

  @Test func quotesCanBeOrdinaryCharacters() throws {
    var options = CSVOptions()
    options.quote = nil
    #expect(cells(try read("a,b\n\"u,v\"\n", options).table) == [["\"u", "v\""]])
  }

  @Test func aQuoteThatNeverClosesIsAnErrorWithItsLine() throws {
    let error = try #require(readingError(Array("a,b\n1,2\n3,\"open\n4,5\n".utf8)))
    #expect(error.code == .malformed)
    #expect(error.message.contains("line 3"))
  }

  @Test func raggedRowsAreRepairedAndCounted() throws {
    let result = try read("a,b,c\n5,6,7\n8\n\"l\nm\",2,3,4,9\n5,6\n")
    #expect(
      cells(result.table) == [
        ["5", "6", "7"], ["8", nil, nil], ["l\nm", "2", "3"], ["5", "6", nil],
      ])
    let short = try #require(result.notes.first { $0.kind == .shortRows })
    #expect(short.count == 2 && short.rows == [1, 3])
    #expect(short.message.contains("line 3, line 6"))
    let long = try #require(result.notes.first { $0.kind == .longRows })
    #expect(long.count == 1 && long.rows == [2] && long.message.contains("5"))
  }

  @Test func aFirstLineThatIsShorterThanMostRowsIsAnError() throws {
    let error = try #require(
      readingError(Array("569,2,benign\n1,2,3,4,5\n\n5,6,7,8,9\n1,2,3,4\n".utf8)))
    #expect(error.code == .malformed)
    #expect(error.message.contains("the first line has 3 cells"), "\(error)")
    #expect(error.message.contains("3 of 4 rows have more (line 2 has 5)"), "\(error)")
    // Half of the rows is not most of them.
    #expect(try read("a,b\n1,2\n1,2,3,4\n", headerPresent).table.rowCount == 2)
  }

  @Test func blankLinesAreSkippedUnlessThereIsOneColumn() throws {
    #expect(cells(try read("a,b\n\n5,6\n\r\n7,8\n\n").table) == [["5", "6"], ["7", "8"]])
    #expect(cells(try read("a\n5\n\n7\n\n").table) == [["5"], [nil], ["7"]])
  }

  @Test func namesAreMadeDistinct() throws {
    let result = try read("x,,x,x_2,x\n1,2,3,4,5\n", headerPresent)
    #expect(result.table.names == ["x", "column2", "x_3", "x_2", "x_4"])
    #expect(
      result.notes.map(\.kind) == [.emptyName, .duplicateName, .duplicateName])
  }

  private var headerPresent: CSVOptions {
    var options = CSVOptions()
    options.header = .present
    return options
  }

  @Test func findsWhetherThereIsAHeader() throws {
    #expect(try read("Ann,31\nBea,45\n").table.names == ["column1", "column2"])
    #expect(try read("Ann,31\nBea,45\n").notes.map(\.kind) == [.namesMade])
    #expect(try read("2017-01-02,x\n2017-01-03,y\n").dialect.hasHeader == false)
    #expect(try read("who,2019,2020,2021\nx,5,6,7\ny,8,3,4\n").dialect.hasHeader)
    #expect(try read("age,y\n31,no\n45,yes\n").dialect.hasHeader)
    #expect(try read("alpha,beta\ngamma,delta\n").dialect.hasHeader)
    var absent = CSVOptions()
    absent.header = .absent
    #expect(try read("alpha,beta\ngamma,delta\n", absent).table.rowCount == 2)
  }

  @Test func aMissingFirstNameIsFilledIn() throws {
    let result = try read("height,weight\nr1,5,6\nr2,7,8\n")
    #expect(result.table.names == ["column1", "height", "weight"])
    #expect(cells(result.table) == [["r1", "5", "6"], ["r2", "7", "8"]])
    #expect(result.notes.map(\.kind) == [.unnamedFirstColumn])
  }

  @Test func aSingleColumnIsNotCutAtCommas() throws {
    let result = try read("remark\nfine, thanks\nslow; dear, loud\nok\n")
    #expect(cells(result.table) == [["fine, thanks"], ["slow; dear, loud"], ["ok"]])
  }

  @Test func onlyAHeaderIsATableWithoutRows() throws {
    let table = try read("name,address\n").table
    #expect(table.names == ["name", "address"] && table.rowCount == 0)
  }

  @Test func zeroBytesAreKeptAndNoted() throws {
    let result = try read("a,b\nx\0y,1\nplain words go here,2\n")
    #expect(result.table["a"]?.string(0) == "x\0y")
    #expect(result.notes.map(\.kind) == [.zeroBytes])
  }

  @Test func valuesOfAMegabyteAreRead() throws {
    let long = String(repeating: "long \"\" text,\n", count: 80_000)
    let table = try read("a,b\n7,\"\(long)\"\n8,short\n").table
    #expect(table["b"]?.string(0)?.utf8.count == 80_000 * 13)
    #expect(table["b"]?.string(1) == "short")
  }

  @Test func tenThousandColumnsAreRead() throws {
    let names = (0..<10_000).map { "c\($0)" }.joined(separator: ",")
    let row = (0..<10_000).map { "\($0 % 7)" }.joined(separator: ",")
    let table = try read("\(names)\n\(row)\n\(row)\n").table
    #expect(table.columns.count == 10_000 && table.rowCount == 2)
    #expect(table["c9999"]?.number(1) == 3)
  }

  @Test(arguments: ["", "\n", "\r\n\n"])
  func noRowsIsAnError(text: String) {
    #expect(readingError(Array(text.utf8))?.code == .emptyFile)
  }

  @Test func foreignFilesAreRefused() throws {
    #expect(readingError(Array("PAR1....".utf8))?.message.contains("Parquet") == true)
    #expect(readingError([0x50, 0x4B, 3, 4, 20, 0])?.message.contains("Excel") == true)
    let noise = (0..<512).map { UInt8(truncatingIfNeeded: $0 &* 37) & 0x1F }
    #expect(readingError(noise)?.code == .notText)
    let bytes = (0..<4000).map { UInt8(truncatingIfNeeded: $0 &* $0 &* 31 &+ $0) }
    #expect(readingError(bytes)?.code == .notText)
  }

  @Test func unusableOptionsAreRefused() {
    var options = CSVOptions()
    options.delimiter = "→"
    #expect(readingError(Array("a\n1\n".utf8), options)?.code == .invalidOption)
    options.delimiter = "\""
    #expect(readingError(Array("a\n1\n".utf8), options)?.code == .invalidOption)
  }

  @Test func unreadablePathsAreOneSentenceEach() throws {
    try withTemporaryFolder { folder in
      let missing = #expect(throws: TabularError.self) { try CSVReader.read(path: folder + "/no") }
      #expect(missing?.code == .fileNotFound)
      let directory = #expect(throws: TabularError.self) { try CSVReader.read(path: folder) }
      #expect(directory?.code == .isDirectory)
      let beyond = #expect(throws: TabularError.self) {
        try CSVReader.read(path: "/dev/null")
      }
      #expect(beyond?.code == .emptyFile)
    }
  }
}
