import TerminalKit
import Testing

@Suite struct ShortTextTests {
  @Test func namesThatDifferAtTheEndStayApart() {
    let long = SafeText.keepingEnds(of: "Administrative_Duration", width: 12)
    #expect(long == "Admini…ation")
    #expect(SafeText.keepingEnds(of: "Administrative", width: 12) == "Admini…ative")
    #expect(SafeText.width(of: SafeText.keepingEnds(of: "東京都の人口の推移", width: 8)) <= 8)
    #expect(SafeText.keepingEnds(of: "age", width: 3) == "age")
    #expect(SafeText.keepingEnds(of: "ageing", width: 1) == "…")
  }

  @Test(arguments: [
    ("598.8738095", "598.874"), ("0.003111111", "0.00311111"), ("0.02515151515", "0.0251515"),
    ("-11.123456", "-11.1235"), ("98.42", "98.42"), ("212", "212"), ("blue-collar", "blue-collar"),
    ("1.50000001", "1.5"), ("2.00000004", "2"), ("1e-7", "1e-7"), ("1234567.89", "1234567.89"),
    ("3.14 km", "3.14 km"), ("nan", "nan"),
  ])
  func numbersHaveSixDigits(text: String, shown: String) {
    #expect(NumberText.plain(text) == shown)
  }
}
