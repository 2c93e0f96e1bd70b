import Modelling
import Tabular
import Testing

@Suite struct SplitTests {
  static let labels = (0..<1000).map { UInt8($0 % 10 == 0 ? 1 : 0) }
  static let schemes: [SplitScheme] = [
    .holdout(share: 0.2), .group(share: 0.2), .time(share: 0.2), .groupTime(share: 0.2),
  ]
  let basis = Split.Basis(
    labels: Self.labels, groups: (0..<1000).map { Int32($0 / 7) },
    times: (0..<1000).map { Double($0 / 3) })

  @Test(arguments: schemes) func sidesArePartition(scheme: SplitScheme) throws {
    let split = try Split(Array(0..<1000), by: scheme, basis: basis, seed: 5)
    #expect((split.train + split.test).sorted() == Array(0..<1000))
    #expect(split.train == split.train.sorted())
    #expect(abs(split.test.count - 200) < 10)
    #expect(try Split(Array(0..<1000), by: scheme, basis: basis, seed: 5) == split)
  }

  @Test func smallSharesAreWrittenAsTheyAreTyped() throws {
    for text in ["holdout:0.00001", "group:0.2", "time:0.125"] {
      #expect(try SplitScheme(parsing: text).description == text)
    }
  }

  @Test func holdoutKeepsTheClassShares() throws {
    let split = try Split(Array(0..<1000), by: .holdout(share: 0.2), basis: basis, seed: 1)
    #expect(split.test.count { Self.labels[$0] == 1 } == 20)
    #expect(split != (try Split(Array(0..<1000), by: .holdout(share: 0.2), basis: basis, seed: 2)))
  }

  @Test func groupsStayTogether() throws {
    let split = try Split(Array(0..<1000), by: .group(share: 0.3), basis: basis, seed: 1)
    #expect(Set(split.train.map { $0 / 7 }).isDisjoint(with: split.test.map { $0 / 7 }))
  }

  @Test func theLatestGroupsTestAsAWhole() throws {
    // Group 0 begins first and ends last; the others follow each other.
    var groups = (0..<1000).map { Int32($0 / 10) }
    groups[999] = 0
    let basis = Split.Basis(labels: Self.labels, groups: groups, times: (0..<1000).map(Double.init))
    let split = try Split(Array(0..<1000), by: .groupTime(share: 0.1), basis: basis, seed: 1)
    let test = Set(split.test.map { groups[$0] })
    #expect(test.isDisjoint(with: split.train.map { groups[$0] }))
    #expect(test.contains(0) && split.test.contains(3))
    // No training row is later than the last row of any test group.
    let lastTraining = try #require(split.train.max())
    for group in test {
      #expect((split.test.filter { groups[$0] == group }.max() ?? 0) > lastTraining)
    }
    let noGroup = Split.Basis(labels: Self.labels)
    let error = #expect(throws: ModellingError.self) {
      try Split(Array(0..<1000), by: .groupTime(share: 0.1), basis: noGroup, seed: 1)
    }
    #expect(error?.message.contains("--group") == true)
  }

  @Test func timesAreNotTorn() throws {
    let split = try Split(Array(0..<1000), by: .time(share: 0.2), basis: basis, seed: 1)
    let lastTraining = try #require(split.train.last)
    let firstTest = try #require(split.test.first)
    #expect(lastTraining / 3 < firstTest / 3)
  }

  @Test func aTestPartThatSharesItsTimeIsRefusedWithTheReason() {
    let labels: [UInt8] = [1, 0, 1, 0, 1, 0, 1, 0, 1, 0]
    let refusal = { (times: [Double]) in
      #expect(throws: ModellingError.self) {
        try Split(
          Array(0..<10), by: .time(share: 0.2), basis: .init(labels: labels, times: times), seed: 1)
      }?.message ?? ""
    }
    let late = refusal([1, 2, 3, 4, 4, 4, 4, 4, 4, 4])
    #expect(late.contains("the last 2 of 10 rows and some before them share one time"), "\(late)")
    #expect(late.contains("--time"), "\(late)")
  }

  @Test func aSideOfOneGroupIsNotCalledTheWholeFile() {
    let basis = Split.Basis(labels: [1, 0, 1, 0, 1, 0], groups: [0, 0, 0, 0, 1, 1])
    let error = #expect(throws: ModellingError.self) {
      try Split(
        [0, 1, 2, 3], by: .group(share: 0.5), basis: basis, seed: 1,
        names: ("fit", "validation"))
    }
    #expect(error?.message.contains("4 rows to be parted into fit and validation rows") == true)
  }

  @Test func aSideWithOneClassIsRefused() {
    let basis = Split.Basis(labels: [1, 0, 0, 0])
    #expect(throws: ModellingError.self) {
      try Split([0, 1, 2, 3], by: .time(share: 0.25), basis: basis, seed: 1)
    }
    #expect(throws: ModellingError.self) { try SplitScheme(parsing: "kfold:x") }
  }
}
