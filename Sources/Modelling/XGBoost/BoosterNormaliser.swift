import Foundation

/// Makes a booster that was written by any known version of XGBoost fit for the one that runs.
///
/// The library trusts what it loads: a child index out of range makes it read foreign memory, and
/// 1.7 ignores the bracketed `base_score` of 3.x in silence and predicts wrong. So the text is
/// checked as a whole before the library sees it.
struct BoosterNormaliser {
  /// The major version of the library that is to load the booster.
  let runningMajor: Int

  /// The versions whose files are understood.
  static let knownMajors = 1...3

  /// A booster that the running library reads as its writer did.
  struct Normalised {
    /// The booster as JSON.
    let json: Data
    /// What it holds.
    let document: BoosterDocument
    /// What its margins stand for.
    let objective: BoosterObjective
    /// The number of features that it reads.
    let featureCount: Int
    /// What a row has before any tree.
    let baseMargin: Double

    /// The number of its trees.
    var treeCount: Int { document.learner.gradient_booster.model?.trees.count ?? 0 }
  }

  /// Checks a booster, JSON or UBJSON, and rewrites what the running version would misread.
  ///
  /// - Throws: ``ModellingError`` with `invalidModel`.
  func normalised(_ saved: Data) throws -> Normalised {
    let bytes = try Self.text(saved)
    let document = try Self.parsed(bytes)
    let major = document.version.first ?? 0
    guard Self.knownMajors.contains(major) else {
      throw Self.refusal(
        "it was written by XGBoost \(document.version.map(String.init).joined(separator: ".")),"
          + " and versions 1 to 3 are known; save it with one of them")
    }
    let learner = document.learner
    guard learner.gradient_booster.name == "gbtree" else {
      throw Self.refusal(
        "its booster is \(learner.gradient_booster.name); only trees (gbtree) are read")
    }
    guard let objective = BoosterObjective(rawValue: learner.objective.name) else {
      let known = BoosterObjective.allCases.map(\.rawValue).joined(separator: ", ")
      throw Self.refusal("its objective is \(learner.objective.name); \(known) are read")
    }
    guard let featureCount = learner.featureCount, learner.isSingleOutput else {
      throw Self.refusal("it doesn't predict one number a row")
    }
    guard let model = learner.gradient_booster.model, !model.trees.isEmpty else {
      throw Self.refusal("it has no trees; train it before it is saved")
    }
    if let fault = model.fault(featureCount: featureCount)
      ?? learner.faultOfFeatures(featureCount: featureCount)
    {
      throw Self.refusal("it is damaged: \(fault); save it again")
    }
    let baseMargin = try Self.baseMargin(learner, objective)
    return Normalised(
      json: try BoosterText(bytes).fit(for: runningMajor, learner, objective), document: document,
      objective: objective, featureCount: featureCount, baseMargin: baseMargin)
  }

  /// The base score as a margin; 3.x writes it as a list of one.
  private static func baseMargin(
    _ learner: BoosterDocument.Learner, _ objective: BoosterObjective
  ) throws -> Double {
    let text = learner.learner_model_param.base_score
    let number =
      text.hasPrefix("[") && text.hasSuffix("]") ? text.dropFirst().dropLast() : text[...]
    guard let score = Float(number), let margin = objective.margin(ofBaseScore: score) else {
      throw Self.refusal(
        objective.predictsProbability
          ? "its base score is \(text), and a probability above 0 and below 1 is needed; train it with one"
          : "its base score is \(text), and one number is needed")
    }
    return margin
  }

  /// The JSON text of a booster in either form.
  private static func text(_ saved: Data) throws -> Data {
    // A JSON object goes on with a quote, a brace or a blank; a UBJSON one with an integer's marker.
    guard saved.first == UInt8(ascii: "{"), let second = saved.dropFirst().first,
      Array("iUIlL".utf8).contains(second)
    else { return saved }
    do {
      return try UBJSONReader.json(saved)
    } catch {
      throw refusal("it is damaged: its UBJSON ends early or is none; save it again")
    }
  }

  private static func parsed(_ bytes: Data) throws -> BoosterDocument {
    guard bytes.first == UInt8(ascii: "{") else {
      throw refusal("it is no XGBoost JSON; save it with save_model(\"model.json\")")
    }
    do {
      return try JSONDecoder().decode(BoosterDocument.self, from: withNullForNaN(bytes))
    } catch DecodingError.keyNotFound(let key, let context) where context.codingPath.isEmpty {
      throw refusal(
        "\(key.stringValue) is missing, which every model that XGBoost saves begins with; give a file "
          + "that save_model wrote")
    } catch DecodingError.dataCorrupted where isDeeperThanAnyModel(bytes) {
      throw refusal(
        "it is JSON that nests more than \(maximumDepth) levels, as no model does; give a file that "
          + "save_model wrote")
    } catch let error as DecodingError {
      throw refusal("it is damaged: \(words(error)); save it again")
    }
  }

  /// The most levels of brackets and braces that are read.
  private static let maximumDepth = 64

  /// Whether brackets and braces nest deeper than a model's do.
  private static func isDeeperThanAnyModel(_ bytes: Data) -> Bool {
    var depth = 0
    var isInString = false
    var isEscaped = false
    for byte in bytes {
      if isEscaped {
        isEscaped = false
        continue
      }
      switch byte {
      case UInt8(ascii: "\\"): isEscaped = isInString
      case UInt8(ascii: "\""): isInString.toggle()
      case UInt8(ascii: "["), UInt8(ascii: "{"): if !isInString { depth += 1 }
      case UInt8(ascii: "]"), UInt8(ascii: "}"): if !isInString { depth -= 1 }
      default: break
      }
      if depth > maximumDepth { return true }
    }
    return false
  }

  /// The library writes `NaN`, which is no JSON, as the threshold of category splits.
  private static func withNullForNaN(_ bytes: Data) -> Data {
    let source = [UInt8](bytes)
    let token = Array("NaN".utf8)
    var result: [UInt8] = []
    result.reserveCapacity(source.count + source.count / 8)
    var isInString = false
    var index = 0
    while index < source.count {
      let byte = source[index]
      if byte == UInt8(ascii: "\"") { isInString.toggle() }
      if isInString, byte == UInt8(ascii: "\\"), index + 1 < source.count {
        result += source[index...index + 1]
        index += 2
      } else if !isInString, byte == token[0], source[index...].starts(with: token) {
        result += Array("null".utf8)
        index += 3
      } else {
        result.append(byte)
        index += 1
      }
    }
    return Data(result)
  }

  private static func words(_ error: DecodingError) -> String {
    func path(_ context: DecodingError.Context) -> String {
      context.codingPath.map { $0.intValue.map(String.init) ?? $0.stringValue }
        .joined(separator: ".")
    }
    switch error {
    case .keyNotFound(let key, let context):
      return "\(key.stringValue) is missing in “\(path(context))”"
    case .typeMismatch(_, let context), .valueNotFound(_, let context):
      return "“\(path(context))” holds something else than it should"
    case .dataCorrupted: return "the text ends early or is no JSON"
    @unknown default: return "it can't be read"
    }
  }

  static func refusal(_ reason: String) -> ModellingError {
    ModellingError(.invalidModel, "The XGBoost model can't be loaded: \(reason).")
  }
}
