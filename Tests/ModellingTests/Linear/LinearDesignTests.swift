import Testing

@testable import Modelling

@Suite struct LinearDesignTests {
  @Test func columnsAreLearntFromTheRows() {
    let frame = LinearFrames.rows([
      [10, 0, 1, 7], [20, 1, 1, 7], [.nan, 1, 0, 7], [30, .nan, .nan, 7],
    ])
    let design = LinearDesign(fittedTo: frame, threads: 2)
    #expect(
      design.columns.map(\.name) == [
        "balance", "balance is missing", "loan", "loan is missing", "job = admin",
        "job is missing",
      ])
    #expect(design.columns[0].centre == 20)
    #expect(abs(design.columns[0].scale - (200.0 / 3).squareRoot()) < 1e-12)
    #expect(design.columns[1].mean == 0.25)
    #expect(abs(design.columns[2].mean - 2.0 / 3) < 1e-12)
    #expect(design.columns.map(\.feature) == [0, 0, 1, 1, 2, 2])
  }

  @Test func constantAndMissingColumnsAreLeftOut() {
    let frame = LinearFrames.rows([[.nan, 1, 0, 0.1], [.nan, 1, 0, 0.1], [.nan, 1, 0, 0.1]])
    #expect(LinearDesign(fittedTo: frame, threads: 1).columns.isEmpty)
  }

  @Test func theFirstOfEquallyFrequentLevelsIsTheReference() {
    let frame = LinearFrames.rows([[0, 0, 2, 0], [0, 0, 1, 0]])
    #expect(LinearDesign(fittedTo: frame, threads: 1).columns.map(\.name) == ["job = student"])
  }
}
