import Dashboard
import Testing

@Suite struct ChangeHistoryTests {
  @Test func stepsGoBackAndForth() {
    var history = ChangeHistory<Int>()
    history.record(1, title: "one to two")
    history.record(2, title: "two to three")
    #expect(history.next(.undo)?.value == 2)
    history.step(.undo, from: 3)
    #expect(history.next(.undo)?.value == 1)
    #expect(history.next(.redo)?.value == 3)
    #expect(history.next(.redo)?.title == "two to three")
    history.step(.redo, from: 2)
    #expect(history.next(.redo) == nil)
    #expect(history.next(.undo)?.value == 2)
  }

  @Test func aNewChangeForgetsWhatWasTakenBack() {
    var history = ChangeHistory<Int>()
    history.record(1, title: "")
    history.step(.undo, from: 2)
    history.record(1, title: "")
    #expect(history.next(.redo) == nil)
  }

  @Test func theOldestChangesAreForgotten() {
    var history = ChangeHistory<Int>(limit: 3)
    for value in 0..<10 { history.record(value, title: "") }
    var now = 10
    while let change = history.next(.undo) {
      history.step(.undo, from: now)
      now = change.value
    }
    #expect(now == 7)
  }
}
