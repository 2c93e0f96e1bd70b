import Tabular

/// Features that are worked out of other columns of a row, with what is known of these columns.
///
/// Every table that is scored is read as the training table was: a flag that is spelt otherwise, or a
/// number that came as text, gives the same result.
struct DerivedFeatures: Sendable, Equatable {
  let recipes: Recipes
  /// The columns of a file that are read.
  let inputs: [Feature]

  /// - Precondition: the inputs are the sources of the recipes.
  init(recipes: Recipes, inputs: [Feature]) {
    self.recipes = recipes
    self.inputs = inputs
  }

  /// The derived columns of some rows, in their order; all rows when `nil`.
  ///
  /// Inputs that the table lacks, levels that training never saw and cells that can't be read are
  /// missing, and so is what is worked out of them; the report says so.
  func table(of table: Table, rows: [Int]?, report: inout EncodingReport) -> Table {
    let count = rows?.count ?? table.rowCount
    let read = inputs.map { feature in
      guard let column = table[feature.name] else {
        report.absentColumns.append(feature.name)
        return Self.column(feature, [Float](repeating: .nan, count: count))
      }
      let encoder = ColumnEncoder(feature: feature, column: column, rows)
      if encoder.unseenCount > 0 { report.unseen[feature.name] = encoder.unseenCount }
      if encoder.unreadableCount > 0 { report.unreadable[feature.name] = encoder.unreadableCount }
      return Self.column(feature, encoder.values)
    }
    return made(of: read)
  }

  /// The derived columns of rows whose inputs are encoded already, one array an input.
  func table(ofInputs values: [[Float]]) -> Table {
    made(of: zip(inputs, values).map(Self.column))
  }

  private func made(of read: [Column]) -> Table {
    let made = recipes.applied(to: Table(columns: read))
    return Table(columns: recipes.names.compactMap { made[$0] })
  }

  private static func column(_ feature: Feature, _ values: [Float]) -> Column {
    switch feature.kind {
    case .number: Column(name: feature.name, values: .float(values))
    case .flag(let labels):
      Column(
        name: feature.name,
        values: .flag(values.map { $0.isNaN ? Column.missingFlag : UInt8($0) }, labels: labels))
    case .category(let levels):
      Column(
        name: feature.name,
        values: .category(codes: values.map { $0.isNaN ? -1 : Int32($0) }, levels: levels))
    }
  }
}

extension DerivedFeatures: Codable {
  private enum CodingKeys: String, CodingKey {
    case recipes, inputs
  }

  /// Writes recipes as people do.
  func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(recipes.texts, forKey: .recipes)
    try container.encode(inputs, forKey: .inputs)
  }

  /// Reads recipes as those of a stranger: each is parsed, and all are checked against the inputs.
  init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    let texts = try container.decode([String].self, forKey: .recipes)
    inputs = try container.decode([Feature].self, forKey: .inputs)
    guard Set(inputs.map(\.name)).count == inputs.count else {
      throw ModellingError.damagedSchema("two inputs of its derived columns have one name")
    }
    do {
      let columns = inputs.map { Self.column($0, []) }
      recipes = try Recipes(texts.map { try Recipe(parsing: $0) }, for: Table(columns: columns))
    } catch let error as TabularError {
      throw ModellingError(
        .invalidModel, "The model is damaged. \(error.message) Load another copy.")
    }
    guard Set(recipes.sources) == Set(inputs.map(\.name)) else {
      throw ModellingError.damagedSchema("its derived columns read other inputs than it names")
    }
  }
}
