/// Why raw tables could not be made into a master table, in words for the person who asked.
public struct IngestionError: Error, Sendable, Equatable, CustomStringConvertible {
  /// What kind of failure it is.
  public let code: Code
  /// One sentence: what, where, and how to mend it.
  public let message: String

  /// The kinds of failure.
  public enum Code: String, Sendable {
    /// A recipe, its folder or a setting can't be used as given.
    case badRecipe
    /// The raw files are not what the recipe needs.
    case badInput
    /// A promise of the recipe does not hold on these data.
    case brokenPromise
    /// The engine is not installed.
    case missingEngine
    /// The engine failed at its work.
    case failed
    /// Somebody stopped the work; what was finished is kept for the next run.
    case cancelled
  }

  /// Makes an error.
  public init(_ code: Code, _ message: String) {
    self.code = code
    self.message = message
  }

  /// The message.
  public var description: String { message }
}
