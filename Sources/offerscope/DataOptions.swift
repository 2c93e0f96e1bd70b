import ArgumentParser
import Tabular
import Workbench

/// What every command that opens data lets one say of it.
struct DataOptions: ParsableArguments {
  @Option(name: .long, help: "The column to predict.")
  var target: String?
  @Option(name: .long, help: "The spelling of the target's positive class.")
  var positive: String?
  @Option(name: .long, help: "The column that names a row.")
  var id: String?
  @Option(
    name: .long,
    help:
      "The column whose equal values are ranked together, or several, as customer,day, that make one key."
  )
  var group: String?
  @Option(name: .long, help: "The column that names the item ranked within a group.")
  var item: String?
  @Option(name: .long, help: "The column that orders rows in time.")
  var time: String?
  @Option(
    name: .long,
    help:
      "The column that says where an offer was shown: models are fitted with it and score as if all were shown at one place."
  )
  var position: String?
  @Option(
    name: .long,
    help:
      "The column with the money that the outcome brought: train fits a model of it, never from it, and values customers by probability × expected amount."
  )
  var amount: String?
  @Option(
    name: .long,
    help:
      "Columns to keep away from the models: names separated by commas, or one name; repeatable.")
  var exclude: [String] = []
  @Option(
    name: .long,
    help: "Columns to use although the description excludes them; as --exclude, repeatable.")
  var include: [String] = []
  @Option(
    name: .long,
    help: ArgumentHelp(
      "A column worked out of others: \"engaged = sum(a, 2*b)\"; also product, ratio, any, all and cross; repeatable.",
      valueName: "name = rule"))
  var derive: [String] = []
  @OptionGroup var reading: ReadingOptions

  /// Opens the data at a path with these options; lists with grades too where it is said from which
  /// grade on a row is relevant, and so much of the rows only.
  func open(
    _ path: String, relevantFrom: Int? = nil, share: Double? = nil
  ) throws -> OpenedData {
    try Opener.open(
      path, overrides: overrides, options: try csvOptions(), relevantFrom: relevantFrom,
      share: share)
  }

  var overrides: RoleOverrides {
    RoleOverrides(
      target: target, positive: positive, identifier: id, group: group, item: item, time: time,
      position: position, amount: amount, exclude: exclude, include: include, derive: derive)
  }

  /// Columns that are named as something else than features; where a list could also be one name, both.
  var namedColumns: Set<String> {
    Set(
      [target, id, group, item, time, position, amount].compactMap(\.self) + exclude
        + (exclude + [group].compactMap(\.self)).flatMap(PlanConfiguration.list))
  }

  func csvOptions() throws -> CSVOptions { try reading.csvOptions() }
}
