/// What each objective needs to know of the rows.
extension TrainingSet {
  /// - Throws: `unusableData` without labels of both classes.
  func requireClassesForTrees() throws {
    guard let first = labels.first else {
      throw ModellingError(
        .unusableData,
        "The training rows have amounts and no classes; choose the objective squaredError.")
    }
    guard labels.contains(where: { $0 != first }) else {
      throw ModellingError(
        .unusableData,
        "Every training row has the label \(first); trees need rows of both classes.")
    }
    guard let grade = labels.max(), grade <= 1 else {
      throw ModellingError(
        .unusableData,
        "A training row has the grade \(labels.max() ?? 0), and classes are 0 and 1; choose a "
          + "ranking objective.")
    }
  }

  /// - Throws: `unusableData` without two different amounts, or for one that is no number.
  func requireAmounts() throws {
    guard let amounts, let first = amounts.first else {
      throw ModellingError(
        .unusableData, "The training rows have no amounts, which the squared error needs.")
    }
    let all = amounts + (validation?.amounts ?? [])
    guard all.allSatisfy({ $0.isFinite && abs($0) <= 1e18 }) else {
      throw ModellingError(
        .unusableData,
        "An amount is missing, infinite or beyond 1e18; drop the row or mend it.")
    }
    guard amounts.contains(where: { $0 != first }) else {
      throw ModellingError(
        .unusableData, "Every training row has the amount \(first); there is nothing to learn.")
    }
    guard validation.map({ $0.amounts != nil || $0.frame.rowCount == 0 }) ?? true else {
      throw ModellingError(
        .unusableData, "The validation rows have no amounts, which the squared error needs.")
    }
  }

  /// - Throws: `unusableData` without groups, or with none that holds two different grades.
  func requireLists() throws {
    guard let groups, validation.map({ $0.groups != nil || $0.frame.rowCount == 0 }) ?? true
    else {
      throw ModellingError(
        .unusableData,
        "Ranking puts the rows of each group in order, and no group is given; name its column.")
    }
    guard let highest = (labels + (validation?.labels ?? [])).max(),
      Int(highest) <= RankingLists.highestGrade
    else {
      throw ModellingError(
        .unusableData,
        "Ranking reads grades of 0 to \(RankingLists.highestGrade); give each row one of them.")
    }
    var known: [Int32: UInt8] = [:]
    for (row, group) in groups.enumerated() {
      if known.updateValue(labels[row], forKey: group) ?? labels[row] != labels[row] { return }
    }
    throw ModellingError(
      .unusableData,
      "No group has rows of different grades, so there is no order to learn; check the group "
        + "column and the target.")
  }
}
