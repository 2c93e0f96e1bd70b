@testable import Dashboard
import Testing

/// Marks on a line that want the same cell stand side by side.
@Suite struct SliderMarksTests {
  @Test func marksApartStandWhereTheyBelong() {
    #expect(SliderMarks.cells(of: [0, 0.5, 1], count: 101) == [0, 50, 100])
    #expect(SliderMarks.cells(of: [], count: 10) == [])
  }

  @Test func noMarkHidesAnotherAndTheOrderIsThatOfTheShares() {
    let shares = [0.21, 0.206, 0.259, 0.171, 0.2061, 0.2059, 0.98]
    for count in [20, 33, 42, 80, 200] {
      let cells = SliderMarks.cells(of: shares, count: count)
      #expect(Set(cells).count == shares.count)
      let order = shares.indices.sorted { shares[$0] < shares[$1] }
      #expect(order.map { cells[$0] } == cells.sorted())
      #expect(cells.allSatisfy { (0..<count).contains($0) })
      // Nobody stands further off than the marks beside need.
      for (share, cell) in zip(shares, cells) {
        #expect(abs(Double(cell) - share * Double(count - 1)) < 4)
      }
    }
  }

  @Test func theEndsHold() {
    #expect(SliderMarks.cells(of: [1, 1, 1], count: 9) == [6, 7, 8])
    #expect(SliderMarks.cells(of: [0, 0, 0], count: 9) == [0, 1, 2])
    #expect(SliderMarks.cells(of: [0.5, 0.5, 0.5], count: 2).allSatisfy { (0..<2).contains($0) })
  }
}
