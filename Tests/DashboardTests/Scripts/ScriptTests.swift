import Dashboard
import Foundation
import Modelling
import TerminalKit
import Testing
import Workbench

/// Scripts as text, and the sentences that refuse what is none.
@Suite struct ScriptTests {
  @Test func everyStepReadsBackTheSame() throws {
    let text = #"""
      run 'my data.csv' --seed 7
      size 80x24
      theme light
      characters ascii
      press down ctrl-r G 3
      type age >= 60 
      paste two\nlines \\ and a tab\t
      click 12,5
      drag 12,5 20,5 30,6
      wheel up 1,1
      wheel down 4,4 3
      resize 60x18
      do Train: cancel all
      await opened
      await trained forest 0.25 0.5 1.0
      wait
      snapshot after-60
      expect ROC-AUC
      absent cancelled

      """#
    let script = try Script(parsing: text)
    #expect(script.text == text)
    #expect(script.arguments == ["my data.csv", "--seed", "7"])
    #expect(script.steps[1] == .type("age >= 60 "))
    #expect(script.steps[2] == .paste("two\nlines \\ and a tab\t"))
    #expect(
      script.steps[10]
        == .until("trained forest", FitTimes(train: 0.25, predict: 0.5, total: 1)))
  }

  @Test func emptyLinesAndRemarksSayNothing() throws {
    let script = try Script(parsing: "# a session\r\n\r\nsize 80x24\r\n# go\r\npress q\r\n")
    #expect(script.size == Size(width: 80, height: 24))
    #expect(script.steps == [.press(["q"])])
  }

  @Test(arguments: [
    "pres 3", "press", "press ctrl-", "press nokey", "type", "click 3", "click a,b",
    "click 9999999,1", "drag 1,1", "wheel 3,3", "wheel down 3,3 100000", "resize 0x0",
    "resize 80x99999", "await tea", "await trained forest 0.1", "wait 5", "snapshot ../../x",
    "snapshot", "expect", "do", #"paste a\q"#, "press 3\u{1B}[2J", "size 80", "theme pink",
    "characters latin", "run 'open",
  ])
  func aBadLineIsOneSentenceWithItsNumber(line: String) {
    do {
      _ = try Script(parsing: "# first\n" + line, name: "demo.txt")
      Issue.record("“\(line)” was taken.")
    } catch {
      #expect(error.message.hasPrefix("demo.txt, line 2: "), "\(error.message)")
      #expect(error.message.hasSuffix("."), "\(error.message)")
      #expect(!error.message.contains("\u{1B}"))
    }
  }

  @Test func headersStandBeforeSteps() throws {
    #expect(throws: ScriptError.self) { try Script(parsing: "press q\nsize 80x24") }
  }

  @Test func aFileThatIsNoScriptIsRefused() {
    #expect(throws: ScriptError.self) { try Script(path: "/nowhere/at/all") }
    #expect(throws: ScriptError.self) {
      try Script(parsing: String(repeating: "press q\n", count: 600_000))
    }
  }

  @Test func aStepThatDoesNotHoldNamesItsLine() throws {
    let dashboard = HeadlessDashboard(options: SmallDashboard.options(path: nil))
    do {
      try dashboard.run("expect OfferScope\n\nabsent OfferScope")
      Issue.record("Nothing was said.")
    } catch {
      #expect(error.code == .notMet)
      #expect(error.message.contains("line 3"))
    }
    #expect(throws: ScriptError.self) { try dashboard.run("do Data: fly") }
  }

  @Test func shellWordsReadBackTheSame() {
    let words = ["a b", "it's", "", "--x=1", "a\"b", "tab\there", "back\\slash", "é"]
    #expect(ShellWord.words(of: ShellWord.line(words)) == words)
    #expect(
      ShellWord.words(of: #"one "two three" four\ five"#) == ["one", "two three", "four five"])
    #expect(ShellWord.words(of: "'open") == nil)
  }
}
