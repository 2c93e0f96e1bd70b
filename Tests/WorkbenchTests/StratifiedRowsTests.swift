import Testing

@testable import Workbench

@Suite struct StratifiedRowsTests {
  @Test func sharesOfTheClassesStay() {
    let labels = (0..<10_000).map { UInt8($0 % 20 == 0 ? 1 : 0) }
    let rows = Explainer.stratified(labels, 1_000)
    #expect(rows.count == 1_000 && rows == rows.sorted() && Set(rows).count == 1_000)
    #expect(rows.count { labels[$0] == 1 } == 50)
  }

  @Test func rareClassesKeepARow() {
    var labels = [UInt8](repeating: 0, count: 50_000)
    labels[31_234] = 1
    #expect(Explainer.stratified(labels, 100).contains(31_234))
    #expect(Explainer.stratified(labels.map { 1 - $0 }, 100).contains(31_234))
  }

  @Test func fewRowsAreAllTaken() {
    #expect(Explainer.stratified([1, 0, 1], 3) == [0, 1, 2])
    #expect(Explainer.stratified([], 3) == [])
    #expect(Explainer.stratified([0, 0, 0, 0], 2).count == 2)
  }
}
