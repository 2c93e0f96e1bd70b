import ArgumentParser
import Tabular
import Workbench

/// From which grade on a row counts as relevant, for commands that take graded lists.
struct GradeOption: ParsableArguments {
  @Option(
    name: .long,
    help:
      "For a target of grades 0 to 30 beside a group: from which grade on MAP@7 counts a row as relevant, 1 if left out; NDCG@7 counts a grade g as 2^g - 1."
  )
  var relevantFrom: Int?

  /// The grade, where data of two classes ignore it.
  var grade: Int { relevantFrom ?? 1 }

  /// Refuses the option where it says nothing.
  func check(_ data: OpenedData) throws {
    guard relevantFrom != nil, data.dataset.grades == nil else { return }
    throw WorkbenchError(
      .badInput,
      "--relevant-from is for a target of grades, and \(data.dataset.roles.target ?? "the target") of "
        + "\(data.name) has two classes; leave it out.")
  }
}
