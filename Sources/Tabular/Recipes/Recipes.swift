/// The derived columns of a table, in an order in which each finds its inputs.
public struct Recipes: Sendable, Equatable {
  /// The recipes; those that read others stand behind them.
  public let ordered: [Recipe]

  /// No derived column.
  public static let none = Recipes(ordered: [])

  private init(ordered: [Recipe]) { self.ordered = ordered }

  /// Checks recipes against a table and puts them in order.
  ///
  /// - Throws: ``TabularError`` with the code `invalidRecipe`: an unknown input, a name that is taken, a
  ///   cycle, too many, or text and dates where numbers are needed.
  public init(_ recipes: [Recipe], for table: Table) throws(TabularError) {
    guard recipes.count <= Recipe.mostRecipes else {
      throw TabularError(
        .invalidRecipe,
        "There are \(recipes.count) derived columns; use at most \(Recipe.mostRecipes).")
    }
    var byName: [String: Recipe] = [:]
    for recipe in recipes {
      guard table[recipe.name] == nil, byName.updateValue(recipe, forKey: recipe.name) == nil else {
        throw Recipe.fault(recipe.text, "has the name of another column; choose another name")
      }
    }
    for recipe in recipes {
      for input in recipe.inputs where table[input] == nil && byName[input] == nil {
        let names = table.names + byName.keys.sorted()
        throw TabularError(
          .invalidRecipe,
          "The derived column \(recipe.name) reads \(input), which is no column; "
            + NearNames.hint(for: input, among: names))
      }
    }
    ordered = try Self.inOrder(recipes)
    try checkKinds(in: table)
  }

  /// Makes sure that no recipe reads the column to predict, the position that only training knows,
  /// or the amount that comes with the outcome, also by way of others.
  ///
  /// - Throws: ``TabularError`` with the code `invalidRecipe`.
  public func check(target: String, position: String? = nil, amount: String? = nil)
    throws(TabularError)
  {
    for recipe in ordered {
      let sources = sources(of: recipe.name)
      if sources.contains(target) {
        throw Recipe.fault(
          recipe.text, "reads the target \(target), which is what is to be predicted")
      }
      if let position, sources.contains(position) {
        throw Recipe.fault(
          recipe.text, "reads the position \(position), which nobody knows when rows are scored")
      }
      if let amount, sources.contains(amount) {
        throw Recipe.fault(
          recipe.text,
          "reads the amount \(amount), which is known with the outcome or after it only")
      }
    }
  }

  private static func inOrder(_ recipes: [Recipe]) throws(TabularError) -> [Recipe] {
    var left = recipes
    var waiting = Set(recipes.map(\.name))
    var ordered: [Recipe] = []
    while !left.isEmpty {
      let ready = left.filter { recipe in !recipe.inputs.contains(where: waiting.contains) }
      guard !ready.isEmpty else {
        throw Recipe.fault(left[0].text, "is part of a cycle: it is worked out of itself")
      }
      ordered += ready
      for recipe in ready { waiting.remove(recipe.name) }
      left.removeAll { !waiting.contains($0.name) }
    }
    return ordered
  }

  private func checkKinds(in table: Table) throws(TabularError) {
    var kinds = Dictionary(uniqueKeysWithValues: table.columns.map { ($0.name, $0.kind) })
    for recipe in ordered {
      for input in recipe.inputs {
        guard let kind = kinds[input] else { continue }
        switch (recipe.operation, kind) {
        case (.cross, .category), (.cross, .flag): continue
        case (.cross, _):
          throw Recipe.fault(
            recipe.text, "crosses \(input), which is a \(kind.rawValue) and no category or flag")
        case (_, .number), (_, .flag): continue
        default:
          throw Recipe.fault(
            recipe.text,
            "takes the \(recipe.operation.rawValue) of \(input), which is a \(kind.rawValue) and no "
              + "number or flag" + (kind == .category ? "; cross puts categories together" : ""))
        }
      }
      kinds[recipe.name] = recipe.resultKind
    }
  }

  /// Whether there is no derived column.
  public var isEmpty: Bool { ordered.isEmpty }
  /// The names of the derived columns.
  public var names: [String] { ordered.map(\.name) }
  /// The form in which people write them.
  public var texts: [String] { ordered.map(\.text) }

  /// The columns of the file that are read for a derived column, also by way of others.
  public func sources(of name: String) -> [String] {
    var found: [String] = []
    var wanted: Set = [name]
    // Inputs stand before what reads them, so one pass from the end finds all.
    for recipe in ordered.reversed() where wanted.remove(recipe.name) != nil {
      wanted.formUnion(recipe.inputs)
      found += recipe.inputs
    }
    return wanted.contains(name) ? [name] : found.filter { wanted.remove($0) != nil }
  }

  /// The columns of the file that any of them reads, each once.
  public var sources: [String] {
    var seen = Set(names)
    return ordered.flatMap(\.inputs).filter { seen.insert($0).inserted }
  }

  /// The recipes that are needed for some columns.
  public func needed(for columns: [String]) -> Recipes {
    var wanted = Set(columns)
    // Inputs stand before what reads them, so one pass from the end finds all.
    for recipe in ordered.reversed() where wanted.contains(recipe.name) {
      wanted.formUnion(recipe.inputs)
    }
    return Recipes(ordered: ordered.filter { wanted.contains($0.name) })
  }

  /// The table with the derived columns worked out anew and put in, at the end where they are new.
  ///
  /// - Precondition: the table has the inputs, of the kinds that were checked.
  public func applied(to table: Table) -> Table {
    ordered.reduce(table) { table, recipe in table.replacing(recipe.column(of: table)) }
  }
}
