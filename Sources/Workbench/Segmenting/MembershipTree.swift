public import Modelling
import Tabular

/// A small tree of questions that tells which segment a customer is in.
///
/// Each question is the one, among the first questions that the tree engine finds for every segment against
/// all others, after which the segments are parted best (Gini).
public struct MembershipTree: Sendable, Equatable {
  /// One place of the tree.
  public indirect enum Node: Sendable, Equatable {
    /// No more questions: the segment that most rows here are of (`nil` for none), their share 0…1, and
    /// the number of rows.
    case leaf(segment: Int?, share: Double, rows: Int)
    /// A question; rows that it is true of go on with `yes`.
    case question(FirstSplit, yes: Node, no: Node)
  }

  /// The first question.
  public let root: Node
  /// The features that questions are about.
  public let features: [Feature]

  /// The most questions on the way to an answer.
  public static let maximumDepth = 3

  /// Grows a tree.
  ///
  /// - Parameters:
  ///   - rows: rows of the frame.
  ///   - labels: the segment of each, from 0; `nil` for none.
  /// - Throws: `ModellingError` where the tree engine can't use the rows.
  init(_ frame: FeatureFrame, rows: [Int], labels: [Int?], threads: Int) throws {
    features = frame.schema.features
    root = try Self.grow(
      frame, rows, labels, depth: 0, leastRows: max(10, rows.count / 50), threads: threads)
  }

  private static func grow(
    _ frame: FeatureFrame, _ rows: [Int], _ labels: [Int?], depth: Int, leastRows: Int,
    threads: Int
  ) throws -> Node {
    let counts = Self.counts(labels)
    let most = counts.max { ($0.value, $1.key ?? .max) < ($1.value, $0.key ?? .max) }
    let share = Double(most?.value ?? 0) / Double(max(1, rows.count))
    let leaf = Node.leaf(segment: most?.key ?? nil, share: share, rows: rows.count)
    guard depth < maximumDepth, share < 0.97, rows.count >= 2 * leastRows else { return leaf }
    let part = frame.rows(rows)
    var best: (split: FirstSplit, isLeft: [Bool], impurity: Double)?
    for label in counts.keys.sorted(by: { ($0 ?? .max) < ($1 ?? .max) }) where counts.count > 1 {
      let set = TrainingSet(frame: part, labels: labels.map { $0 == label ? 1 : 0 })
      let stump = try ForestEstimator(
        treeCount: 1, maximumDepth: 1, minimumLeafRows: leastRows,
        columnsPerNode: frame.schema.features.count, bootstrap: false
      ).fitted(to: set, run: TrainingRun(seed: 1, threads: threads))
      guard let split = stump.firstSplit else { continue }
      let isLeft = part.columns[split.feature].map(split.sendsLeft)
      let impurity = Self.impurity(labels, isLeft)
      if impurity < best?.impurity ?? .infinity { best = (split, isLeft, impurity) }
    }
    let own = Self.impurity(labels, labels.map { _ in true })
    guard let best, best.impurity < own - 0.005 else { return leaf }
    let side = { (wanted: Bool) throws -> Node in
      let kept = rows.indices.filter { best.isLeft[$0] == wanted }
      return try grow(
        frame, kept.map { rows[$0] }, kept.map { labels[$0] }, depth: depth + 1,
        leastRows: leastRows, threads: threads)
    }
    return .question(best.split, yes: try side(true), no: try side(false))
  }

  private static func counts(_ labels: [Int?]) -> [Int?: Int] {
    var counts: [Int?: Int] = [:]
    for label in labels { counts[label, default: 0] += 1 }
    return counts
  }

  /// The chance that two rows of one side are of different segments, over both sides.
  private static func impurity(_ labels: [Int?], _ isLeft: [Bool]) -> Double {
    [true, false].reduce(0) { sum, side in
      let own = labels.indices.filter { isLeft[$0] == side }.map { labels[$0] }
      guard !own.isEmpty else { return sum }
      let size = Double(own.count)
      let pure = counts(own).values.reduce(0.0) { $0 + Double($1 * $1) / (size * size) }
      return sum + (1 - pure) * size / Double(labels.count)
    }
  }

  /// The segment that the tree says a row is in.
  func segment(ofRow row: Int, in frame: FeatureFrame) -> Int? {
    var node = root
    while case .question(let split, let yes, let no) = node {
      node = split.sendsLeft(frame.columns[split.feature][row]) ? yes : no
    }
    if case .leaf(let segment, _, _) = node { return segment }
    return nil
  }

  /// The number of questions.
  public var questionCount: Int { Self.questions(root) }

  private static func questions(_ node: Node) -> Int {
    if case .question(_, let yes, let no) = node { return 1 + questions(yes) + questions(no) }
    return 0
  }

  /// The tree in lines, each indented below its question.
  public var lines: [String] { lines(of: root, indent: "", prefix: "") }

  private func lines(of node: Node, indent: String, prefix: String) -> [String] {
    switch node {
    case .leaf(let segment, let share, let rows):
      let name = segment.map { "segment \($0 + 1)" } ?? "no segment"
      return [
        "\(indent)\(prefix)\(name) (\(SegmentTrait.percent(share)) of \(rows) rows)"
      ]
    case .question(let split, let yes, let no):
      return ["\(indent)\(prefix)\(words(split))?"]
        + lines(of: yes, indent: indent + "  ", prefix: "yes: ")
        + lines(of: no, indent: indent + "  ", prefix: "no: ")
    }
  }

  private func words(_ split: FirstSplit) -> String {
    let feature = features[split.feature]
    let missing = split.missingGoesLeft ? " or missing" : ""
    switch (split.test, feature.kind) {
    case (.below(let cut), .flag(let labels)):
      return "\(feature.name) is \(cut > 1 ? "known" : labels.zero)\(cut > 1 ? "" : missing)"
    case (.below(.greatestFiniteMagnitude), _): return "\(feature.name) is known"
    case (.below(let cut), _):
      return "\(feature.name) is below \(feature.text(of: cut) ?? "")\(missing)"
    case (.among(let places), _):
      let levels = feature.levels ?? []
      let named = places.sorted().map { levels.indices.contains($0) ? levels[$0] : "?" }
      let shown = named.prefix(6).joined(separator: ", ")
      let rest = named.count > 6 ? " and \(named.count - 6) more" : ""
      return "\(feature.name) is \(named.count > 1 ? "one of " : "")\(shown)\(rest)\(missing)"
    }
  }
}
