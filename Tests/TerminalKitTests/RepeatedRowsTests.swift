import Testing

@testable import TerminalKit

@Suite struct RepeatedRowsTests {
  private func frame(_ lines: [String]) -> Frame {
    var frame = Frame(size: Size(width: 8, height: lines.count))
    for (row, line) in lines.enumerated() { frame.write(line, column: 0, row: row) }
    return frame
  }

  @Test func rowsThatMovedAreSeen() {
    let before = frame(["one", "two", "three", "four"])
    let scrolled = frame(["two", "three", "four", "five"])
    let edited = frame(["ONE", "two", "THREE", "four"])
    #expect(scrolled.repeatsRows(of: before, among: [0, 1, 2, 3]))
    #expect(!edited.repeatsRows(of: before, among: [0, 2]))
    #expect(!edited.repeatsRows(of: before, among: []))
  }
}
