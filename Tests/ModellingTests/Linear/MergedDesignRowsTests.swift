import Testing

@testable import Modelling

@Suite struct MergedDesignRowsTests {
  @Test func equalRowsAreSummed() {
    let data = LinearFrames.flags(rowCount: 2000, count: 5)
    let rows = MergedDesignRows(data, threads: 2)
    #expect(rows.count <= 32)
    #expect(rows.weights.reduce(0, +) == 2000)
    #expect(rows.counts.reduce(0, +) == 2000)
    #expect(rows.positives.reduce(0, +) == Double(data.labels.reduce(0) { $0 + Int($1) }))
    for merged in 0..<rows.count {
      let same = (0..<2000).filter { row in
        (0..<5).allSatisfy { data.frame.columns[$0][row] == rows.columns[$0][merged] }
      }
      #expect(Double(same.count) == rows.weights[merged])
      #expect(same.reduce(0) { $0 + Double(data.labels[$1]) } == rows.positives[merged])
    }
  }

  @Test func distinctRowsStayAsTheyAre() {
    let data = LinearFrames.mixed(rowCount: 3000, weighted: true)
    let rows = MergedDesignRows(data, threads: 1)
    #expect(rows.count == 3000)
    #expect(rows.weights == data.weights?.map(Double.init))
  }

  @Test func keysTellRowsApartThatDifferInOneValue() {
    // Numbers of 32 bits each make keys of several words; the rows differ in the last one only.
    let schema = FeatureSchema(features: (0..<5).map { Feature(name: "x\($0)", kind: .number) })
    let columns: [[Float]] = [
      [1, 1, 1, 1], [2, 2, 2, 2], [3, 3, 3, 3], [4, 4, 4, 4], [5, 6, .nan, -.infinity],
    ]
    let keys = FrameRowKeys(
      FeatureFrame(schema: schema, rowCount: 4, columns: columns), threads: 1)
    #expect(keys.wordCount == 3)
    #expect(keys.merged().ofRow == [0, 1, 2, 3])
    #expect(keys.merged().first == [0, 1, 2, 3])
  }
}
