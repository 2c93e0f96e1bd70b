import Foundation

/// The JSON text of a booster that was found sound, rewritten for another version of the library.
///
/// Only what is misread is replaced, in the text itself, so that no number is rounded on the way.
struct BoosterText {
  private let bytes: Data

  init(_ bytes: Data) { self.bytes = bytes }

  /// The text that a library of the given major version reads as the writer of the booster did.
  ///
  /// - Throws: ``ModellingError`` with `invalidModel`.
  func fit(
    for major: Int, _ learner: BoosterDocument.Learner, _ objective: BoosterObjective
  ) throws -> Data {
    var text = self
    // 1.x and 2.x ignore a bracketed base score in silence.
    let score = learner.learner_model_param.base_score
    if major < 3, score.hasPrefix("[") {
      let plain = score.dropFirst().dropLast()
      text = try text.replacing("base_score", startingWith: "\"\(score)\"", with: "\"\(plain)\"")
    }
    // 1.x asks for the ranking parameters that it knew, which scoring doesn't use.
    if major < 2, objective.isRanking, learner.objective.lambda_rank_param == nil {
      text = try text.replacing(
        "objective", startingWith: "{",
        with: """
          {"name":"\(objective.rawValue)","lambda_rank_param":\
          {"num_pairsample":"1","fix_list_weight":"0"}}
          """)
    }
    return text.bytes
  }

  /// The text with the names, kinds and categories of the features where it lacks them.
  ///
  /// - Throws: ``ModellingError`` with `invalidModel`.
  func described(by schema: FeatureSchema, _ learner: BoosterDocument.Learner) throws -> Data {
    let features = schema.features
    var text = self
    if learner.feature_names?.isEmpty == true {
      text = try text.replacing(
        "feature_names", startingWith: "[]",
        with: BoosterJSON.list(features.map { BoosterJSON.quoted($0.name) }))
    }
    if learner.feature_types?.isEmpty == true {
      text = try text.replacing(
        "feature_types", startingWith: "[]",
        with: BoosterJSON.list(features.map { BoosterJSON.quoted(BoosterJSON.type(of: $0)) }))
    }
    let key = Data(#""gbtree_model_param""#.utf8)
    if learner.gradient_booster.model?.cats == nil,
      let place = text.bytes.range(of: key, options: .backwards)?.lowerBound
    {
      let categories = "\"cats\":\(BoosterJSON.categories(of: features)),"
      var changed = text.bytes
      changed.insert(contentsOf: Data(categories.utf8), at: place)
      text = BoosterText(changed)
    }
    return text.bytes
  }

  /// Replaces the value of the last such key. A quote within a string is escaped, so no text that
  /// somebody chose looks like a key with its value, but keys that somebody chose come earlier.
  private func replacing(
    _ key: String, startingWith start: String, with value: String
  ) throws -> BoosterText {
    var end = bytes.endIndex
    let name = Data("\"\(key)\"".utf8)
    while let found = bytes.range(of: name, options: .backwards, in: bytes.startIndex..<end) {
      end = found.lowerBound
      let rest = bytes[found.upperBound...].drop { $0 <= 32 }
      guard rest.first == UInt8(ascii: ":") else { continue }
      let text = rest.dropFirst().drop { $0 <= 32 }
      guard text.starts(with: Data(start.utf8)) else { continue }
      let length = start == "{" ? objectLength(text) : start.utf8.count
      var changed = bytes
      changed.replaceSubrange(text.startIndex..<text.startIndex + length, with: Data(value.utf8))
      return BoosterText(changed)
    }
    throw BoosterNormaliser.refusal("its \(key) can't be found in the text")
  }

  /// The length of the object that a text starts with.
  private func objectLength(_ text: Data) -> Int {
    var depth = 0
    var isInString = false
    var isEscaped = false
    for (place, byte) in text.enumerated() {
      if isInString {
        if !isEscaped, byte == UInt8(ascii: "\"") { isInString = false }
        isEscaped = !isEscaped && byte == UInt8(ascii: "\\")
      } else if byte == UInt8(ascii: "\"") {
        isInString = true
      } else if byte == UInt8(ascii: "{") {
        depth += 1
      } else if byte == UInt8(ascii: "}") {
        depth -= 1
        if depth == 0 { return place + 1 }
      }
    }
    return text.count
  }
}
