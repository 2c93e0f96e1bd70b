import Dashboard
import Foundation
import Testing

/// What the README shows of the program is what the program shows.
///
/// With `OFFERSCOPE_RECORD=1` its blocks are written anew.
@Suite struct ReadmeTests {
  private static let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().appendingPathComponent("README.md")
  private static let isRecording =
    ProcessInfo.processInfo.environment["OFFERSCOPE_RECORD"] == "1"

  /// The text between two marks, without the marks.
  private func block(_ name: String) throws -> (
    text: String, range: Range<String.Index>, all: String
  ) {
    let all = try String(contentsOf: ReadmeTests.file, encoding: .utf8)
    let start = try #require(all.range(of: "<!-- \(name)"), "README.md has no block \(name)")
    let open = try #require(all.range(of: "-->\n", range: start.upperBound..<all.endIndex))
    let end = try #require(
      all.range(of: "<!-- end -->", range: open.upperBound..<all.endIndex))
    return (String(all[open.upperBound..<end.lowerBound]), open.upperBound..<end.lowerBound, all)
  }

  private func check(_ name: String, against text: String) throws {
    let found = try block(name)
    if ReadmeTests.isRecording {
      var all = found.all
      all.replaceSubrange(found.range, with: text)
      return try all.write(to: ReadmeTests.file, atomically: true, encoding: .utf8)
    }
    #expect(
      found.text == text,
      "The block \(name) of README.md is out of date; OFFERSCOPE_RECORD=1 writes it anew.")
  }

  @Test func theKeysAreThoseOfTheProgram() throws {
    try check("keys", against: KeyList.markdown + "\n")
  }

  @Test func theScreenIsThatOfTheProgram() throws {
    let all = try String(contentsOf: ReadmeTests.file, encoding: .utf8)
    let mark = try #require(all.firstMatch(of: /<!-- screen: offerscope (screenshot [^>]*) -->/))
    var words = mark.output.1.split(separator: " ").map(String.init)
    // The example may have blanks in its list of keys.
    if let keys = words.firstIndex(of: "--keys") {
      let end = try #require(words[(keys + 1)...].firstIndex { $0.hasSuffix("\"") })
      let list = words[(keys + 1)...end].joined(separator: " ")
      words.replaceSubrange((keys + 1)...end, with: [list.replacing("\"", with: "")])
    }
    let root = ReadmeTests.file.deletingLastPathComponent().path
    let program = try Program(
      words.map { $0.hasPrefix("sample_data/") ? "\(root)/\($0)" : $0 } + ["--quiet"])
    #expect(program.exitCode == 0, "\(program.errors)")
    try check("screen:", against: "```\n\(program.output)```\n")
  }
}
