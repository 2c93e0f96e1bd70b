import Dashboard
import Foundation
import TerminalKit
import Testing

/// News that is longer than the status line, and how it is read on.
@Suite struct NewsTests {
  private static let long =
    "The file customers.csv has in row 17 the value “seventeen” in the column age, which holds "
    + "numbers in all other rows; correct the cell, or exclude the column with x, the last words."

  private static func text(of state: State, _ size: Size) -> String {
    Screen.frame(of: state, size: size, medium: Medium(glyphs: .unicode, hasColor: true)).text
  }

  private static func state(_ size: Size) -> State {
    var state = State(size: size)
    _ = reduce(&state, .happened(.reported(Status(.failure, long))))
    return state
  }

  @Test(arguments: [Size(width: 120, height: 40), Size(width: 80, height: 24)])
  func longNewsIsShownToItsLastWord(size: Size) {
    #expect(Self.text(of: Self.state(size), size).contains("the last words."))
  }

  @Test func whatIsCutPointsToTheMessages() {
    let size = Size(width: 60, height: 18)
    var state = Self.state(size)
    _ = reduce(&state, .happened(.reported(Status(.failure, Self.long + Self.long))))
    #expect(Self.text(of: state, size).contains("! reads on"))
    _ = reduce(&state, .openNews)
    #expect(state.status == nil)
    let text = Self.text(of: state, size)
    #expect(text.contains("Messages") && text.contains("the last words."))
  }

  @Test func whatWasRepairedIsShownAndWhatWasAssumedIsKept() throws {
    let path = NSTemporaryDirectory() + "news-\(UUID().uuidString).csv"
    let rows = (0..<300).map { "\($0 == 76 ? "inf" : "\($0 % 17)"),\($0 % 3 == 0 ? 1 : 0)" }
    try ("a,y\n" + rows.joined(separator: "\n")).write(
      toFile: path, atomically: true, encoding: .utf8)
    defer { try? FileManager.default.removeItem(atPath: path) }
    let dashboard = HeadlessDashboard(options: SmallDashboard.options(path: path))
    dashboard.waitUntilIdle()
    #expect(dashboard.state.status?.text.contains("infinite number") == true)
    #expect(dashboard.state.status?.text.contains("data row 77") == true)
    dashboard.press("!")
    #expect(dashboard.text.contains("y is named like an outcome"))
    dashboard.press("q")
    #expect(dashboard.state.overlay == nil)
  }

  @Test func messagesComeNewestFirstAndScroll() {
    let size = Size(width: 80, height: 24)
    var state = Self.state(size)
    for number in 1...40 {
      _ = reduce(&state, .happened(.reported(Status(.information, "Message \(number)."))))
    }
    _ = reduce(&state, .openNews)
    #expect(Self.text(of: state, size).contains("Message 40."))
    #expect(!Self.text(of: state, size).contains("Message 1."))
    _ = reduce(&state, .move(.last))
    #expect(Self.text(of: state, size).contains("the last words."))
    _ = reduce(&state, .back)
    #expect(state.overlay == nil)
  }

  @Test(arguments: [
    Size(width: 10, height: 3), Size(width: 12, height: 2), Size(width: 8, height: 1),
  ])
  func theTooSmallPageStillSaysHowToLeave(size: Size) {
    #expect(Self.text(of: State(size: size), size).contains("q quits"))
  }
}
