import Modelling
import Workbench

/// The segments of the selected model's customers: what is asked for, and what was found.
struct FoundState: Sendable {
  /// How segments are looked for.
  var search = SegmentSearch(maximumRows: 5_000)
  /// What was found last; `nil` until then.
  var answer: FoundAnswer?
  /// What is being looked for; `nil` while nothing is.
  var underway: FoundQuestion?
  /// What is being done.
  var step = ""
  /// Why nothing was found.
  var failure: (question: FoundQuestion, reason: String)?
  /// The number of the newest request; answers to older ones are passed over.
  var request = 0
  /// The selected segment, from 0.
  var selected = 0
  /// The page in sight.
  var page = FoundPage.overview
  /// The first line in sight of what scrolls.
  var firstLine = 0

  /// The most customers that segments may be found on here; the command takes more.
  static let rowChoices = [1_000, 2_000, 5_000, 10_000]
}

/// Whose segments are looked for, and how.
struct FoundQuestion: Sendable, Equatable {
  let kind: ModelKind
  /// The training that the model is of.
  let run: Int
  let search: SegmentSearch
}

/// Segments that were found, and what was asked.
struct FoundAnswer: Sendable {
  let question: FoundQuestion
  let found: FoundSegments
}

/// The pages of segments.
enum FoundPage: String, Codable, Hashable, Sendable, CaseIterable {
  /// High, medium and low intent, and the segments with the selected one's profile.
  case overview
  /// The customers as a map.
  case map
  /// How far to trust the segments, and what tells them apart.
  case trust

  var title: String {
    switch self {
    case .overview: "Segments"
    case .map: "Map"
    case .trust: "Trust"
    }
  }
}

/// What a person does with segments.
public enum FoundAction: Codable, Hashable, Sendable {
  /// Shows them.
  case open
  /// Looks for them.
  case find
  /// Gives up looking.
  case stop
  /// Looks on principal components, or on a map.
  case turnProjection
  /// Looks for groups around centres, or for dense ones.
  case turnMethod
  /// Takes more customers, or fewer.
  case turnRows(Int)
  /// Shows the next or previous page.
  case turnPage(Int)
  /// Copies the command that finds the same.
  case copy
}

/// Segments to look for.
public struct FoundRequest: Sendable {
  /// Its number; answers to older ones are passed over.
  let number: Int
  let question: FoundQuestion
  let comparison: Comparison
  let margin: Double?
  let cost: Double
}
