import Tabular
import Testing

@Suite struct ColumnOrderTests {
  @Test func numbersAreOrderedWithMissingLast() {
    let column = Column(name: "x", values: .double([3, .nan, -1, 0, -0.0, 1e300, -.infinity]))
    #expect(column.order() == [6, 2, 3, 4, 0, 5, 1])
    #expect(column.order(isAscending: false) == [5, 0, 3, 4, 2, 6, 1])
    #expect(column.order(of: [5, 1, 0]) == [0, 5, 1])
  }

  @Test func everyKindHasItsOrder() {
    let flag = Column(name: "f", values: .flag([1, 0, 255, 1], labels: .digits))
    #expect(flag.order() == [1, 0, 3, 2])
    let category = Column(
      name: "c", values: .category(codes: [1, -1, 0, 1], levels: ["a", "b"]))
    #expect(category.order(isAscending: false) == [0, 3, 2, 1])
    let date = Column(name: "d", values: .date([5, Column.missingDate, -5, 0]))
    #expect(date.order() == [2, 3, 0, 1])
    let float = Column(name: "n", values: .float([0.5, -2, .nan, 7]))
    #expect(float.order() == [1, 0, 3, 2])
  }

  @Test func textsThatBeginAlikeAreOrderedByTheirEnds() {
    let texts: [String?] = [
      "customer-20", "customer-1", nil, "b", "customer-1", "customer-199", "", "customer",
    ]
    let column = Column(name: "t", values: .text(TextValues(texts)))
    #expect(column.order() == [6, 3, 7, 1, 4, 5, 0, 2])
    #expect(column.order(isAscending: false) == [0, 5, 1, 4, 7, 3, 6, 2])
  }

  @Test func manyRowsComeOutAsSortedElsewhere() {
    var bits: UInt64 = 5
    let numbers = (0..<3_000).map { _ -> Double in
      bits = bits &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Double(Int64(bitPattern: bits) >> 40) / 7
    }
    let order = Column(name: "x", values: .double(numbers)).order()
    #expect(order == numbers.indices.sorted { (numbers[$0], $0) < (numbers[$1], $1) })
  }

  @Test func valuesAreCountedWithTheirLabels() {
    let column = Column(
      name: "c", values: .category(codes: [1, -1, 0, 1, 1], levels: ["a", "b", "never"]))
    let found = ValueFrequencies(column, labels: [1, 0, 0, 255, 1])
    #expect(found.entries.map(\.value) == ["a", "b", nil])
    #expect(found.entries.map(\.count) == [1, 3, 1])
    #expect(found.entries.map(\.labelledCount) == [1, 2, 1])
    #expect(found.entries.map(\.positiveCount) == [0, 2, 0])
    let most = ValueFrequencies(column, labels: [1, 0, 0, 255, 1], most: 1)
    #expect(most.entries.map(\.value) == ["b"] && most.omittedCount == 2)
  }
}
