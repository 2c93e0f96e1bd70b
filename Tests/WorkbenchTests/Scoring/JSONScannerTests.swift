import Foundation
import Tabular
import Testing

@testable import Workbench

@Suite struct JSONScannerTests {
  private func value(_ text: String) throws -> JSONValue {
    try JSONScanner.value(of: Array(text.utf8))
  }

  @Test func everyFormIsRead() throws {
    #expect(
      try value(#" {"a": [1, -2.5e3, 0, 1E-2], "b": null, "c": {"d": true, "e": false}} "#)
        == .object([
          .init(name: "a", value: .array([.number(1), .number(-2500), .number(0), .number(0.01)])),
          .init(name: "b", value: .null),
          .init(
            name: "c",
            value: .object([
              .init(name: "d", value: .bool(true)), .init(name: "e", value: .bool(false)),
            ])),
        ]))
    #expect(
      try value(#""a\"\\\/\b\f\n\r\tä\u00e4\ud83d\ude00""#) == .text("a\"\\/\u{8}\u{C}\n\r\tää😀"))
    #expect(try value("123456789012345678901234567890") == .number(1.2345678901234568e29))
    #expect(try value("-0") == .number(0))
    #expect(try value("[]") == .array([]) && value("{}") == .object([]))
  }

  @Test(arguments: [
    "", " ", "{", "[1,]", "{\"a\":1,}", "{a:1}", "01", "1.", ".5", "+1", "-", "1e", "nul", "truee",
    "\"", "\"\\x\"", "\"\\u12\"", "\"\\ud800\"", "\"\\ud800\\u0041\"", "\"\\udc00\"", "\"a\nb\"",
    "1 2", "{\"a\":1 \"b\":2}", "{\"a\" 1}", "{\"a\":1,\"a\":2}", "1e400", "NaN", "[1", "\u{FEFF}1",
  ])
  func whatIsNoJSONIsSaid(text: String) {
    #expect { try value(text) } throws: { error in
      guard let error = error as? WorkbenchError else { return false }
      return error.code == .badInput && error.message.hasPrefix("The JSON is wrong at byte ")
    }
  }

  @Test func bytesThatAreNoTextAreSaid() {
    #expect(throws: WorkbenchError.self) { try JSONScanner.value(of: [0x22, 0xFF, 0x22]) }
    #expect(throws: WorkbenchError.self) {
      try JSONScanner.value(of: [0x22, 0x5C, 0x6E, 0xC3, 0x22])
    }
  }

  @Test func nothingNestsTooDeep() throws {
    let deep = { String(repeating: "[", count: $0) + String(repeating: "]", count: $0) }
    #expect(throws: Never.self) { try value(deep(64)) }
    #expect(throws: WorkbenchError.self) { try value(deep(65)) }
    #expect(throws: WorkbenchError.self) {
      try value(String(repeating: "[{\"a\":", count: 100_000))
    }
  }

  /// Damaged text never crashes, and what passes is what Foundation takes too.
  @Test func damagedTextIsReadAsFoundationReadsIt() throws {
    var generator = SeededGenerator(seed: 5)
    let whole = Array(
      #"{"customers": [{"age": 35.5, "job": "st\u00e4dt\n", "x": null}], "n": [1e2, true]}"#.utf8)
    for _ in 0..<5_000 {
      var bytes = whole
      for _ in 0..<Int.random(in: 1...3, using: &generator) {
        let place = Int.random(in: 0..<bytes.count, using: &generator)
        switch Int.random(in: 0..<3, using: &generator) {
        case 0: bytes[place] = UInt8.random(in: 0...255, using: &generator)
        case 1: bytes.remove(at: place)
        default: bytes.insert(bytes[Int.random(in: 0..<bytes.count, using: &generator)], at: place)
        }
      }
      guard (try? JSONScanner.value(of: bytes)) != nil else { continue }
      #expect(throws: Never.self, "\(String(decoding: bytes, as: UTF8.self))") {
        try JSONSerialization.jsonObject(with: Data(bytes), options: .fragmentsAllowed)
      }
    }
  }
}
