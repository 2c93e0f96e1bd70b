import Tabular
import Testing

@testable import Modelling

@Suite struct BinnedMatrixTests {
  private func frame(_ columns: [[Float]], kinds: [Feature.Kind]? = nil) -> FeatureFrame {
    let features = columns.indices.map {
      Feature(name: "column \($0)", kind: kinds?[$0] ?? .number)
    }
    return FeatureFrame(
      schema: FeatureSchema(features: features), rowCount: columns[0].count, columns: columns)
  }

  @Test func fewValuesAreKeptExactly() {
    let values: [Float] = [3, 1, .nan, 2, 1, 3, -.infinity, .infinity, -0.0, 0]
    let matrix = BinnedMatrix(frame: frame([values]), threads: 1)
    #expect((0..<10).map { matrix.bin(row: $0, column: 0) } == [4, 2, 6, 3, 2, 4, 0, 5, 1, 1])
    #expect(matrix.columns[0].valueBinCount == 6)
    #expect(matrix.columns[0].hasMissing)
  }

  @Test func edgesPartTheValuesThatTheyWereMadeOf() {
    var generator = SeededGenerator(seed: 3)
    let values = (0..<5000).map { _ in Float(generator.unit() * generator.unit()) }
    let matrix = BinnedMatrix(frame: frame([values]), maximumBins: 64, threads: 2)
    guard case .number(let edges) = matrix.columns[0].kind else {
      Issue.record("A number has edges.")
      return
    }
    #expect(edges.count == 63)
    #expect(zip(edges, edges.dropFirst()).allSatisfy { $0 < $1 })
    var counts = [Int](repeating: 0, count: 64)
    for (row, value) in values.enumerated() {
      let bin = matrix.bin(row: row, column: 0)
      counts[bin] += 1
      #expect(bin == edges.count { $0 <= value })
    }
    #expect(counts.allSatisfy { (60...100).contains($0) })
  }

  @Test func aCommonValueHasABinAlone() {
    let values = (0..<4000).map { $0 % 2 == 0 ? Float(0) : Float($0) }
    let matrix = BinnedMatrix(frame: frame([values]), maximumBins: 16, threads: 1)
    let zero = matrix.bin(row: 0, column: 0)
    #expect((1..<4000).allSatisfy { ($0 % 2 == 0) == (matrix.bin(row: $0, column: 0) == zero) })
  }

  @Test func rareLevelsShareABinAboveTheLimit() {
    let levels = (0..<300).map { "l\(1000 + $0)" }
    var codes: [Float] = []
    for level in 0..<300 { codes += [Float](repeating: Float(level), count: level < 20 ? 1 : 3) }
    codes.append(.nan)
    let matrix = BinnedMatrix(
      frame: frame([codes], kinds: [.category(levels: levels)]), threads: 1)
    #expect(matrix.columns[0].valueBinCount == 255)
    let shared = matrix.bin(row: 0, column: 0)
    #expect(shared == 254)
    #expect((0..<20).allSatisfy { matrix.bin(row: $0, column: 0) == shared })
    #expect(matrix.bin(row: codes.count - 1, column: 0) == 255)
    #expect(Set(codes.indices.map { matrix.bin(row: $0, column: 0) }).count == 256)
  }

  @Test func fusionAndThreadsLeaveEveryBinAsItIs() {
    let (frame, _) = TreeTestData.mixed(rowCount: 700, seed: 5)
    let plain = BinnedMatrix(frame: frame, fused: false, threads: 1)
    let fused = BinnedMatrix(frame: frame, fused: true, threads: 4)
    #expect(fused.groups.count < plain.groups.count)
    #expect(fused.groups.allSatisfy { $0.cellCount <= 256 })
    for column in frame.columns.indices {
      for row in 0..<700 {
        #expect(fused.bin(row: row, column: column) == plain.bin(row: row, column: column))
      }
    }
    #expect(BinnedMatrix(frame: frame, threads: 1).bytes == fused.bytes)
  }

  @Test func mergedRowsAreTheRowsThatTheyStandFor() throws {
    let (frame, _) = TreeTestData.flags(rowCount: 3000, columnCount: 9, seed: 2)
    let matrix = BinnedMatrix(frame: frame, threads: 2)
    let merged = try #require(MergedRows(matrix, threads: 2))
    let distinct = Set((0..<3000).map { row in (0..<9).map { frame.columns[$0][row] } })
    #expect(merged.matrix.rowCount == distinct.count)
    for row in 0..<3000 {
      let target = Int(merged.mergedRow[row])
      for column in 0..<9 {
        #expect(
          merged.matrix.bin(row: target, column: column) == matrix.bin(row: row, column: column))
      }
    }
    let different = BinnedMatrix(
      frame: self.frame([(0..<255).map(Float.init), (0..<255).map(Float.init)]), threads: 1)
    #expect(MergedRows(different, threads: 1) == nil)
  }

  @Test func oneTrainingSetIsBinnedOnce() {
    let (frame, labels) = TreeTestData.mixed(rowCount: 100, seed: 5)
    let set = TrainingSet(frame: frame, labels: labels)
    let copy = set
    #expect(set.bins === copy.bins)
    #expect(set.bins.matrix(threads: 2).bytes == copy.bins.matrix(threads: 1).bytes)
  }
}
