import Evaluation
import Foundation
import TerminalKit
import Workbench

/// What is said of segments, in lines.
enum FoundText {
  /// What a segment holds and what sets it apart.
  static func profile(_ segment: FoundSegment, width: Int, ascii: Bool = false) -> [String] {
    Paragraph.lines(of: "\(segment.summary) \(segment.profile)", width: width, ascii: ascii)
  }

  /// The names of segments in a width. Where two that are cut would read the same, what they begin alike
  /// with is left out.
  static func names(_ titles: [String], width: Int) -> [String] {
    let cut = titles.map { ShortName.text($0, width: width) }
    return titles.indices.map { place in
      let alike = titles.indices.filter { cut[$0] == cut[place] }.map { titles[$0] }
      guard alike.count > 1, Set(alike).count > 1 else { return cut[place] }
      let parts = alike.map { $0.components(separatedBy: ", ") }
      let own = titles[place].components(separatedBy: ", ")
      let shared = own.indices.prefix { index in
        parts.allSatisfy { $0.indices.contains(index) && $0[index] == own[index] }
      }.count
      guard shared > 0, shared < own.count else { return cut[place] }
      return ShortName.text("…" + own.dropFirst(shared).joined(separator: ", "), width: width)
    }
  }

  /// How far segments and map can be trusted, and the questions that tell segments apart.
  static func trust(_ found: FoundSegments, width: Int, ascii: Bool = false) -> [String] {
    var sentences = [
      "Found on \(counted(found.sampleRows.count, "customer")) by \(found.search.words)."
    ]
    if let agreement = found.agreement, let verdict = found.stabilityWords {
      sentences.append(
        "Looked for again in \(found.repeats) random halves, "
          + "they agree by \(NumberText.fixed(agreement, digits: 3)) of 1 (adjusted Rand index): \(verdict)."
      )
    }
    if let trust = found.mapTrust {
      sentences.append(
        "Near points of the map are near in truth by \(NumberText.fixed(trust, digits: 3)) of 1.")
    }
    if let kept = found.keptVariance {
      sentences.append(
        "The components hold \(NumberText.percent(kept)) of what differs between customers.")
    }
    sentences.append(
      found.keepsOrder
        ? "On held-out customers no two segments change places by rate beyond chance."
        : "On held-out customers two segments change places by rate beyond chance: that does not last."
    )
    sentences.append(
      "These questions tell the segment of \(NumberText.percent(found.fidelity)) of held-out customers; "
        + "saying segment 1 every time, of \(NumberText.percent(found.blindFidelity)):")
    return sentences.flatMap { Paragraph.lines(of: $0, width: width, ascii: ascii) }
      + found.tree.lines.map { "  \($0)" }
  }

  /// The map in words.
  static func map(_ found: FoundSegments) -> String {
    let segments = found.segments.map {
      "\($0.number) \($0.title), \(NumberText.percent($0.share))"
    }
    return "A map of \(counted(found.map.count, "customer")); near ones are alike. "
      + segments.joined(separator: "; ")
  }
}
