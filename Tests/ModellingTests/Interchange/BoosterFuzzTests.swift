import Foundation
import Tabular
import Testing

@testable import Modelling

/// Boosters that somebody damaged on purpose are refused in a sentence or score; nothing else.
@Suite struct BoosterFuzzTests {
  private let table = Table(
    columns: (0..<3).map { feature in
      Column(
        name: "x\(feature)", values: .float(ForeignBooster.rows.map { $0[feature] }))
    })

  /// Whether the bytes are read; they must be refused with one sentence otherwise.
  private func isRead(_ bytes: Data) -> Bool {
    do {
      let model = try ImportedModel(bytes, columnsOf: table)
      let frame = model.schema.frame(of: table)
      #expect(model.predictions(for: frame, threads: 1).allSatisfy { $0.isFinite })
      #expect(model.contributions(for: frame, threads: 1).values.count == 12)
      return true
    } catch let error as ModellingError {
      #expect(error.code == .invalidModel)
      #expect(error.message.hasSuffix(".") && !error.message.contains("\n"))
    } catch {
      Issue.record("another error: \(error)")
    }
    return false
  }

  @Test func mutatedBoosters() throws {
    let binary = try #require(
      Data(base64Encoded: ForeignBooster.ubjson, options: .ignoreUnknownCharacters))
    var read = 0
    for (seed, source) in [Data(ForeignBooster.json.utf8), binary].enumerated() {
      var mutation = Mutation(seed: UInt64(seed + 1))
      for _ in 0..<1500 where isRead(mutation.applied(to: source)) { read += 1 }
    }
    // Some damage is harmless, or the mutations would test the first check alone.
    #expect((30..<2900).contains(read))
  }

  @Test func mutatedCategories() throws {
    let data = LinearFrames.mixed(rowCount: 300)
    let model = try XGBoostEstimator(rounds: 2, maximumDepth: 3)
      .fitted(to: data, run: TrainingRun(seed: 1, threads: 1))
    let source = try FittedModel.xgboost(model).xgboostJSON()
    let table = Table(columns: [
      Column(name: "balance", values: .float([1, .nan])),
      Column(name: "loan", values: .flag([0, 1], labels: .init(zero: "no", one: "yes"))),
      Column(name: "job", values: .category(codes: [0, -1], levels: ["admin"])),
    ])
    var mutation = Mutation(seed: 9)
    for _ in 0..<1500 {
      do {
        let model = try ImportedModel(mutation.applied(to: source), columnsOf: table)
        let frame = model.schema.frame(of: table)
        #expect(model.predictions(for: frame, threads: 1).allSatisfy { $0.isFinite })
      } catch let error as ModellingError {
        #expect(error.code == .invalidModel)
      }
    }
  }

  @Test func nestingIsBounded() {
    let open = String(repeating: "[", count: 1_000_000)
    #expect(!isRead(Data(("{\"learner\":" + open).utf8)))
    #expect(!isRead(Data((String(repeating: "{\"a\":", count: 1_000_000)).utf8)))
    #expect(!isRead(Data([0x7B, 0x69, 1, 0x61]) + Data(open.utf8)))
  }

  @Test func hostileCountsAreNoWork() {
    // An array that claims 2⁶² elements, one of elements without bytes, and a text of 2⁶² bytes.
    let count: [UInt8] = [0x4C, 0x40, 0, 0, 0, 0, 0, 0, 0]
    let key = Data([0x7B, 0x69, 1, 0x61])
    #expect(!isRead(key + Data("[$d#".utf8) + Data(count)))
    #expect(!isRead(key + Data("S".utf8) + Data(count)))
    #expect(!isRead(Data([0x7B]) + Data(count)))
    let empty = Data("[$Z#".utf8) + Data([0x49, 0x40, 0])
    #expect(!isRead(key + Data("[".utf8) + Data(repeating: 0, count: 3)))
    #expect(
      !isRead(key + Data("[".utf8) + (0..<20_000).reduce(into: Data()) { all, _ in all += empty }))
  }

  /// A tree that is a chain of so many splits, each with a leaf at its left.
  private func chain(_ count: Int) -> Data {
    let model = chainModel(count)
    return BoosterWriter.json(model)
  }

  private func chainModel(_ count: Int) -> TreeEnsembleModel {
    var trees = TreeNodes()
    for step in 0..<count {
      trees.nodes += [
        TreeNode(value: Float(step), feature: 0, left: Int32(2 * step + 1), info: 0),
        TreeNode(value: 1, feature: 0, left: Int32(2 * step + 1), info: TreeNode.leafBit),
      ]
    }
    // The last split's right child.
    trees.nodes.append(
      TreeNode(value: 2, feature: 0, left: Int32(2 * count), info: TreeNode.leafBit))
    trees.nodes = [trees.nodes[0]] + trees.nodes.dropFirst()
    trees.covers = [Float](repeating: 1, count: trees.nodes.count)
    trees.starts.append(Int32(trees.nodes.count))
    return TreeEnsembleModel(
      schema: FeatureSchema(features: (0..<3).map { Feature(name: "x\($0)", kind: .number) }),
      kind: .boosted, baseMargin: 0, trees: trees, gainImportance: [1, 0, 0])
  }

  @Test func treesOfAnyDepthAreReadOrRefused() {
    #expect(isRead(chain(3000)))
    #expect(!isRead(chain(5000)))
    #expect(!isRead(chain(100_000)))
  }
}

/// Seeded damage to bytes.
struct Mutation {
  private var random: SplitMix
  private static let tokens = [
    "-1", "1e999", "NaN", "null", "[]", "{}", "999999999999999999999", "2147483647", "\"", "0",
    "-2147483649", "16777215",
  ].map { Data($0.utf8) }

  init(seed: UInt64) { random = SplitMix(state: seed) }

  private mutating func below(_ count: Int) -> Int { Int(random.share() * Double(count)) }

  /// The bytes with one to three places changed, cut, repeated or overwritten.
  mutating func applied(to source: Data) -> Data {
    var bytes = source
    for _ in 0...below(3) {
      guard !bytes.isEmpty else { break }
      let place = bytes.startIndex + below(bytes.count)
      switch below(6) {
      case 0: bytes[place] = UInt8(below(256))
      case 1: bytes[place] ^= 1 << UInt8(below(8))
      case 2: bytes.removeSubrange(place..<min(bytes.endIndex, place + 1 + below(6)))
      case 3: bytes.insert(contentsOf: bytes[place..<min(bytes.endIndex, place + 9)], at: place)
      case 4: replaceNumber(near: place, in: &bytes)
      default: bytes = below(8) == 0 ? bytes.prefix(below(bytes.count)) : bytes
      }
    }
    return bytes
  }

  /// Writes something else over the next number of a text.
  private mutating func replaceNumber(near place: Data.Index, in bytes: inout Data) {
    let digits = UInt8(ascii: "0")...UInt8(ascii: "9")
    guard let start = bytes[place...].firstIndex(where: { digits.contains($0) }) else { return }
    let end = bytes[start...].firstIndex { !digits.contains($0) } ?? bytes.endIndex
    bytes.replaceSubrange(start..<end, with: Self.tokens[below(Self.tokens.count)])
  }
}
