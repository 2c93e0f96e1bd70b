public import Ingestion

/// Makes a master table of raw files, ready to be opened.
public enum Ingesting {
  /// The names of the recipes that come with the program.
  public static var recipeNames: [String] { TableRecipe.bundledNames }

  /// Does the work, on the calling thread.
  ///
  /// - Parameters:
  ///   - recipe: a name of ``recipeNames``, or the path of a recipe's folder.
  ///   - control: stops the work from another thread.
  /// - Throws: `IngestionError` with what is wrong with the recipe, the files, a setting or the engine.
  public static func run(
    recipe: String, options: RunOptions, control: IngestionControl = .init(),
    report: @escaping @Sendable (RecipeRun.Event) -> Void = { _ in }
  ) throws -> RecipeRun.Outcome {
    try RecipeRun(recipe: TableRecipe(named: recipe), options: options)
      .run(control: control, report: report)
  }
}
