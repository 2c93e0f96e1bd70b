import Testing

@testable import Evaluation

@Suite struct ThresholdRuleTextTests {
  @Test(arguments: [
    ("f1", ThresholdRule.bestF1), ("precision:0.8", .precision(atLeast: 0.8)),
    ("recall: 0.7", .recall(atLeast: 0.7)), ("top:0.1", .topShare(0.1)),
    ("profit:cost=1,margin=20", .bestProfit(margin: 20, cost: 1)),
    ("profit:margin=20", .bestProfit(margin: 20, cost: 0)),
    ("profit:cost=1, margin=20, capacity=50", .bestProfit(margin: 20, cost: 1, capacity: 0.05)),
    ("profit:cost=1,margin=20,capacity=0.2", .bestProfit(margin: 20, cost: 1, capacity: 0.2)),
    ("profit:cost=1,margin=20,capacity=5000", .bestProfit(margin: 20, cost: 1, capacity: 1)),
  ])
  func rulesAreReadAndWritten(text: String, rule: ThresholdRule) throws {
    let read = try ThresholdRule(parsing: text, customers: 1000)
    #expect(read == rule)
    let again = try ThresholdRule(parsing: read.text, customers: 7)
    // All customers are no limit.
    #expect(again == rule || rule == .bestProfit(margin: 20, cost: 1, capacity: 1))
  }

  @Test(arguments: [
    ("", "not known"), ("best", "not known"), ("f1:3", "not known"), ("precision", "at most 1"),
    ("precision:1.5", "at most 1"), ("recall:0", "at most 1"), ("top:nan", "at most 1"),
    ("profit", "margin above 0"), ("profit:cost=1", "margin above 0"),
    ("profit:cost=1,margin=0", "margin above 0"), ("profit:cost=-1,margin=5", "negative cost"),
    ("profit:margin=5,capacity=0", "at least one customer"),
    ("profit:margin=5,capacity=2.5", "no whole number"),
    ("profit:margin=5,margin=6", "twice"), ("profit:margin", "name=number"),
    ("profit:margin=inf", "name=number"), ("profit:margin=5,price=2", "a price"),
  ])
  func wrongOnesAreOneSentence(text: String, words: String) {
    let error = #expect(throws: EvaluationError.self) {
      try ThresholdRule(parsing: text, customers: 100)
    }
    #expect(error?.code == .invalidRule)
    #expect(error?.message.contains(words) == true, "\(error?.message ?? "")")
  }

  @Test func capacitiesInWordsAreThoseThatWereAskedFor() throws {
    let rule = try ThresholdRule(parsing: "profit:cost=1,margin=5,capacity=500", customers: 45_211)
    #expect(rule.words(customers: 45_211).hasSuffix("at most 500 of 45,211 customers"))
    #expect("\(rule)".hasSuffix("at most 1.11% of the rows"))
    let share = ThresholdRule.bestProfit(margin: 5, cost: 1, capacity: 0.1)
    #expect(share.words(customers: 900).hasSuffix("at most 0.1 of the rows (90 of 900 customers)"))
    #expect(share.mostContacts(of: 30) == 3 && ThresholdRule.bestF1.mostContacts(of: 30) == nil)
  }

  @Test func segmentSharesAreReadAndRefused() throws {
    let shares = try SegmentShares(parsing: "high=0.05, medium=0.15")
    #expect(shares == SegmentShares(high: 0.05, medium: 0.15))
    #expect(try SegmentShares(parsing: shares.description) == shares)
    #expect(try SegmentShares(parsing: "high=0.2") == SegmentShares(high: 0.2))
    for text in ["", "high", "high=0", "high=0.8,medium=0.3", "low=0.2", "high=-1", "high=x"] {
      #expect(throws: EvaluationError.self, "\(text)") { try SegmentShares(parsing: text) }
    }
  }
}
