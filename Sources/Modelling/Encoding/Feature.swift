public import Tabular

/// A column as the models know it: its name, its kind and, for categories, the levels seen in training.
public struct Feature: Sendable, Codable, Equatable {
  /// The column's name.
  public let name: String
  /// What the encoded numbers mean.
  public let kind: Kind
  /// What the feature counts as when rows are scored, for one that is known while fitting only;
  /// `nil` for one that is always known.
  public let trainingOnly: TrainingOnly?

  /// The value that a feature known while fitting only has in every row that is scored.
  public struct TrainingOnly: Sendable, Codable, Equatable {
    /// The encoded value; `nil` for missing.
    public let reference: Float?

    /// Makes a reference.
    public init(reference: Float?) { self.reference = reference }
  }

  /// The meaning of a feature's encoded value; missing is always NaN.
  public enum Kind: Sendable, Codable, Equatable {
    /// The number itself; dates are days since 1970.
    case number
    /// 0 or 1; the labels say how the file spells them.
    case flag(Column.FlagLabels)
    /// An index into the levels, which are ascending; a level not listed is encoded as missing.
    case category(levels: [String])
  }

  /// Makes a feature.
  public init(name: String, kind: Kind, trainingOnly: TrainingOnly? = nil) {
    self.name = name
    self.kind = kind
    self.trainingOnly = trainingOnly
  }

  /// The name, with a remark where the feature is known while fitting only.
  public var title: String { trainingOnly == nil ? name : "\(name) (training only)" }

  /// What the feature counts as when rows are scored, as the file spells it, for one that is known while
  /// fitting only; `nil` for one that is always known.
  public var reference: String? {
    guard let trainingOnly else { return nil }
    guard let code = trainingOnly.reference else { return "missing" }
    switch kind {
    case .number: return code == code.rounded() && abs(code) < 1e9 ? "\(Int(code))" : "\(code)"
    case .flag(let labels): return code == 1 ? labels.one : labels.zero
    case .category(let levels):
      let place = Int(code)
      return levels.indices.contains(place) ? levels[place] : "missing"
    }
  }

  /// The levels of a category, or `nil` for numbers and flags.
  public var levels: [String]? {
    if case .category(let levels) = kind { levels } else { nil }
  }

  /// An encoded value as a person reads it; `nil` where missing.
  public func text(of value: Float) -> String? {
    guard !value.isNaN else { return nil }
    switch kind {
    case .number: return Column(name: name, values: .float([value])).string(0)
    case .flag(let labels): return value == 0 ? labels.zero : labels.one
    case .category(let levels): return levels[Int(value)]
    }
  }
}

extension Feature {
  private enum CodingKeys: String, CodingKey {
    case name, kind, trainingOnly
  }

  /// Reads a feature that was written by `encode(to:)`.
  ///
  /// - Throws: ``ModellingError`` with `invalidModel` when it has no name or names a level twice.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    name = try container.decode(String.self, forKey: .name)
    kind = try container.decode(Kind.self, forKey: .kind)
    trainingOnly = try container.decodeIfPresent(TrainingOnly.self, forKey: .trainingOnly)
    guard !name.isEmpty else { throw ModellingError.damagedSchema("a feature has no name") }
    var seen: Set<String> = []
    if let level = levels?.first(where: { !seen.insert($0).inserted }) {
      throw ModellingError.damagedSchema("its feature “\(name)” lists the level “\(level)” twice")
    }
  }
}
