import Testing

@testable import Dashboard

@Suite struct LevelOrderTests {
  private func ordered(_ levels: [String]) -> [String]? {
    LevelOrder.natural(levels)?.map { levels[$0] }
  }

  @Test func monthsAndWeekdaysInTheOrderOfTheCalendar() {
    #expect(ordered(["apr", "dec", "jan", "may", "mar"]) == ["jan", "mar", "apr", "may", "dec"])
    #expect(ordered(["August", "May", "Sept", "Feb."]) == ["Feb.", "May", "August", "Sept"])
    #expect(ordered(["fri", "mon", "sun", "thu"]) == ["mon", "thu", "fri", "sun"])
  }

  @Test func gradesWithTheUnknownLast() {
    #expect(
      ordered(["secondary", "unknown", "primary", "tertiary"])
        == ["primary", "secondary", "tertiary", "unknown"])
    #expect(ordered(["high", "low", "medium"]) == ["low", "medium", "high"])
  }

  @Test func rangesByTheirNumbers() {
    #expect(ordered(["11-15", "1-5", "6-10", "16+"]) == ["1-5", "6-10", "11-15", "16+"])
    #expect(ordered(["18-25", "<18", ">65", "26-65"]) == ["<18", "18-25", "26-65", ">65"])
    #expect(ordered(["over 65", "under 18", "65"]) == ["under 18", "65", "over 65"])
    #expect(ordered(["10", "9", "2"]) == ["2", "9", "10"])
  }

  @Test func otherWordsHaveNoOrder() {
    #expect(ordered(["mail", "phone", "shop"]) == nil)
    #expect(ordered(["jan", "phone"]) == nil)
    #expect(ordered(["unknown"]) == nil)
    #expect(ordered([]) == nil)
  }
}
