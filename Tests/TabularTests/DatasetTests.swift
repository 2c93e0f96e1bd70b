import Testing

@testable import Tabular

@Suite struct DatasetTests {
  private func dataset(
    _ text: String, target: String? = "y", positive: String? = nil, group: GroupKey? = nil,
    item: String? = nil, excluded: [String] = []
  ) throws -> Dataset {
    var options = CSVOptions()
    options.header = .present
    let roles = Roles(
      target: target, positive: positive, group: group, item: item,
      excluded: excluded.map { Roles.Exclusion(column: $0, reason: "asked") })
    return try Dataset(name: "test", table: try read(text, options).table, roles: roles)
  }

  private func failure(
    _ text: String, target: String? = "y", positive: String? = nil, excluded: [String] = []
  ) -> TabularError? {
    #expect(throws: TabularError.self) {
      try dataset(text, target: target, positive: positive, excluded: excluded)
    }
  }

  @Test(arguments: [
    (["0", "1", "0", ""], "1"), (["1", "2", "1", ""], "2"), (["N", "Y", "N", ""], "Y"),
    (["false", "true", "false", ""], "true"), (["-1", "1", "-1", ""], "1"),
    (["stays", "leaves", "stays", "NA"], "leaves"),
    (["No", "Yes", "No", "?"], "Yes"),
  ])
  func everySpellingOfATargetWorks(values: [String], positive: String) throws {
    let rows = values.enumerated().map { "\($0.offset),\($0.element)\n" }
    let dataset = try dataset("x,y\n" + rows.joined())
    #expect(dataset.labels == [0, 1, 0, 255])
    #expect(dataset.labelledRows == [0, 1, 2])
    #expect(dataset.positiveLabel == positive && dataset.roles.positive == positive)
    #expect(dataset.negativeLabel == values[0])
    #expect(dataset.positiveCount == 1 && dataset.positiveRate == 1.0 / 3)
  }

  @Test func aNamedPositiveClassWins() throws {
    let text = "x,y\n1,no\n2,yes\n3,no\n"
    #expect(try dataset(text, positive: "no").labels == [1, 0, 1])
    #expect(try dataset(text, positive: "NO").positiveLabel == "no")
    #expect(try dataset("x,y\n1,0\n2,1\n3,0\n", positive: "1.0").labels == [0, 1, 0])
    let error = try #require(failure(text, positive: "maybe"))
    #expect(error.code == .unusableTarget && error.message.contains("\"no\" in 2 rows"))
  }

  @Test func unusableTargetsAreExplainedWithCounts() throws {
    let one = try #require(failure("x,y\n1,no\n2,no\n"))
    #expect(one.code == .unusableTarget && one.message.contains("\"no\" in 2 rows"))
    let three = try #require(failure("x,y\n1,a\n2,b\n3,c\n4,c\n"))
    #expect(three.code == .unusableTarget && three.message.contains("3 values"))
    let empty = try #require(failure("x,y\n1,\n2,NA\n"))
    #expect(empty.message.contains("missing in all 2 rows"))
    let text = (0..<50).map { "\($0),key\($0)\n" }.joined()
    #expect(try #require(failure("x,y\n" + text)).message.contains("50 values"))
    #expect(try #require(failure("x,y\n")).message.contains("no rows"))
    #expect(failure("x,y\n1,0\n2,1\n", target: nil)?.code == .unusableTarget)
  }

  @Test func theTargetCantBeExcludedAsWell() {
    let failure = failure("x,y\n1,0\n2,1\n", excluded: ["y"])
    #expect(failure?.code == .unusableTarget)
    #expect(failure?.message.contains("excluded as well") == true)
  }

  @Test func anUnknownColumnNamesItsNeighbours() throws {
    let text = "duration,Churn\n5,no\n6,yes\n"
    let error = try #require(failure(text, target: "churn"))
    #expect(error.code == .unknownColumn && error.message.contains("did you mean Churn?"))
    let exclusion = try #require(failure(text, target: "Churn", excluded: ["duratoin"]))
    #expect(exclusion.code == .unknownColumn && exclusion.message.contains("duration"))
    let far = try #require(failure(text, target: "zzzzzzzzzz"))
    #expect(far.message.contains("its columns are duration, Churn"))
  }

  @Test func unusableColumnsAreSetAsideWithReasons() throws {
    let rows = (0..<60).map { "\($0),word \($0),7,,2017-01-\(10 + $0 % 20),\($0 % 2)\n" }
    let dataset = try dataset("n,t,c,e,d,y\n" + rows.joined())
    #expect(dataset.features == ["n"])
    #expect(
      dataset.setAside.map { "\($0.column): \($0.reason)" } == [
        "t: text with 60 distinct values", "c: constant: every row is 7",
        "e: no row has a value", "d: a date; its distance to now is no pattern that lasts",
      ])
  }

  @Test func datesAreFeaturesOnlyWhenAsked() throws {
    let table = try read("d,y\n2017-01-01,0\n2017-01-02,1\n").table
    let dataset = try Dataset(
      name: "t", table: table, roles: Roles(target: "y"), usesDates: true)
    #expect(dataset.features == ["d"])
  }

  @Test func oneValueBesideMissingOnesIsAFeature() throws {
    #expect(try dataset("x,y\n7,0\n,1\n").features == ["x"])
  }

  @Test func nothingLeftIsAnError() throws {
    #expect(failure("x,y\n1,0\n2,1\n", excluded: ["x"])?.code == .noFeatures)
    #expect(failure("x,y\n1,0\n1,1\n")?.code == .noFeatures)
  }

  @Test func groupsAreNumberedInOrderOfAppearance() throws {
    let dataset = try dataset(
      "g,o,x,y\nb,o1,1,0\na,o2,2,1\nb,,3,0\n,o1,4,0\n,o2,5,1\n", group: "g", item: "o")
    #expect(dataset.groupCodes == [0, 1, 0, 2, 3])
    #expect(dataset.itemKeys == ["o1", "o2", nil, "o1", "o2"])
    #expect(dataset.itemKey(2) == nil && dataset.itemKey(4) == "o2")
    #expect(dataset.features == ["x"])
    let pairs = try self.dataset(
      "g,h,x,y\nb,1,1,0\na,1,2,1\nb,2,3,0\nb,1,4,1\n,1,4,0\n,1,5,1\na,,5,1\na,1,6,0\n",
      group: GroupKey(["g", "h"]))
    #expect(pairs.groupCodes == [0, 1, 2, 0, 3, 4, 5, 1])
  }

  @Test func theFingerprintChangesWithAnyPartOfTheTable() throws {
    let base = try dataset("x,y\n1.5,0\n2,1\n,1\n").fingerprint
    #expect(base.count == 16)
    #expect(try dataset("x,y\n1.50,0\n2.0,1\nNA,1\n").fingerprint == base)
    let others = [
      "z,y\n1.5,0\n2,1\n,1\n", "x,y\n1.6,0\n2,1\n,1\n", "x,y\n2,1\n1.5,0\n,1\n",
      "x,y\n1.5,0\n2,1\n", "x,y\n1.5,no\n2,yes\n,yes\n", "x,y\nab,0\nc,1\n,1\n",
      "x,y\na,0\nbc,1\n,1\n",
    ]
    let prints = try others.map { try dataset($0).fingerprint }
    #expect(Set(prints + [base]).count == others.count + 1)
    // Fixed, so that fingerprints stored with models stay valid.
    #expect(base == "26cf232c4237290b")
  }

  @Test func hiddenOutcomesAreNowhere() throws {
    let table = Table(columns: [
      Column(name: "a", values: .float([1, 2, 3, 4])),
      Column(name: "paid", values: .float([5, 0, 7, 9])),
      Column(name: "y", values: .flag([1, 0, 1, 1], labels: .digits)),
    ])
    let all = try Dataset(name: "d", table: table, roles: Roles(target: "y", amount: "paid"))
    let hidden = all.hidingOutcomes(of: [2, 3])
    #expect(hidden.labels == [1, 0, 255, 255] && hidden.labelledRows == [0, 1])
    #expect(hidden.positiveCount == 1 && hidden.table["y"] == nil)
    #expect(hidden.money == [5, 0, 0, 0] && hidden.table["paid"]?.number(3) == nil)
    #expect(hidden.table["a"]?.number(3) == 4 && hidden.features == all.features)
    #expect(all.labels == [1, 0, 1, 1] && all.table["y"] != nil)
  }
}
