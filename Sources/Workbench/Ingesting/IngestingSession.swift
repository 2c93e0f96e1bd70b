import Foundation
import Ingestion

/// One run of a recipe for a front end that shows how far it is and may stop it.
public final class IngestingSession: Sendable {
  /// What is to be done, as a person fills it in.
  public struct Plan: Codable, Hashable, Sendable {
    /// A name of ``Ingesting/recipeNames``, or the path of a recipe's folder.
    public var recipe: String
    /// The folder of the raw files.
    public var input: String
    /// The folder for the table.
    public var output: String
    /// The name of an engine.
    public var engine: String
    /// Settings as `name=value`, separated by blanks; empty for the presets.
    public var settings: String

    /// Makes a plan.
    public init(
      recipe: String, input: String, output: String, engine: String, settings: String = ""
    ) {
      self.recipe = recipe
      self.input = input
      self.output = output
      self.engine = engine
      self.settings = settings
    }
  }

  /// What happens during a run.
  public enum Event: Codable, Hashable, Sendable {
    /// A step starts: its number from 1, how many there are, and what it does.
    case began(step: Int, of: Int, title: String)
    /// Something worth knowing, as a sentence.
    case note(String)
  }

  /// What a run leaves behind.
  public struct Outcome: Codable, Hashable, Sendable {
    /// The folder of the table, which opens with its roles.
    public var folder: String
    /// The rows of the table.
    public var rows: Int
    /// The columns of the table.
    public var columns: Int
    /// How many promises of the recipe hold.
    public var promises: Int
    /// Rows that could not be used.
    public var rejected: Int
    /// What went in and out, line by line.
    public var report: [String]

    /// Makes an outcome.
    public init(
      folder: String, rows: Int, columns: Int, promises: Int, rejected: Int, report: [String]
    ) {
      self.folder = folder
      self.rows = rows
      self.columns = columns
      self.promises = promises
      self.rejected = rejected
      self.report = report
    }
  }

  /// The names of the engines, the usual one first.
  public static let engines = EngineKind.allCases.map(\.rawValue)

  /// What a recipe is for and what it reads, in words; `nil` where there is no such recipe.
  public static func summary(of recipe: String) -> String? {
    (try? TableRecipe(named: recipe))?.description.summary
  }

  /// The settings of a recipe with their presets, as `name=value`.
  public static func presets(of recipe: String) -> String {
    let parameters = (try? TableRecipe(named: recipe))?.description.parameters ?? []
    return parameters.map { "\($0.name)=\($0.preset)" }.joined(separator: " ")
  }

  /// What is to be done.
  public let plan: Plan
  private let control = IngestionControl()

  /// Makes a session.
  public init(_ plan: Plan) { self.plan = plan }

  /// Ends the run with all processes that it started; the same plan goes on where it ended.
  public func cancel() { control.cancel() }

  /// Whether somebody asked to stop.
  public var isCancelled: Bool { control.isCancelled }

  /// Does the work, on the calling thread, which must be one of its own.
  ///
  /// - Throws: `IngestionError` or ``WorkbenchError`` with what is wrong with the plan, the files or the
  ///   engine.
  public func run(report: @escaping @Sendable (Event) -> Void) throws -> Outcome {
    let options = try options()
    let outcome = try Ingesting.run(recipe: plan.recipe, options: options, control: control) {
      event in
      switch event {
      case .began(let step, let count, let title):
        report(.began(step: step, of: count, title: title))
      case .note(let sentence): report(.note(sentence))
      }
    }
    return Outcome(
      folder: options.output, rows: outcome.report.rows, columns: outcome.report.columns,
      promises: outcome.report.promises.count,
      rejected: outcome.report.inputs.reduce(0) { $0 + $1.rejected },
      report: outcome.report.text.components(separatedBy: "\n"))
  }

  private func options() throws -> RunOptions {
    guard !plan.input.isEmpty else {
      throw WorkbenchError(.badInput, "Say which folder holds the raw files.")
    }
    guard !plan.output.isEmpty else {
      throw WorkbenchError(.badInput, "Say into which folder the table goes.")
    }
    var options = RunOptions(input: plan.input, output: plan.output)
    guard let engine = EngineKind(rawValue: plan.engine) else {
      let known = Self.engines.joined(separator: ", ")
      throw WorkbenchError(.badInput, "\(plan.engine): there are the engines \(known).")
    }
    options.engine = engine
    for setting in plan.settings.split(separator: " ") {
      let parts = setting.split(separator: "=", maxSplits: 1).map(String.init)
      guard parts.count == 2 else {
        throw WorkbenchError(.badInput, "The setting \(setting): write it as name=value.")
      }
      options.parameters[parts[0]] = parts[1]
    }
    return options
  }
}
