import Evaluation
import Modelling
import Tabular

extension TextReport {
  /// High, medium and low intent as a table.
  public static func intents(_ intents: IntentSegments) -> String {
    let parts = intents.summaries.map { SegmentPart($0, plan: intents.plan) }
    let table = segments([(intents.modelName, parts)], hasValues: intents.hasValues)
    return intents.isConventional
      ? table + "\nthe model brings no segments of its own: high is above 0.5, medium from 0.1 on"
      : table
  }

  /// What was found, in tables, sentences and a map.
  public static func found(_ found: FoundSegments) -> String {
    [
      "\(found.segments.count) segments by \(found.search.words), found on "
        + "\(CountText.grouped(found.sampleRows.count)) customers",
      choices(found), outcomes(found), profiles(found), trust(found),
      (["what tells them apart:"] + found.tree.lines.map { "  \($0)" }
        + [fidelity(found)]).joined(separator: "\n"),
      map(found),
    ].filter { !$0.isEmpty }.joined(separator: "\n\n")
  }

  /// The numbers of segments that were tried.
  static func choices(_ found: FoundSegments) -> String {
    guard !found.choices.isEmpty else { return "" }
    var table = TextTable(heading: ["segments", "come back (ARI)", "silhouette", ""])
    for choice in found.choices {
      table.append([
        "\(choice.count)", format(choice.agreement, 3), format(choice.silhouette, 3),
        choice.count == found.segments.count ? "taken" : "",
      ])
    }
    return table.text
      + "\nof the numbers that come back in random halves (mean ARI of "
      + "\(format(SegmentGrouping.stableAgreement, 1)) or more) the fewest whose segments stand about as far apart as any do; "
      + "the most stable where none does"
  }

  private static func outcomes(_ found: FoundSegments) -> String {
    let hasModel = found.segments.contains { $0.heldOut.meanProbability != nil }
    let hasValue = found.segments.contains { $0.heldOut.value != nil }
    var table = TextTable(
      heading: [
        "segment", "what sets it apart", "share, %", "rate found, %", "held out",
        "rate, %", "95%", "lift",
      ] + (hasModel ? ["mean p, %"] : [])
        + (hasValue ? ["value"] : []) + ["comes back"],
      leftAligned: [0, 1])
    for segment in found.segments + [found.outside].compactMap(\.self) {
      let percent = { (share: Double?) in format(share.map { $0 * 100 }, 1) }
      let held = segment.heldOut
      table.append(
        [
          segment.number == 0 ? "none" : "\(segment.number)", segment.title, percent(segment.share),
          percent(segment.found.rate?.estimate), "\(CountText.grouped(held.rows))",
          percent(held.rate?.estimate),
          held.rate.map { "\(percent($0.lower))–\(percent($0.upper))" } ?? "–",
          format(held.lift, 2),
        ] + (hasModel ? [percent(held.meanProbability)] : [])
          + (hasValue ? [format(held.value, 1)] : [])
          + [segment.number == 0 || found.repeats == 0 ? "–" : format(segment.overlap, 2)])
    }
    return table.text + "\n" + order(found)
  }

  static func order(_ found: FoundSegments) -> String {
    found.keepsOrder
      ? "on held-out customers no two segments change places by rate beyond chance"
      : "on held-out customers two segments change places by rate, beyond chance: what the model makes "
        + "of them does not last"
  }

  private static func profiles(_ found: FoundSegments) -> String {
    found.segments.map { "segment \($0.number): \($0.summary) \($0.profile)" }
      .joined(separator: "\n")
  }

  /// How far to trust segments and map.
  static func trust(_ found: FoundSegments) -> String {
    var lines: [String] = []
    if let agreement = found.agreement, let verdict = found.stabilityWords {
      lines.append(
        "looked for again in \(found.repeats) random halves: ARI \(format(agreement, 3)); \(verdict)"
      )
    }
    if let kept = found.keptVariance {
      lines.append("the components hold \(SegmentTrait.percent(kept)) of what differs")
    }
    if let trust = found.mapTrust {
      lines.append(
        "of near points on the map near in truth (trustworthiness): \(format(trust, 3)) of 1")
    }
    return lines.joined(separator: "\n")
  }

  static func fidelity(_ found: FoundSegments) -> String {
    let count = found.tree.questionCount
    return "\(count) question\(count == 1 ? " tells" : "s tell") the segment of "
      + "\(SegmentTrait.percent(found.fidelity)) of held-out customers "
      + "(\(SegmentTrait.percent(found.blindFidelity)) by always saying segment 1)"
  }

  /// The map in characters: each cell shows the segment that most of its customers are in, a dot for none.
  static func map(_ found: FoundSegments, width: Int = 72, height: Int = 22) -> String {
    SegmentMapText(found.map, width: width, height: height).lines.joined(separator: "\n")
  }
}
