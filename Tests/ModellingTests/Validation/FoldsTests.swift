import Modelling
import Tabular
import Testing

/// What holds for every scheme, and for each of its own.
@Suite struct FoldsTests {
  private static let rowCount = 2_000
  private static let schemes: [SplitScheme] = [
    .holdout(share: 0.2), .group(share: 0.2), .time(share: 0.2), .folds(5), .groupFolds(5),
    .repeatedFolds(5, repeats: 3), .rolling(windows: 4),
  ]

  /// Groups of very different sizes, some rows without one; times with gaps, ties and missing ones.
  private let basis: Split.Basis = {
    var generator = SeededGenerator(seed: 8)
    let groups = (0..<rowCount).map { row -> Int32 in
      row % 97 == 0 ? -1 : Int32(Double(generator.below(400) * generator.below(400)) / 400)
    }
    let times = (0..<rowCount).map { row -> Double in
      row % 50 == 0 ? .nan : Double((row * 7) % rowCount / 3 * (row % 2 == 0 ? 1 : 1_000))
    }
    return Split.Basis(
      labels: (0..<rowCount).map { _ in UInt8(generator.below(12) == 0 ? 1 : 0) }, groups: groups,
      times: times)
  }()
  /// Every third row is not asked for.
  private let rows = (0..<rowCount).filter { $0 % 3 != 1 }

  @Test(arguments: schemes) func everySplitIsSound(scheme: SplitScheme) throws {
    let folds = try Split.folds(rows, by: scheme, basis: basis, seed: 4)
    #expect(folds.count == scheme.foldCount)
    let given = Set(rows)
    for fold in folds {
      #expect(fold.train == fold.train.sorted() && fold.test == fold.test.sorted())
      #expect(Set(fold.train).isDisjoint(with: fold.test))
      #expect(given.isSuperset(of: fold.train) && given.isSuperset(of: fold.test))
      for side in [fold.train, fold.test] {
        #expect(Set(side).count == side.count)
        #expect(Set(side.map { basis.labels[$0] }) == [0, 1])
      }
    }
    #expect(try Split.folds(rows, by: scheme, basis: basis, seed: 4) == folds)
    let another = try Split.folds(rows, by: scheme, basis: basis, seed: 5)
    #expect((another == folds) == scheme.isByTime)
    // The order in which rows are given decides nothing about which rows are on which side.
    if scheme.isByTime {
      let reversed = try Split.folds(rows.reversed(), by: scheme, basis: basis, seed: 4)
      #expect(reversed.map { Set($0.test) } == folds.map { Set($0.test) })
    }
  }

  @Test(arguments: [SplitScheme.folds(5), .groupFolds(5), .repeatedFolds(5, repeats: 3)])
  func everyRowTestsOnceARepeat(scheme: SplitScheme) throws {
    let folds = try Split.folds(rows, by: scheme, basis: basis, seed: 4)
    for start in stride(from: 0, to: folds.count, by: 5) {
      let part = folds[start..<start + 5]
      #expect(part.flatMap(\.test).sorted() == rows)
      for fold in part { #expect((fold.train + fold.test).sorted() == rows) }
    }
    let ratio = try #require(folds.testToTrain)
    #expect(abs(ratio - 0.25) < 1e-12)
  }

  @Test func foldsAreStratified() throws {
    let folds = try Split.folds(rows, by: .folds(7), basis: basis, seed: 2)
    let sizes = folds.map(\.test.count)
    let positives = folds.map { fold in fold.test.count { basis.labels[$0] == 1 } }
    #expect((sizes.max() ?? 0) - (sizes.min() ?? 0) <= 1)
    #expect((positives.max() ?? 0) - (positives.min() ?? 0) <= 1)
  }

  @Test func repeatsDiffer() throws {
    let folds = try Split.folds(
      rows, by: .repeatedFolds(5, repeats: 3), basis: basis, seed: 4)
    #expect(folds[0] != folds[5] && folds[5] != folds[10])
  }

  @Test func aGroupIsNeverOnBothSides() throws {
    let groups = try #require(basis.groups)
    let folds = try Split.folds(rows, by: .groupFolds(5), basis: basis, seed: 4)
    for fold in folds {
      #expect(Set(fold.train.map { groups[$0] }).isDisjoint(with: fold.test.map { groups[$0] }))
    }
    // Folds are alike in rows and in positives, however uneven the groups.
    let sizes = folds.map(\.test.count)
    let positives = folds.map { fold in fold.test.count { basis.labels[$0] == 1 } }
    let all = rows.count { basis.labels[$0] == 1 }
    #expect(sizes.allSatisfy { abs($0 - rows.count / 5) < rows.count / 20 })
    #expect(positives.allSatisfy { abs($0 - all / 5) <= max(2, all / 20) })
  }

  @Test func windowsFollowTime() throws {
    let times = try #require(basis.times)
    let folds = try Split.folds(rows, by: .rolling(windows: 4), basis: basis, seed: 4)
    for (index, fold) in folds.enumerated() {
      #expect(fold.test.allSatisfy { !times[$0].isNaN })
      let latest = fold.train.map { times[$0] }.filter { !$0.isNaN }.max()
      let earliest = fold.test.map { times[$0] }.min()
      #expect(try #require(latest) < #require(earliest))
      if index > 0 {
        #expect(fold.train == (folds[index - 1].train + folds[index - 1].test).sorted())
      }
    }
    #expect(folds.last.map { ($0.train + $0.test).sorted() } == rows)
    // Without times the file's order counts.
    let plain = Split.Basis(labels: basis.labels)
    let inOrder = try Split.folds(rows, by: .rolling(windows: 3), basis: plain, seed: 4)
    #expect(try #require(inOrder[0].train.last) < #require(inOrder[0].test.first))
  }

  @Test func hundredThousandGroupsAreDealt() throws {
    let count = 300_000
    let basis = Split.Basis(
      labels: (0..<count).map { UInt8($0 % 29 == 0 ? 1 : 0) },
      groups: (0..<count).map { Int32($0 / 3) })
    let folds = try Split.folds(Array(0..<count), by: .groupFolds(5), basis: basis, seed: 1)
    #expect(folds.allSatisfy { abs($0.test.count - 60_000) < 10 })
  }

  /// What is asked for, of what, and the words of the refusal.
  struct Refusal: Sendable {
    let scheme: SplitScheme
    let basis: Split.Basis
    let words: String
  }

  private static let sparse: [UInt8] = (0..<40).map { $0 % 20 == 7 ? 1 : 0 }
  private static let even: [UInt8] = (0..<40).map { UInt8($0 % 2) }

  @Test(arguments: [
    Refusal(
      scheme: .folds(5), basis: .init(labels: sparse),
      words: "at least 5 positive rows, one a fold, and there are 2"),
    Refusal(
      scheme: .repeatedFolds(5, repeats: 2), basis: .init(labels: sparse.map { 1 - $0 }),
      words: "at least 5 negative rows, one a fold, and there are 2"),
    Refusal(
      scheme: .groupFolds(5), basis: .init(labels: even), words: "needs a group column"),
    Refusal(
      scheme: .groupFolds(5), basis: .init(labels: even, groups: .init(repeating: 3, count: 40)),
      words: "at least 5 groups, one a fold, and there is 1"),
    Refusal(
      scheme: .group(share: 0.2),
      basis: .init(labels: even, groups: .init(repeating: 3, count: 40)), words: "one group"),
    Refusal(
      scheme: .groupFolds(5), basis: .init(labels: sparse, groups: (0..<40).map { Int32($0 / 4) }),
      words: "Only 2 of the 10 groups hold positive rows"),
    Refusal(
      scheme: .rolling(windows: 4),
      basis: .init(labels: even, times: .init(repeating: .nan, count: 40)),
      words: "holds no date or number"),
    Refusal(
      scheme: .time(share: 0.2),
      basis: .init(labels: even, times: .init(repeating: .nan, count: 40)),
      words: "holds no date or number"),
    Refusal(
      scheme: .rolling(windows: 4),
      basis: .init(labels: even, times: (0..<40).map { Double($0 / 20) }),
      words: "share a time"),
    Refusal(
      scheme: .rolling(windows: 4), basis: .init(labels: sparse), words: "fold 1 of 4"),
  ])
  func impossibleSplitsAreRefusedInWords(refusal: Refusal) throws {
    let error = #expect(throws: ModellingError.self) {
      try Split.folds(Array(0..<40), by: refusal.scheme, basis: refusal.basis, seed: 1)
    }
    #expect(error?.message.contains(refusal.words) == true, "\(error?.message ?? "")")
  }

  @Test func severalFoldsAreNoSingleSplit() throws {
    let error = #expect(throws: ModellingError.self) {
      try Split(rows, by: .folds(5), basis: basis, seed: 1)
    }
    #expect(error?.message.contains("holdout:0.2") == true)
  }
}
