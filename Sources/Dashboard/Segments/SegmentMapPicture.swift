import Drawing
import Evaluation
public import Workbench

/// The map of segments as a picture: a point a customer, with a colour and a number a segment.
public struct SegmentMapPicture {
  private let canvas: Canvas
  private static let family = "DejaVu Sans"
  private static let ink = Color(hex: 0x1B1F24)
  private static let quiet = Color(hex: 0x6A737D)
  /// Colours that also people who are blind to some can tell apart (Okabe and Ito 2008), dark enough for
  /// white paper.
  private static let colors: [UInt32] = [
    0x0072B2, 0xE69F00, 0x009E73, 0xCC79A7, 0x56B4E9, 0xD55E00, 0x8C6D31, 0x5E4FA2,
  ]
  private static let plot = (x: 40.0, y: 64.0, side: 560.0)

  /// Draws a map.
  ///
  /// - Throws: `DrawingError` when Cairo fails.
  public init(_ found: FoundSegments) throws {
    canvas = try Canvas(width: 980, height: 672)
    canvas.fill(x: 0, y: 0, width: canvas.width, height: canvas.height, Color(hex: 0xFFFFFF))
    write("\(found.segments.count) segments of customers", at: Point(40, 34), 18, isBold: true)
    write(
      "\(found.search.words); \(found.map.count) customers, near points are alike",
      at: Point(40, 53), 11, Self.quiet)
    drawPoints(found)
    drawLegend(found)
  }

  /// The picture as PNG.
  ///
  /// - Throws: `DrawingError` when Cairo fails.
  public func png(scale: Double = 2) throws -> [UInt8] { try canvas.png(scale: scale) }

  private func write(
    _ text: String, at point: Point, _ size: Double, _ color: Color = SegmentMapPicture.ink,
    isBold: Bool = false
  ) {
    canvas.text(text, at: point, Font(family: Self.family, size: size, isBold: isBold), color)
  }

  private static func color(_ segment: Int?, opacity: Double) -> Color {
    guard let segment else { return Color(hex: 0x9AA0A6, opacity: opacity * 0.7) }
    return Color(hex: colors[segment % colors.count], opacity: opacity)
  }

  private func drawPoints(_ found: FoundSegments) {
    let plot = Self.plot
    let frame = [
      Point(plot.x, plot.y), Point(plot.x + plot.side, plot.y),
      Point(plot.x + plot.side, plot.y + plot.side), Point(plot.x, plot.y + plot.side),
    ]
    canvas.stroke(Path(frame, isClosed: true), width: 1, Color(hex: 0xD0D7DE))
    let place = MapScale(found.map, x: plot.x, y: plot.y, side: plot.side)
    let radius = found.map.count > 5_000 ? 1.4 : found.map.count > 1_000 ? 2 : 3
    let opacity = found.map.count > 2_000 ? 0.45 : 0.7
    for point in found.map {
      canvas.fill(
        Path.circle(place(point), radius: radius), Self.color(point.segment, opacity: opacity))
    }
    for (index, segment) in found.segments.enumerated() {
      let own = found.map.filter { $0.segment == index }
      guard let middle = place.middle(of: own) else { continue }
      canvas.fill(Path.circle(middle, radius: 12), Color(hex: 0xFFFFFF, opacity: 0.92))
      canvas.stroke(Path.circle(middle, radius: 12), width: 2, Self.color(index, opacity: 1))
      let text = "\(segment.number)"
      let font = Font(family: Self.family, size: 13, isBold: true)
      let width = canvas.advance(of: text, font)
      canvas.text(text, at: Point(middle.x - width / 2, middle.y + 4.7), font, Self.ink)
    }
    let axes =
      found.search.projection == .umap
      ? "the axes of a UMAP mean nothing by themselves" : "first component right, second up"
    write(axes, at: Point(plot.x, plot.y + plot.side + 18), 10, Self.quiet)
    if let trust = found.mapTrust {
      write(
        "trustworthiness of the map \(TextReport.format(trust, 2)) of 1",
        at: Point(plot.x + plot.side - 200, plot.y + plot.side + 18), 10, Self.quiet)
    }
  }

  private func drawLegend(_ found: FoundSegments) {
    let left = Self.plot.x + Self.plot.side + 26
    var top = Self.plot.y + 10
    for (index, segment) in found.segments.enumerated() {
      guard top < canvas.height - 80 else {
        write(
          "and \(found.segments.count - index) smaller ones", at: Point(left + 20, top + 4), 12,
          Self.quiet)
        top += 24
        break
      }
      canvas.fill(Path.circle(Point(left + 6, top), radius: 6), Self.color(index, opacity: 1))
      for line in wrapped("\(segment.number)  \(segment.title)", width: 300, size: 12, isBold: true)
      {
        write(line, at: Point(left + 20, top + 4), 12, isBold: true)
        top += 16
      }
      let rate = (segment.heldOut.rate ?? segment.found.rate).map { rate in
        "\(Self.percent(rate.estimate)) \(segment.outcome) (\(Self.percent(rate.lower)) to \(Self.percent(rate.upper)))"
      }
      write(
        "\(Self.percent(segment.share)) of customers; \(rate ?? "")", at: Point(left + 20, top + 3),
        11, Self.quiet)
      top += 15
      if let trait = segment.traits.first {
        for line in wrapped(trait.sentence, width: 300, size: 10, isBold: false).prefix(2) {
          write(line, at: Point(left + 20, top + 2), 10, Self.quiet)
          top += 13
        }
      }
      top += 16
    }
    if let outside = found.outside, top < canvas.height - 30 {
      canvas.fill(Path.circle(Point(left + 6, top), radius: 6), Self.color(nil, opacity: 1))
      write(
        "in no segment: \(Self.percent(outside.share))", at: Point(left + 20, top + 4), 12)
    }
  }

  private static func percent(_ share: Double) -> String {
    "\(TextReport.format(share * 100, 1))%"
  }

  /// The words in lines that fit; a word that is too long is a line of its own, cut short.
  private func wrapped(
    _ text: String, width: Double, size: Double, isBold: Bool
  ) -> [String] {
    let font = Font(family: Self.family, size: size, isBold: isBold)
    var lines: [String] = []
    for word in PlainText.line(text, limit: 160).split(separator: " ") {
      let longer = lines.last.map { "\($0) \(word)" } ?? String(word)
      if !lines.isEmpty, canvas.advance(of: longer, font) <= width {
        lines[lines.count - 1] = longer
      } else {
        var own = String(word)
        while own.count > 2, canvas.advance(of: own, font) > width {
          own = String(own.dropLast(2)) + "…"
        }
        lines.append(own)
      }
    }
    return lines
  }
}
