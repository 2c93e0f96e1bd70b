import CIntrinsics
import Tabular
import Testing

@testable import Modelling

@Suite struct SlicedTreesTests {
  /// Numbers and categories of a few and of many levels.
  private static let schema = FeatureSchema(features: [
    Feature(name: "few", kind: .number), Feature(name: "many", kind: .number),
    Feature(name: "flag", kind: .flag(.init(zero: "no", one: "yes"))),
    Feature(name: "kind", kind: .category(levels: (0..<5).map { "k\($0)" })),
    Feature(name: "place", kind: .category(levels: (0..<200).map { "p\($0)" })),
    Feature(name: "rest", kind: .number),
  ])

  private static let oddThresholds: [Float] = [
    0, -0.0, .greatestFiniteMagnitude, -.greatestFiniteMagnitude, QuantileEdges.limit,
    -QuantileEdges.limit, .leastNonzeroMagnitude, -.leastNonzeroMagnitude, 1, 0.5,
  ]

  /// Values that thresholds of the same generator meet now and then.
  private func number(_ feature: Int, _ generator: inout SeededGenerator) -> Float {
    switch (feature, generator.below(10)) {
    case (0, _): Float(generator.below(7)) - 3
    case (1, 1...): Float(generator.below(3000)) / 8 - 150
    case (2, _): Float(generator.below(2)) / 2
    default: Self.oddThresholds[generator.below(Self.oddThresholds.count)]
    }
  }

  private func ensemble(
    depth: Int, treeCount: Int, seed: UInt64, kind: TreeEnsembleModel.Kind = .boosted
  ) -> TreeEnsembleModel {
    var generator = SeededGenerator(seed: seed)
    var trees = TreeNodes()
    for _ in 0..<treeCount { grow(depth: depth, &trees, &generator) }
    return TreeEnsembleModel(
      schema: Self.schema, kind: kind, baseMargin: -0.7, trees: trees,
      gainImportance: Self.schema.features.map { _ in 0 })
  }

  private func grow(depth: Int, _ trees: inout TreeNodes, _ generator: inout SeededGenerator) {
    let start = trees.nodes.count
    trees.nodes.append(leaf(start, &generator))
    var level = [start]
    for step in 0..<depth {
      var next: [Int] = []
      // The first node of each level is split in any case, so that the tree is as deep as asked.
      for (place, index) in level.enumerated()
      where place == 0 || generator.below(10) < (step < 2 ? 9 : 7) {
        let left = trees.nodes.count
        for child in [left, left + 1] { trees.nodes.append(leaf(child, &generator)) }
        trees.nodes[index] = split(to: left, &trees.words, &generator)
        next += [left, left + 1]
      }
      level = next
    }
    trees.covers = trees.nodes.map { _ in 1 }
    trees.starts.append(Int32(trees.nodes.count))
  }

  private func leaf(_ index: Int, _ generator: inout SeededGenerator) -> TreeNode {
    TreeNode(
      value: Float(generator.unit() - 0.5), feature: 0, left: Int32(index),
      info: TreeNode.leafBit)
  }

  private func split(
    to left: Int, _ words: inout [UInt64], _ generator: inout SeededGenerator
  ) -> TreeNode {
    let feature = generator.below(Self.schema.features.count)
    let missing = generator.below(2) == 0 ? TreeNode.missingLeftBit : 0
    guard let levels = Self.schema.features[feature].levels else {
      return TreeNode(
        value: number(feature, &generator), feature: Int32(feature), left: Int32(left),
        info: missing)
    }
    let first = UInt32(words.count)
    let density = generator.below(3)
    for word in 0..<(levels.count + 63) / 64 {
      let bits = generator.next()
      let more = generator.next()
      let used = levels.count - word * 64 >= 64 ? ~0 : UInt64(1) << UInt64(levels.count % 64) - 1
      words.append((density == 0 ? bits & more : density == 1 ? bits : bits | more) & used)
    }
    return TreeNode(
      value: Float(levels.count), feature: Int32(feature), left: Int32(left),
      info: missing | TreeNode.categoryBit | first << 3)
  }

  private func frame(rowCount: Int, seed: UInt64) -> FeatureFrame {
    var generator = SeededGenerator(seed: seed)
    let odd: [Float] = [.nan, -.nan, .infinity, -.infinity, -1, 2.5, 1e30, -0.0, 199.9, 200]
    let columns = Self.schema.features.enumerated().map { feature, description in
      (0..<rowCount).map { _ -> Float in
        if generator.below(8) == 0 { return odd[generator.below(odd.count)] }
        if let levels = description.levels { return Float(generator.below(levels.count)) }
        return number(feature, &generator)
      }
    }
    return FeatureFrame(schema: Self.schema, rowCount: rowCount, columns: columns)
  }

  private static let instructions = [
    cinstructions_portable, cinstructions_avx2, cinstructions_avx512,
  ].filter { $0.rawValue <= cinstructions_best().rawValue }

  @Test(arguments: 0...8)
  func scoresAreTheSameBitsAsThoseOfRowsThatWalk(_ depth: Int) throws {
    for seed in 1...4 as ClosedRange<UInt64> {
      let model = ensemble(
        depth: depth, treeCount: 30, seed: seed, kind: seed % 2 == 0 ? .forest : .boosted)
      #expect(model.depth == depth)
      #expect(TreeNodesCheck(model.trees, schema: model.schema).failure == nil)
      for rowCount in [1, 65, 511, 512, 513, 1600] {
        let frame = frame(rowCount: rowCount, seed: seed + 9)
        let walked = model.walkedMargins(for: frame, threads: 1).map(\.bitPattern)
        for instructions in Self.instructions {
          let sliced = try #require(
            model.slicedMargins(for: frame, threads: 2, instructions: instructions))
          #expect(sliced.map(\.bitPattern) == walked)
        }
        #expect(model.margins(for: frame, threads: 2).map(\.bitPattern) == walked)
      }
    }
  }

  @Test func manyThresholdsAreRankedInParts() throws {
    let model = ensemble(depth: 8, treeCount: 200, seed: 11)
    let distinct = Set(
      model.trees.nodes.filter { !$0.isLeaf && $0.feature == 1 }.map(\.value.bitPattern))
    #expect(distinct.count > 600)
    let frame = frame(rowCount: 3000, seed: 5)
    let walked = model.walkedMargins(for: frame, threads: 1)
    for instructions in Self.instructions {
      #expect(
        model.slicedMargins(for: frame, threads: 1, instructions: instructions) == walked)
    }
  }

  @Test func deepTreesWalk() {
    let model = ensemble(depth: 9, treeCount: 3, seed: 2)
    let frame = frame(rowCount: 700, seed: 1)
    #expect(model.slicedMargins(for: frame, threads: 1, instructions: cinstructions_best()) == nil)
    #expect(model.margins(for: frame, threads: 2) == model.walkedMargins(for: frame, threads: 1))
  }
}
