import Testing

@testable import Tabular

@Suite struct CSVEncodingTests {
  private func read(_ bytes: [UInt8], _ encoding: CSVOptions.Encoding = .sniffed) throws
    -> CSVResult
  {
    var options = CSVOptions()
    options.encoding = encoding
    return try CSVReader.read(bytes: bytes, name: "test.csv", options: options)
  }

  @Test func theMarkOfUTF8IsNoPartOfTheFirstName() throws {
    let result = try read([0xEF, 0xBB, 0xBF] + Array("näme,b\nü,2\n".utf8))
    #expect(result.table.names == ["näme", "b"])
    #expect(result.table["näme"]?.string(0) == "ü")
    #expect(result.notes.isEmpty)
  }

  @Test func whatIsNoUTF8IsWindows1252() throws {
    let result = try read(Array("town,price\nK".utf8) + [0xF6] + Array("ln,".utf8) + [0x80, 0x0A])
    #expect(result.dialect.encoding == .windows1252)
    #expect(cells(result.table) == [["Köln", "€"]])
    #expect(result.notes.map(\.kind) == [.encoding])
    #expect(result.notes[0].message.contains("line 2"))
  }

  @Test func oneDamagedByteAmongSoundCharactersIsReplaced() throws {
    let text = "a,b\näöüß,éèê\nx,"
    let result = try read(Array(text.utf8) + [0xFF] + Array("y\n".utf8))
    #expect(result.dialect.encoding == .utf8)
    #expect(cells(result.table) == [["äöüß", "éèê"], ["x", "\u{FFFD}y"]])
    #expect(result.notes.map(\.kind) == [.encoding])
  }

  @Test(arguments: [true, false], [true, false])
  func utf16IsTranscoded(isBigEndian: Bool, hasMark: Bool) throws {
    var bytes: [UInt8] = []
    for unit in ((hasMark ? "\u{FEFF}" : "") + "key,word\n12,naïve 🙂\n13,plain\n").utf16 {
      let low = UInt8(unit & 0xFF)
      let high = UInt8(unit >> 8)
      bytes += isBigEndian ? [high, low] : [low, high]
    }
    let result = try read(bytes)
    #expect(result.dialect.encoding == .utf16)
    #expect(result.table.names == ["key", "word"])
    #expect(cells(result.table) == [["12", "naïve 🙂"], ["13", "plain"]])
  }

  @Test func anEncodingCanBeDemanded() throws {
    let bytes = Array("a,b\né,1\n".utf8)
    #expect(try read(bytes, .windows1252).table["a"]?.string(0) == "Ã©")
    let damaged = Array("a,b\n".utf8) + [0xE9] + Array(",1\n".utf8)
    #expect(try read(damaged, .utf8).table["a"]?.string(0) == "\u{FFFD}")
  }

  @Test func invalidSequencesAreFoundAtTheirOffset() {
    func check(_ bytes: [UInt8]) -> TextCheck.UTF8Check {
      bytes.withUnsafeBufferPointer { TextCheck.checkUTF8($0, threads: 2) }
    }
    let ascii = [UInt8](repeating: 0x61, count: 100)
    #expect(check(ascii).firstInvalid == nil)
    for bad: [UInt8] in [[0x80], [0xC0, 0xAF], [0xED, 0xA0, 0x80], [0xF5, 0x80, 0x80, 0x80]] {
      #expect(check(ascii + bad + ascii).firstInvalid == 100)
    }
    #expect(check(ascii + [0xE2, 0x82]).firstInvalid == 100)
    let long = Array(String(repeating: "añb€🙂", count: 300_000).utf8)
    #expect(
      check(long)
        == TextCheck.UTF8Check(firstInvalid: nil, invalidCount: 0, validMultibyteCount: 900_000))
  }
}
