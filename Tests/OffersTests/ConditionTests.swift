import Foundation
import Offers
import Testing

@Suite struct ConditionTests {
  @Test(arguments: [
    ("age >= 25", "age 22 is under 25"),
    ("age > 22", "age 22 is not over 22"),
    ("age < 22", "age 22 is not under 22"),
    ("age <= 18", "age 22 is over 18"),
    ("balance between 20 and 5000", "balance 10.5 is under 20"),
    ("balance between -5 and 5", "balance 10.5 is over 5"),
    ("loc_uk = 0", "loc_uk 1 is not 0"),
    ("loan != no", "loan no is excluded"),
    ("job in (retired, 'blue collar')", "job student is none of retired, blue collar"),
    ("job not in (student, retired)", "job student is excluded"),
    ("job > 3", "job student is no number"),
    ("shoe >= 40", "shoe is not known"),
  ])
  func saysWhyAProfileFails(text: String, reason: String) throws {
    #expect(try Condition(text).reasonAgainst(student) == reason)
    #expect(try !Condition(text).allows(student))
  }

  @Test(arguments: [
    "age >= 22", "age <= 22", "age = 22.0", "age == 22", "age <> 23", "balance between 10.5 and 11",
    "job in (student)", "job not in (retired)", "loan = no", "loc_uk = 1", "job = 'student'",
  ])
  func allowsWhatHolds(text: String) throws {
    #expect(try Condition(text).allows(student))
  }

  @Test(arguments: ["age >= 0", "age != 3", "job not in (student)", "loan = no", "job in (x)"])
  func missingValuesFailEveryCondition(text: String) throws {
    let unknown = CustomerProfile(table: customers, row: 3)
    let condition = try Condition(text)
    #expect(condition.reasonAgainst(unknown) == "\(condition.column) is missing")
  }

  @Test func readsListsWithEitherSeparator() throws {
    let conditions = try Condition.list(
      "age between 18 and 30 and job in (student, retired); loan = no;")
    #expect(conditions.map(\.column) == ["age", "job", "loan"])
    #expect(conditions[0].test == .between(18, 30))
    #expect(conditions[1].test == .oneOf(["student", "retired"]))
    #expect(try Condition.list("  ") == [])
  }

  @Test func wordsSideBySideNeedNoQuotes() throws {
    #expect(try Condition("pay = Electronic check").test == .oneOf(["Electronic check"]))
    #expect(try Condition("'two words' = \"say \"\"hi\"\"\"").column == "two words")
    #expect(try Condition("p = \"say \"\"hi\"\"\"").test == .oneOf(["say \"hi\""]))
  }

  @Test(arguments: [
    "age >= 25", "balance between -3.5 and 10", "job in ('in', b)", "x != 'a; b'", "y = ''",
    "z not in (\"it's\", q)",
  ])
  func writingAndReadingAgree(text: String) throws {
    let condition = try Condition(text)
    #expect(try Condition(condition.description) == condition)
    let data = try JSONEncoder().encode([condition])
    #expect(try JSONDecoder().decode([Condition].self, from: data) == [condition])
  }

  @Test(arguments: [
    ("age >> 25", "expected"), ("age", "a comparison after \"age\""),
    ("age >=", "a number after \">=\""), (">= 3", "the name of a column before \">=\""),
    ("job in student", "\"(\" after \"in\""), ("job in (a", "\")\" after the list"),
    ("age between 5 and 2", "smaller bound"), ("age between 5", "\"and\" after"),
    ("age >= 2 loan = 3", "\";\" or \"and\" before \"loan\""), ("job = 'a", "never closed"),
    ("job not student", "\"in\" after \"not\""), ("age >= nan", "a number after"),
    ("age >= 2 and", "a condition after \"and\""), ("job in ()", "a value in the list"),
  ])
  func namesWhatIsWrong(text: String, words: String) {
    let error = offerError { _ = try Condition.list(text) }
    #expect(error?.code == .condition)
    #expect(error?.message.contains(words) == true, "\(error?.message ?? "no error")")
    #expect(error?.message.contains(text) == true)
  }

  @Test func numbersInReasonsAreTheShortestThatReadBack() throws {
    let value = ProfileValue.number(Double(Float(95.39)))
    #expect("\(value)" == "95.39")
    let reason = try Condition("MonthlyCharges <= 60.1").reasonAgainst(
      CustomerProfile([("MonthlyCharges", value)]))
    #expect(reason == "MonthlyCharges 95.39 is over 60.1")
    // A number that needs 64 bits keeps all its digits.
    #expect("\(ProfileValue.number(0.1))" == "0.1")
    #expect("\(ProfileValue.number(1.0 / 3))" == "\(1.0 / 3)")
    #expect(Float("\(ProfileValue.number(Double(Float(1.0 / 3))))") == Float(1.0 / 3))
  }
}
