import Testing

@testable import Modelling

@Suite struct EarlyStoppingTests {
  /// The rounds that are done and those kept of them, by losses that go on until training stops.
  private func run(
    _ losses: [Double], patience: Int?, ofLists: Bool
  ) -> (done: Int, kept: Int) {
    var stopping = EarlyStopping(patience: patience, ofLists: ofLists)
    for (round, loss) in losses.enumerated() {
      stopping.add(loss, round: round)
      if stopping.isOver(after: round) { return (round + 1, stopping.kept(of: round + 1)) }
    }
    return (losses.count, stopping.kept(of: losses.count))
  }

  @Test func rowsKeepTheRoundOfTheLowestLoss() {
    #expect(run([5, 3, 4, 4, 4, 1], patience: 3, ofLists: false) == (5, 2))
    #expect(run([5, 3, 4, 4, 1, 2], patience: 3, ofLists: false) == (6, 5))
    // Of equal losses the first stands.
    #expect(run([2, 2, 2, 2], patience: 3, ofLists: false) == (4, 1))
  }

  @Test func oneLuckyRoundOfListsIsNotKept() {
    // Losses that fall all the way, but for one far below the others at the fourth round.
    var losses = (0..<60).map { 1 - Double($0) * 0.01 }
    losses[3] = 0.8
    #expect(run(losses, patience: 10, ofLists: false) == (14, 4))
    let (done, kept) = run(losses, patience: 10, ofLists: true)
    #expect(done == 60 && kept == 60)
  }

  @Test func listsAreJudgedByWholeStretches() {
    // Two fifths of ten are four: the mean of rounds 2…5 is the lowest.
    let losses = [9.0, 4, 3, 2, 3, 4, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9]
    #expect(run(losses, patience: 10, ofLists: true) == (15, 5))
    // With fewer rounds than that nothing is judged, and all are kept.
    #expect(run([1, 2, 3], patience: 10, ofLists: true) == (3, 3))
    // A patience too short for a stretch judges each round.
    #expect(run([2, 1, 3, 0], patience: 1, ofLists: true) == (3, 2))
  }

  @Test func withoutPatienceEveryRoundIsKept() {
    #expect(run([1, 2, 3, 4], patience: nil, ofLists: true) == (4, 4))
    #expect(run([1, 2, 3, 4], patience: nil, ofLists: false) == (4, 4))
  }
}
