public import Evaluation
public import Registry

/// Two runs side by side.
public struct RunComparison: Sendable {
  /// The first run.
  public let first: RegisteredRun
  /// The second run.
  public let second: RegisteredRun
  /// What was set otherwise; defaults that one of them lacks come with `nil`.
  public let changes: [Change]
  /// The leaderboard's figures of the models that both have, in the order of the first.
  public let figures: [FigureRow]

  /// One thing that differs.
  public struct Change: Sendable, Encodable, Equatable {
    /// What, as `boosted.rounds`.
    public let name: String
    /// In the first run; `nil` where it has no such thing.
    public let first: String?
    /// In the second run; `nil` where it has no such thing.
    public let second: String?
  }

  /// One figure of one model in both runs.
  public struct FigureRow: Sendable, Encodable, Equatable {
    /// The model.
    public let model: String
    /// The figure.
    public let metric: MetricKind
    /// In the first run; `nil` where undefined.
    public let first: Double?
    /// In the second run; `nil` where undefined.
    public let second: Double?
  }

  /// Puts two runs side by side.
  public init(_ first: RegisteredRun, _ second: RegisteredRun) {
    self.first = first
    self.second = second
    let parts = (Self.parts(first.description), Self.parts(second.description))
    let left = Dictionary(parts.0, uniquingKeysWith: { first, _ in first })
    let right = Dictionary(parts.1, uniquingKeysWith: { first, _ in first })
    var seen: Set<String> = []
    changes = (parts.0 + parts.1).map(\.0).filter { seen.insert($0).inserted }.compactMap { name in
      left[name] == right[name]
        ? nil : Change(name: name, first: left[name], second: right[name])
    }
    figures = first.description.results.flatMap { result -> [FigureRow] in
      guard let other = second.description.results.first(where: { $0.model == result.model })
      else { return [] }
      return MetricKind.leaderboard.compactMap { metric in
        let values = (
          result.figures[metric.rawValue]?.value, other.figures[metric.rawValue]?.value
        )
        guard values.0 != nil || values.1 != nil else { return nil }
        return FigureRow(model: result.model, metric: metric, first: values.0, second: values.1)
      }
    }
  }

  /// Whether both read the same table.
  public var isSameData: Bool {
    first.description.data.fingerprint == second.description.data.fingerprint
  }

  /// Whether both set the same test rows apart.
  public var isSameSplit: Bool {
    isSameData && first.description.split == second.description.split
      && first.description.seed == second.description.seed
  }

  private static func parts(_ run: RunDescription) -> [(String, String)] {
    [
      ("kind", run.kind.rawValue), ("data", run.data.name), ("rows", String(run.data.rows)),
      ("features", String(run.data.features)), ("fingerprint", run.data.fingerprint),
      ("split", run.split), ("seed", String(run.seed)), ("program", run.program),
    ]
      + run.settings.map { setting in
        (setting.model.isEmpty ? setting.name : "\(setting.model).\(setting.name)", setting.value)
      }
  }
}
