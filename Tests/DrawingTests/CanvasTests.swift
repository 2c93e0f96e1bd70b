import Drawing
import Foundation
import Testing

/// Pictures by their bytes: the right kind, the right size, the same every time.
@Suite struct CanvasTests {
  private func canvas() throws -> Canvas {
    let canvas = try Canvas(width: 40, height: 20)
    canvas.fill(x: 0, y: 0, width: 40, height: 20, Color(hex: 0x102030))
    canvas.fill(.circle(Point(10, 10), radius: 5), Color(hex: 0xFF0000, opacity: 0.5))
    canvas.stroke(
      Path([Point(0, 0), Point(40, 20)]), width: 2, Color(hex: 0xFFFFFF), dashes: [2, 1])
    let family = try canvas.monospacedFamily(among: ["DejaVu Sans Mono"])
    canvas.text("Ag", at: Point(20, 15), Font(family: family, size: 12), Color(hex: 0x00FF00))
    return canvas
  }

  @Test func pngHasItsSizeInPixels() throws {
    let bytes = try canvas().png(scale: 2)
    #expect(Array(bytes.prefix(8)) == [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A])
    #expect(Array(bytes[16..<24]) == [0, 0, 0, 80, 0, 0, 0, 40])
    #expect(try canvas().png(scale: 2) == bytes)
    #expect(try canvas().png(scale: 1) != bytes)
  }

  @Test func svgAndPDFAreOfTheirKind() throws {
    let svg = String(decoding: try canvas().svg(), as: UTF8.self)
    #expect(svg.contains("<svg") && svg.contains("</svg>"))
    #expect(svg.contains("width=\"40") && svg.contains("height=\"20"))
    let pdf = try canvas().pdf()
    #expect(String(decoding: pdf.prefix(5), as: UTF8.self) == "%PDF-")
  }

  @Test func lettersOfOneWidthAreMeasured() throws {
    let canvas = try canvas()
    let family = try canvas.monospacedFamily(among: ["No Such Font At All 123"])
    let font = Font(family: family, size: 20)
    #expect(abs(canvas.advance(of: "iiii", font) - canvas.advance(of: "WWWW", font)) < 0.01)
    #expect(canvas.hasGlyphs(for: "Offer 7", font))
    #expect(!canvas.hasGlyphs(for: "\u{10FFFD}", font))
    #expect(canvas.extent(of: font).ascent > canvas.extent(of: font).descent)
  }

  @Test func coloursStayInsideTheirRange() {
    #expect(Color(red: 2, green: -1, blue: 0.5) == Color(red: 1, green: 0, blue: 0.5))
    #expect(Color(hex: 0xFF8000).red == 1)
    let mixed = Color(hex: 0x000000).mixed(with: Color(hex: 0xFFFFFF), share: 0.25)
    #expect(mixed.green == 0.25)
  }
}
