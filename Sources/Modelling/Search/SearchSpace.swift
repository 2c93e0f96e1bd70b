/// Where a search looks for settings: a range for each setting that it may change, by model.
public struct SearchSpace: Sendable, Codable, Equatable {
  /// By name of the model, then key.
  private var ranges: [String: [String: SearchRange]]

  /// The standard ranges, without the settings that a person has fixed.
  ///
  /// - Parameter bases: what trials start from; a setting changed there is left as it is.
  public init(for bases: [ModelSettings]) {
    ranges = [:]
    for base in bases {
      ranges[base.kind.rawValue] = Self.standard(of: base.kind).filter { !base.isChanged($0.key) }
    }
  }

  /// The range of a setting; `nil` where the search leaves it alone.
  public subscript(kind: ModelKind, key: String) -> SearchRange? {
    ranges[kind.rawValue]?[key]
  }

  /// Sets the range of a setting, in the form `boosted.maximumDepth=3..10`.
  ///
  /// - Throws: ``ModellingError`` with the code `invalidSetting` when the model is not searched, has no
  ///   such setting, or a value is not allowed.
  public mutating func set(parsing text: String) throws {
    let sides = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
    let names = sides[0].split(separator: ".", omittingEmptySubsequences: false).map(String.init)
    guard sides.count == 2, names.count == 2 else {
      throw ModellingError(
        .invalidSetting,
        "The range \(text.prefix(80)) is not of the form boosted.maximumDepth=3..10.")
    }
    guard let kind = ModelKind(rawValue: names[0]), ranges[kind.rawValue] != nil else {
      let searched = ranges.keys.sorted().joined(separator: ", ")
      throw ModellingError(
        .invalidSetting,
        "The range \(text.prefix(80)) is of no model that is searched; these are \(searched).")
    }
    ranges[kind.rawValue]?[names[1]] = try SearchRange(
      parsing: String(sides[1]), for: names[1], of: kind)
  }

  /// The ranges that differ from those of another space, in the form that ``set(parsing:)`` reads, by
  /// name.
  public func changes(from other: SearchSpace) -> [String] {
    ranges.sorted { $0.key < $1.key }.flatMap { kind, own in
      own.sorted { $0.key < $1.key }
        .filter { other.ranges[kind]?[$0.key] != $0.value }
        .map { "\(kind).\($0.key)=\($0.value.text)" }
    }
  }

  /// The settings of a draw: those of the base with a value for each range.
  ///
  /// Draws are spread evenly (``EvenDraws``), and each is the same however many there are.
  ///
  /// - Parameter draw: its number among those of the model, from 0.
  /// - Throws: ``ModellingError`` when a value is not allowed.
  public func settings(
    from base: ModelSettings, draw: Int, seed: UInt64
  ) throws -> ModelSettings {
    var settings = base
    let ranges = ModelSettings.definitions(of: base.kind).compactMap { definition in
      self[base.kind, definition.key].map { (definition: definition, range: $0) }
    }
    let draws = EvenDraws(dimensions: ranges.count(where: \.range.isOpen), seed: seed)
    var places = draws[draw].makeIterator()
    for (definition, range) in ranges {
      let place = range.isOpen ? places.next() ?? 0 : 0
      try settings.set(definition.key, to: range.value(at: place, for: definition))
    }
    if settings.growsSymmetricTrees {
      // Nodes of a level share their split, so there is nothing to draw for each.
      try settings.set("columnSamplingByNode", to: base["columnSamplingByNode"])
    }
    return settings
  }

  /// The settings of a model that a search changes unless told otherwise, and how.
  ///
  /// Trees that are boosted get as many rounds as the validation rows ask for: the most is set high, so
  /// that low learning rates are not cut off, and is no dimension of the search.
  public static func standard(of kind: ModelKind) -> [String: SearchRange] {
    switch kind {
    case .logistic: ["inverseRegularisation": .logarithmic(1e-3...1e3)]
    case .forest:
      [
        "maximumDepth": .even(8...30), "minimumLeafRows": .logarithmic(1...50),
        "columnsPerNode": .even(2...12),
      ]
    case .boosted, .lambdamart, .yetirank:
      [
        "rounds": .choice([2000]), "earlyStoppingRounds": .choice([50]),
        "learningRate": .logarithmic(0.02...0.12), "maximumDepth": .even(4...10),
        "lambda": .logarithmic(0.3...30), "minimumChildWeight": .logarithmic(0.5...30),
        "rowSampling": .even(0.5...1), "columnSamplingByNode": .even(0.2...1),
      ]
    case .xgboost, .xgbranker:
      [
        "rounds": .choice([2000]), "earlyStoppingRounds": .choice([50]),
        "learningRate": .logarithmic(0.02...0.2), "maximumDepth": .even(4...10),
        "lambda": .logarithmic(0.3...30), "minimumChildWeight": .logarithmic(0.5...30),
        "rowSampling": .even(0.5...1), "columnSampling": .even(0.3...1),
      ]
    }
  }
}

extension ModelSettings {
  /// Whether these are trees whose levels are split alike.
  fileprivate var growsSymmetricTrees: Bool {
    Self.definitions(of: kind).contains { $0.key == "growth" }
      && Self.growths[Int(self["growth"])].growth == .symmetric
  }
}
