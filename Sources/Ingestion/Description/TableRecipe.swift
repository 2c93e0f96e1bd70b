import Foundation
import Tabular
import Yams

/// A recipe: a folder with a description and the SQL that makes one table of several.
public struct TableRecipe: Sendable {
  /// The folder.
  public let folder: String
  /// What the description says.
  public let description: RecipeDescription
  /// The SQL files, by name.
  public let sql: [String: String]

  /// The name of the description in a recipe's folder.
  public static let descriptionFile = "description.yaml"

  /// Reads the recipe of a folder.
  ///
  /// - Throws: ``IngestionError`` naming the file and what is wrong: a missing or unknown key, a stage
  ///   without its SQL, a banned construct.
  public init(folder: String) throws {
    self.folder = folder
    let path = "\(folder)/\(Self.descriptionFile)"
    guard let data = FileManager.default.contents(atPath: path),
      let text = String(data: data, encoding: .utf8), data.count < 1 << 20
    else {
      throw IngestionError(
        .badRecipe, "\(path): can't be read; a recipe is a folder with that file.")
    }
    do {
      description = try YAMLDecoder().decode(RecipeDescription.self, from: text)
    } catch let error as DecodingError {
      throw IngestionError(.badRecipe, "\(path): \(Self.words(error)).")
    } catch {
      let words = "\(error)".split(whereSeparator: \.isNewline).joined(separator: " ")
      throw IngestionError(.badRecipe, "\(path): not readable as YAML: \(words).")
    }
    var sql: [String: String] = [:]
    let names = try? FileManager.default.contentsOfDirectory(atPath: folder)
    for name in names ?? [] where name.hasSuffix(".sql") {
      guard let data = FileManager.default.contents(atPath: "\(folder)/\(name)"),
        let text = String(data: data, encoding: .utf8)
      else { throw IngestionError(.badRecipe, "\(folder)/\(name): is no UTF-8 text.") }
      sql[name] = text
    }
    self.sql = sql
    try check(path)
  }

  /// A recipe by name, among those that come with the program, or by the path of its folder.
  ///
  /// - Throws: ``IngestionError`` listing what there is.
  public init(named name: String) throws {
    if Self.bundledNames.contains(name), let folder = Self.bundledFolder {
      try self.init(folder: "\(folder)/\(name)")
      return
    }
    let isFolder = FileManager.default.fileExists(atPath: "\(name)/\(Self.descriptionFile)")
    guard isFolder else {
      throw IngestionError(
        .badRecipe,
        "There is no recipe \(name); there are \(Self.bundledNames.joined(separator: ", ")), and any "
          + "folder with a \(Self.descriptionFile).")
    }
    try self.init(folder: name)
  }

  /// The names of the recipes that come with the program, sorted.
  public static var bundledNames: [String] {
    guard let folder = bundledFolder else { return [] }
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    return names.filter {
      FileManager.default.fileExists(atPath: "\(folder)/\($0)/\(descriptionFile)")
    }.sorted()
  }

  private static var bundledFolder: String? {
    Bundle.module.resourceURL?.appendingPathComponent("Recipes").path
  }

  /// The SQL of a file of the folder.
  func text(of file: String) throws -> String {
    guard let text = sql[file] else {
      throw IngestionError(.badRecipe, "\(folder): has no \(file), which the recipe needs.")
    }
    return text
  }

  /// The view that the last stage makes.
  var lastStage: RecipeStage { description.stages[description.stages.count - 1] }

  private func check(_ path: String) throws {
    let refuse = { (words: String) in IngestionError(.badRecipe, "\(path): \(words)") }
    guard !description.stages.isEmpty else { throw refuse("has no stages.") }
    guard !description.inputs.isEmpty else { throw refuse("has no inputs.") }
    guard description.output.dataset.file == "\(description.name).parquet" else {
      throw refuse("output.dataset.file: call it \(description.name).parquet.")
    }
    var names: Set<String> = []
    for name in description.inputs.map(\.name) + description.stages.map(\.name) {
      guard name.wholeMatch(of: #/[a-z][a-z0-9_]*/#) != nil else {
        throw refuse("“\(name)” is no name of a view; use small letters, digits and _.")
      }
      guard names.insert(name).inserted else { throw refuse("there are two views \(name).") }
    }
    for input in description.inputs {
      let columns = Set(input.columns.map(\.bodyName))
      guard columns.count == input.columns.count else {
        throw refuse("\(input.name): two columns have one name.")
      }
      for column in (input.key ?? []) + (input.references ?? []).map(\.column)
      where !columns.contains(column) {
        throw refuse("\(input.name): \(column) is none of its columns.")
      }
      for reference in input.references ?? [] {
        let other = description.inputs.first { $0.name == reference.input }
        guard other?.columns.contains(where: { $0.bodyName == reference.key }) == true else {
          throw refuse("\(input.name): there is no \(reference.input).\(reference.key).")
        }
      }
    }
    let readable = Set(
      description.inputs.flatMap { input in input.columns.map { "\(input.name).\($0.bodyName)" } })
    for column in description.output.columns {
      if let needed = column.needs, !readable.contains(needed) {
        throw refuse(
          "output.columns: \(column.name) needs \(needed), which is no column of an input.")
      }
    }
    let outputs = Set(description.output.columns.map(\.name))
    for column in description.key + description.output.order where !outputs.contains(column) {
      throw refuse("\(column) is no column of the output.")
    }
    for stage in description.stages {
      let text = try text(of: stage.body)
      if let finding = BodyLint.findings(in: text).first {
        throw IngestionError(.badRecipe, "\(folder)/\(stage.body): \(finding)")
      }
    }
  }

  private static func words(_ error: DecodingError) -> String {
    let path = { (context: DecodingError.Context) in
      context.codingPath.map { $0.intValue.map { "\($0 + 1)" } ?? $0.stringValue }
        .joined(separator: ".")
    }
    switch error {
    case .keyNotFound(let key, let context):
      let place = path(context)
      return "\(place.isEmpty ? "" : "\(place): ")the key “\(key.stringValue)” is missing"
    case .typeMismatch(_, let context), .valueNotFound(_, let context):
      return "“\(path(context))” has the wrong type"
    case .dataCorrupted(let context):
      return "“\(path(context))”: \(context.debugDescription)"
    @unknown default: return "\(error)"
    }
  }
}
