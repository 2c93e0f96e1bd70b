public import Tabular

extension Opener {
  /// Opens rows that saved models are to be measured on; a file of one class is refused in words that
  /// say so.
  ///
  /// - Parameter relevantFrom: from which grade on a row of graded lists is relevant; as the first model
  ///   has it, or 1, when `nil`.
  /// - Throws: what ``open(_:overrides:options:)`` throws.
  public static func open(
    _ path: String, toMeasure models: [String], overrides: RoleOverrides, options: CSVOptions,
    relevantFrom: Int? = nil
  ) throws -> OpenedData {
    let model = models.lazy.compactMap { try? ModelFile.read(path: $0, mayGrade: true) }.first
    let relevantFrom = relevantFrom ?? model?.grades?.relevantFrom ?? 1
    do {
      return try open(
        path, overrides: overrides, options: options, relevantFrom: relevantFrom,
        needsFeatures: false)
    } catch let error as WorkbenchError where error.code == .noTarget {
      if let refusal = refusal(path, models, overrides, options) { throw refusal }
      guard overrides.target == nil, let roles = model?.roles else { throw error }
      var known = overrides
      (known.target, known.positive) = (roles.target, overrides.positive ?? roles.positive)
      return try open(
        path, overrides: known, options: options, relevantFrom: relevantFrom, needsFeatures: false)
    } catch let error as TabularError where error.code == .unusableTarget {
      throw refusal(path, models, overrides, options) ?? error
    }
  }

  /// The roles of the first model of ours.
  private static func roles(of models: [String]) -> Roles? {
    models.lazy.compactMap { try? ModelFile.read(path: $0, mayGrade: true) }.first?.roles
  }

  private static func refusal(
    _ path: String, _ models: [String], _ overrides: RoleOverrides, _ options: CSVOptions
  ) -> WorkbenchError? {
    guard let target = overrides.target ?? roles(of: models)?.target,
      let table = try? TableFile.read(path: path, options: options).table
    else { return nil }
    let advice = "give rows with outcomes, or score these with predict."
    guard table.rowCount > 0 else {
      return WorkbenchError(
        .badInput, "\(path): holds names and no rows, so there is nothing to measure; give rows.")
    }
    guard let column = table[target] else {
      guard overrides.target == nil else { return nil }
      return WorkbenchError(
        .badInput,
        "\(path): has no column \(target), which holds the model's outcomes, so nothing can be "
          + "measured; \(advice)")
    }
    guard (0..<column.count).contains(where: { !column.isMissing($0) }) else {
      return WorkbenchError(
        .badInput,
        "\(path): no row has an outcome in \(target), so nothing can be measured; \(advice)")
    }
    guard let single = SingleClass(column) else { return nil }
    return WorkbenchError(
      .badInput,
      "\(path): \(single.words), so nothing that compares classes (ROC-AUC, F1, MAP@7) can be "
        + "measured; give rows of both outcomes, or score these with predict.")
  }
}
