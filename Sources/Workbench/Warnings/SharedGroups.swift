import Modelling
import Tabular

/// The groups, such as customers, that have rows on both sides of a split.
struct SharedGroups {
  /// The name of the group.
  let name: String
  /// How many groups are on both sides of a split; of several splits, of any.
  let count: Int
  /// The share of the test rows, all splits together, whose group has training rows too, 0…1.
  let testShare: Double

  /// Counts; `nil` without a group column, and where no group is on both sides.
  init?(_ splits: [Split], of dataset: Dataset) {
    guard let codes = dataset.groupCodes, let name = dataset.roles.group else { return nil }
    var shared: Set<Int32> = []
    var testRows = 0
    var sharedRows = 0
    for split in splits {
      let trained = Set(split.train.map { codes[$0] })
      testRows += split.test.count
      for row in split.test where trained.contains(codes[row]) {
        sharedRows += 1
        shared.insert(codes[row])
      }
    }
    guard !shared.isEmpty else { return nil }
    self.name = name
    count = shared.count
    testShare = Double(sharedRows) / Double(testRows)
  }

  /// What that does to figures, and which split mends it.
  func caution(for scheme: SplitScheme) -> String {
    let better =
      switch scheme {
      case .folds(let count), .repeatedFolds(let count, _), .groupFolds(let count):
        "groupkfold:\(count)"
      case .rolling: "grouptime:\(scheme.share)"
      default: "\(scheme.isByTime ? "grouptime" : "group"):\(scheme.share)"
      }
    return
      "\(count) values of \(name) are on both sides of the split, with "
      + "\(TextReport.format(testShare * 100, 1))% of the test rows, so models may know them and lists "
      + "are cut short: use --split \(better)."
  }
}
