/// A run as the registry holds it.
public struct RegisteredRun: Sendable, Codable, Equatable {
  /// Its name: the UTC date and time of registering and six hexadecimal digits, as
  /// `20260331-141502-3fa9c1`.
  public let id: String
  /// When it was registered, as `2026-03-31T14:15:02.118Z`.
  public let registeredAt: String
  /// Who did it, as user@host.
  public let who: String
  /// What was done and what came of it.
  public let description: RunDescription
  /// The models it left, by name.
  public let models: [RegisteredModel]

  /// The champion among its models, if it is one of them.
  public var champion: RegisteredModel? { models.first { $0.stage == .champion } }

  /// The value of a figure of a model; `nil` where undefined.
  public func figure(_ name: String, of model: String) -> Double? {
    description.results.first { $0.model == model }?.figures[name]?.value
  }

  /// Whether text has the form of a run's name, so that it may stand in a path.
  static func isName(_ text: String) -> Bool {
    text.wholeMatch(of: /[0-9]{8}-[0-9]{6}-[0-9a-f]{6}/) != nil
  }
}

/// A model file that the registry holds.
public struct RegisteredModel: Sendable, Codable, Equatable {
  /// The run that it came from.
  public let run: String
  /// Its name within the run, as `boosted`.
  public let name: String
  /// The data set that it was trained on, of which it may be the champion.
  public let dataset: String
  /// The SHA-256 of its file, which is the file's name too.
  public let sha256: String
  /// The size of its file.
  public let bytes: Int
  /// How far it has come.
  public let stage: Stage

  /// What a command takes in place of a model file, as `run:20260331-141502-3fa9c1/boosted`.
  public var reference: String { "run:\(run)/\(name)" }
  /// Run and name, as the audit log has it.
  var subject: String { "\(run)/\(name)" }
}
