public import Tabular

/// What a recipe's `description.yaml` says: what goes in, what comes out, and what is promised.
public struct RecipeDescription: Sendable, Codable, Equatable {
  /// A short name, as its folder is called.
  public var name: String
  /// One sentence on what the table is for.
  public var summary: String
  /// What one row of the table is.
  public var grain: String
  /// The columns of the table that name a row.
  public var key: [String]
  /// When things are taken to be known.
  public var time: String
  /// What keeps the outcome out of the features, one sentence each.
  public var leaks: [String]
  /// Settings that a person may change.
  public var parameters: [RecipeParameter]?
  /// The column of the inputs by whose values the work can be divided.
  public var bucket: String?
  /// The raw tables.
  public var inputs: [RecipeInput]
  /// The steps of the body, in order; each file makes a view of its stage's name.
  public var stages: [RecipeStage]
  /// The table that comes out.
  public var output: RecipeOutput
  /// What must hold of the table; a run fails when one does not.
  public var promises: [RecipePromise]?
}

/// A setting of a recipe.
public struct RecipeParameter: Sendable, Codable, Equatable {
  /// The name, as it stands in the body between double braces.
  public var name: String
  /// `date` (written into the body as microseconds since 1970), or `whole`.
  public var type: ParameterType
  /// The value where nobody says another.
  public var preset: String
  /// The smallest whole number; 0 unless said.
  public var least: Int?
  /// The largest whole number; a million unless said.
  public var most: Int?
  /// One phrase on what it does.
  public var meaning: String

  /// What a setting's value is.
  public enum ParameterType: String, Sendable, Codable {
    case date, whole
  }
}

/// A raw table of a recipe.
public struct RecipeInput: Sendable, Codable, Equatable {
  /// The view that the body reads.
  public var name: String
  /// The names of its file or folder, without endings; the first that is there is taken.
  public var files: [String]
  /// The columns that are read.
  public var columns: [RecipeColumn]
  /// The columns, as the body names them, that name a row.
  public var key: [String]?
  /// Columns whose values are keys of other inputs.
  public var references: [RecipeReference]?
  /// Whether the recipe does without it.
  public var optional: Bool?
  /// The share of rows that may be rejected before the run fails, 0…1; .01 unless said.
  public var mostRejected: Double?

  var isOptional: Bool { optional ?? false }
}

/// A column of a raw table.
public struct RecipeColumn: Sendable, Codable, Equatable {
  /// The name in the file.
  public var name: String
  /// What it holds: `text`, `whole`, `number`, `cents`, `time`, `month`, `code5` for codes of five
  /// digits, or `row` for the place of the row in its file.
  public var type: ColumnContent
  /// The name in the body, if it is another.
  public var renamed: String?
  /// For times: a second column with the time of day.
  public var clock: String?
  /// Whether a row is good without a value.
  public var optional: Bool?
  /// Whether the file may lack the column; its rows then have no value.
  public var absent: Bool?

  private enum CodingKeys: String, CodingKey {
    case name, type, clock, optional, absent
    case renamed = "as"
  }

  var isOptional: Bool { optional ?? absent ?? false }
  var bodyName: String { renamed ?? name }
}

/// A column whose values are keys of another input.
public struct RecipeReference: Sendable, Codable, Equatable {
  /// The column, as the body names it.
  public var column: String
  /// The other input.
  public var input: String
  /// Its column, as the body names it.
  public var key: String
  /// The share of rows that may match nothing before the run fails, 0…1; everything but 1 unless said.
  public var mostOrphans: Double?
}

/// A step of the body.
public struct RecipeStage: Sendable, Codable, Equatable {
  /// The view that its SQL makes.
  public var name: String
  /// The file of its SQL.
  public var body: String
  /// Whether it can be done bucket by bucket.
  public var bucketed: Bool
  /// The inputs that it reads, so that others need not be.
  public var reads: [String]?
}

/// The table that comes out of a recipe.
public struct RecipeOutput: Sendable, Codable, Equatable {
  /// Its columns, in order; times are microseconds in the body and dates in the table.
  public var columns: [RecipeOutputColumn]
  /// The columns that order its rows; with them no two rows tie.
  public var order: [String]
  /// What is written beside it: roles, reasons and scopes.
  public var dataset: DatasetDescription
}

/// A column of the table that comes out.
public struct RecipeOutputColumn: Sendable, Codable, Equatable {
  /// Its name in the last stage's view and in the table.
  public var name: String
  /// `time` or `month` where it becomes a date; anything else is passed on.
  public var type: ColumnContent?
  /// The parameter that must be 1 for the column to be in the table.
  public var when: String?
  /// The raw column, as `calls.balance` in the body's names, without which it is not in the table.
  public var needs: String?
  /// What somebody must know who has it in the table, as the end of a sentence that begins with its name.
  public var caution: String?
}

/// A condition on the table, which is called `master` in it.
public struct RecipePromise: Sendable, Codable, Equatable {
  /// What holds, as a sentence.
  public var says: String
  /// A query of one number: how many rows break it.
  public var broken: String
}
