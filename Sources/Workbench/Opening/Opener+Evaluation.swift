public import Tabular

extension Opener {
  /// Opens rows that saved models are to be measured on; a file of one class is refused in words that
  /// say so.
  ///
  /// - Throws: what ``open(_:overrides:options:)`` throws.
  public static func open(
    _ path: String, toMeasure models: [String], overrides: RoleOverrides, options: CSVOptions
  ) throws -> OpenedData {
    do {
      return try open(path, overrides: overrides, options: options)
    } catch let error as WorkbenchError where error.code == .noTarget {
      throw refusal(path, models, overrides, options) ?? error
    } catch let error as TabularError where error.code == .unusableTarget {
      throw refusal(path, models, overrides, options) ?? error
    }
  }

  private static func refusal(
    _ path: String, _ models: [String], _ overrides: RoleOverrides, _ options: CSVOptions
  ) -> WorkbenchError? {
    let artifact = models.lazy.compactMap { try? ModelFile.read(path: $0) }.first
    guard let target = overrides.target ?? artifact?.roles.target,
      let table = try? CSVReader.read(path: path, options: options).table,
      let column = table[target], let single = SingleClass(column)
    else { return nil }
    return WorkbenchError(
      .badInput,
      "\(path): \(single.words), so nothing that compares classes (ROC-AUC, F1, MAP@7) can be "
        + "measured; give rows of both outcomes, or score these with predict.")
  }
}
