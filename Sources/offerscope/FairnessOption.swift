import ArgumentParser
import Tabular
import Workbench

/// Which columns' levels the cards and the report hold against each other.
struct FairnessOption: ParsableArguments {
  @Option(
    name: .long,
    help:
      "With --out: columns, such as age,marital, by whose levels report.pdf, and the cards that train writes, compare selection, true and false positive rates and precision; repeatable."
  )
  var fairness: [String] = []

  /// The columns: an entry that names no column is a list of names.
  func columns(of data: OpenedData) -> [String] {
    fairness.flatMap { entry in
      data.dataset.table[entry] == nil ? PlanConfiguration.list(entry) : [entry]
    }
  }
}
