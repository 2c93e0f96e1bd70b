/// The categories that a booster's codes stand for, as 3.1 and later versions write them.
struct BoosterCategories: Decodable {
  /// One list a feature; none at all where no feature is a category.
  let enc: [List]

  /// Texts as bytes one after the other, or whole numbers; empty for a number.
  struct List: Decodable {
    let offsets: [Int]?
    let values: [Int]

    /// The categories in the order of their codes; `nil` for bytes that aren't texts.
    var levels: [String]? {
      guard let offsets else { return values.map(String.init) }
      guard let last = offsets.last else { return values.isEmpty ? [] : nil }
      guard offsets.first == 0, last == values.count,
        zip(offsets, offsets.dropFirst()).allSatisfy(<=)
      else { return nil }
      // The library keeps a text's bytes as signed numbers.
      let bytes = values.map { UInt8(truncatingIfNeeded: $0) }
      return zip(offsets, offsets.dropFirst()).map { start, end in
        String(decoding: bytes[start..<end], as: UTF8.self)
      }
    }
  }

  /// What is wrong with them, or `nil`.
  func fault(featureCount: Int) -> String? {
    guard enc.isEmpty || enc.count == featureCount else {
      return "it lists categories of \(enc.count) features and reads \(featureCount)"
    }
    for list in enc {
      guard let levels = list.levels else { return "its lists of categories are no texts" }
      guard Set(levels).count == levels.count else { return "it lists a category twice" }
    }
    return nil
  }

  /// The categories of a feature in the order of their codes; none of a number.
  func levels(ofFeature feature: Int) -> [String] {
    enc.indices.contains(feature) ? enc[feature].levels ?? [] : []
  }
}
