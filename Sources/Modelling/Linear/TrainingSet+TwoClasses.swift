extension TrainingSet {
  /// Refuses rows that no classifier can be fitted to.
  ///
  /// - Throws: `unusableData` without rows, features or one of the classes, or with a weight that
  ///   isn't a positive number.
  func requireTwoClasses() throws {
    guard !labels.isEmpty else {
      throw ModellingError(
        .unusableData, "There are no training rows; check the filters and the split.")
    }
    guard !frame.columns.isEmpty else {
      throw ModellingError(
        .unusableData, "No features are left to train on; exclude fewer columns.")
    }
    let positives = labels.reduce(into: 0) { $0 += $1 == 0 ? 0 : 1 }
    guard positives > 0, positives < labels.count else {
      let only = positives == 0 ? "negative" : "positive"
      throw ModellingError(
        .unusableData,
        "All \(labels.count) training rows are \(only); check the target and its positive value.")
    }
    if let row = weights?.firstIndex(where: { !($0 > 0) || !$0.isFinite }) {
      throw ModellingError(
        .unusableData,
        "The weight of training row \(row) is \(weights?[row] ?? 0); weights are above 0.")
    }
  }
}
