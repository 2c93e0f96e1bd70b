extension FeatureSchema {
  /// A direction for each feature, 0 for those that are free; empty where all are.
  ///
  /// - Parameter trees: whose they are, for messages.
  /// - Throws: ``ModellingError`` with `invalidSetting` for a name that is none of the features, or a
  ///   category.
  func directions(
    _ monotone: [String: MonotoneDirection], of trees: String
  ) throws -> [Int8] {
    guard !monotone.isEmpty else { return [] }
    var directions = [Int8](repeating: 0, count: features.count)
    for (name, direction) in monotone.sorted(by: { $0.key < $1.key }) {
      guard let index = features.firstIndex(where: { $0.name == name }) else {
        throw ModellingError(
          .invalidSetting,
          "monotone of \(trees) names \(name), which is no feature; name one of "
            + "\(names.prefix(8).joined(separator: ", ")).")
      }
      guard features[index].levels == nil else {
        throw ModellingError(
          .invalidSetting,
          "monotone of \(trees) names \(name), a category, whose levels have no order; name "
            + "numbers or flags.")
      }
      directions[index] = Int8(direction.rawValue)
    }
    return directions
  }
}
