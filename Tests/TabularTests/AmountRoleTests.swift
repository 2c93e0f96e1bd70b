import Testing

@testable import Tabular

/// The column that says how much money the outcome brought.
@Suite struct AmountRoleTests {
  private func dataset(_ text: String, amount: String, derived: [String] = []) throws -> Dataset {
    let table = try read(text, .init()).table
    let recipes = try Recipes(derived.map { try Recipe(parsing: $0) }, for: table)
    return try Dataset(
      name: "test", table: recipes.applied(to: table), roles: Roles(target: "y", amount: amount),
      recipes: recipes)
  }

  private func failure(_ cells: [String], amount: String = "m") -> TabularError? {
    let rows = cells.enumerated().map { "\($0.offset),\($0.offset % 2),\($0.element)\n" }
    return #expect(throws: TabularError.self) {
      try dataset("x,y,m\n" + rows.joined(), amount: amount)
    }
  }

  @Test func itIsMoneyAndNoFeature() throws {
    let data = try dataset("x,y,m\n1,0,7.5\n2,1,12.25\n3,1,\n4,0,\n5,,3\n", amount: "m")
    #expect(data.features == ["x"])
    let money = try #require(data.money)
    #expect(money[0] == 0, "nothing happened, so nothing came")
    #expect(money[1] == 12.25 && money[2].isNaN && money[3] == 0)
    #expect(try dataset("x,y,m\n1,0,0\n2,1,1\n3,1,0\n", amount: "m").money == [0, 1, 0])
  }

  @Test func whatIsNoAmountIsRefusedInOneSentence() {
    let words = failure(["12 €", "n/a yet", "cheap", "dear"])
    #expect(words?.code == .unusableAmount && words?.message.contains("is text") == true)
    #expect(failure(["2020-01-02", "2020-01-03"])?.message.contains("dates") == true)
    #expect(failure(["yes", "no", "yes", "no"])?.message.contains("yes and no") == true)
    #expect(failure(["", "", "", ""])?.message.contains("no value in any row") == true)
    #expect(failure(["5", "", "6", ""])?.message.contains("in any positive row") == true)
    #expect(failure(["1", "2", "3", "4"], amount: "y")?.code == .unusableTarget)
    #expect(failure(["1", "2", "3", "4"], amount: "money")?.code == .unknownColumn)
  }

  @Test func noDerivedColumnReadsIt() {
    let error = #expect(throws: TabularError.self) {
      try dataset("x,y,m\n1,0,2\n2,1,3\n", amount: "m", derived: ["both = sum(m, x)"])
    }
    #expect(error?.code == .invalidRecipe && error?.message.contains("amount m") == true)
  }
}
