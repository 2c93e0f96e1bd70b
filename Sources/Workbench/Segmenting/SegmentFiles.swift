import Evaluation
import Foundation
import Tabular

/// Writes what is known of segments into a folder.
public enum SegmentFiles {
  /// The names of the files.
  public static let profilesName = "segment_profiles.md"
  /// The segment of every row.
  public static let rowsName = "segments.csv"
  /// The map as a picture.
  public static let mapName = "segment_map.png"

  /// Writes `segments.csv`, a line a customer: the identifier, or the 0-based row where there is none; the
  /// segment from 1, empty for none; whether the row was held out; and its place on the map, empty for
  /// rows that it was not made of. Writes `segment_profiles.md` too.
  ///
  /// - Parameter picture: the map as PNG.
  /// - Returns: the paths written.
  /// - Throws: ``WorkbenchError`` or `TabularError` for a folder or file that can't be written.
  public static func write(
    _ found: FoundSegments, intents: IntentSegments?, of source: SegmentSource, picture: [UInt8],
    to folder: String
  ) throws -> [String] {
    try OutputPath.make(folder: folder)
    let paths = [rowsName, profilesName, mapName].map { "\(folder)/\($0)" }
    try writeRows(found, of: source, to: paths[0])
    try AtomicFile.write(Data(markdown(found, intents, source).utf8), to: paths[1])
    try AtomicFile.write(Data(picture), to: paths[2])
    return paths
  }

  private static func writeRows(
    _ found: FoundSegments, of source: SegmentSource, to path: String
  ) throws {
    let dataset = source.data.dataset
    let identifier = dataset.roles.identifier.flatMap { dataset.table[$0] }
    let places = Dictionary(
      zip(found.sampleRows, found.map), uniquingKeysWith: { first, _ in first })
    try CSVWriter.write(
      to: path, names: [identifier?.name ?? "row", "segment", "held_out", "map_x", "map_y"]
    ) { writer in
      for (place, row) in found.rows.enumerated() {
        let point = places[row]
        try writer.row([
          identifier.map { $0.string(row) } ?? "\(row)",
          found.labels[place].map { "\($0 + 1)" }, found.isHeldOut[place] ? "1" : "0",
          point.map { "\(Float($0.x))" }, point.map { "\(Float($0.y))" },
        ])
      }
    }
  }

  /// The page for people who don't run code.
  static func markdown(
    _ found: FoundSegments, _ intents: IntentSegments?, _ source: SegmentSource
  ) -> String {
    let dataset = source.data.dataset
    var lines = [
      "# Segments of \(escaped(dataset.name))", "",
      "\(found.segments.count) segments of customers, by \(found.search.words)"
        + (source.model == nil ? "" : " (model: \(escaped(source.modelName)))")
        + ". Found on \(found.sampleRows.count) customers; every rate below is that of "
        + "\(source.heldOutRows.count) customers that neither model nor segments saw, the share of "
        + "\(escaped(dataset.roles.target ?? "target")) = \(escaped(dataset.positiveLabel)).",
      "", "![map](\(mapName))", "",
      "| segment | what sets it apart | share | rate | 95 % | lift | comes back |",
      "|---|---|---:|---:|---:|---:|---:|",
    ]
    for segment in found.segments + [found.outside].compactMap(\.self) {
      let percent = { (share: Double?) in share.map(SegmentTrait.percent) ?? "–" }
      let rate = segment.heldOut.rate
      lines.append(
        "| \(segment.number == 0 ? "none" : "\(segment.number)") | \(escaped(segment.title)) | "
          + "\(percent(segment.share)) | \(percent(rate?.estimate)) | "
          + "\(percent(rate?.lower)) to \(percent(rate?.upper)) | "
          + "\(TextReport.format(segment.heldOut.lift, 2)) | "
          + "\(segment.number == 0 ? "–" : TextReport.format(segment.overlap, 2)) |")
    }
    for segment in found.segments {
      lines += [
        "", "## Segment \(segment.number): \(escaped(segment.title))", "",
        escaped(segment.summary), "",
      ]
      lines += segment.traits.prefix(6).map { "- \(escaped($0.sentence))" }
      lines += segment.drivers.map { driver in
        "- \(escaped(driver.feature)) \(driver.effect >= 0 ? "raises" : "lowers") its score by "
          + "\(TextReport.format(abs(driver.effect), 2)) beside all customers"
      }
    }
    lines += ["", "## What tells them apart", "", "```"] + found.tree.lines + ["```", ""]
    lines.append(TextReport.fidelity(found) + ".")
    lines += ["", "## How far to trust them", ""]
    lines += (TextReport.trust(found) + "\n" + TextReport.order(found)).split(separator: "\n")
      .map { "- \($0)" }
    if let intents {
      lines += [
        "", "## High, medium and low intent", "", "```", TextReport.intents(intents), "```",
      ]
    }
    return PlainText.lines(lines.joined(separator: "\n") + "\n")
  }

  /// Words from files, which may hold what Markdown reads as its own.
  private static func escaped(_ text: String) -> String {
    PlainText.line(text).reduce(into: "") { result, character in
      if "\\`*_[]<>|#".contains(character) { result.append("\\") }
      result.append(character)
    }
  }
}
