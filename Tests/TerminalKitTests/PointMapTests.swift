import TerminalKit
import Testing

@Suite struct PointMapTests {
  private let points = [
    PointMap.Point(0, 0, group: 0), .init(0, 1, group: 1), .init(1, 1, group: nil),
    .init(.nan, 0.5, group: 1),
  ]

  private func frame(_ medium: Medium, selected: Int? = nil) -> Frame {
    var frame = Frame(size: Size(width: 8, height: 4), medium: medium)
    frame.draw(PointMap("two groups", points: points, selected: selected, id: 7), in: frame.bounds)
    return frame
  }

  @Test func `without dots each group has its marker, at its place`() {
    let frame = frame(Medium(glyphs: .ascii))
    #expect(frame[0, 3].scalar == Glyphs.ascii.seriesMarker(0))
    #expect(frame[0, 0].scalar == Glyphs.ascii.seriesMarker(1))
    #expect(frame[7, 0].scalar == Glyphs.ascii.dot)
    #expect(frame.figures.map(\.description) == ["two groups"])
    #expect(frame.hitRegions.contains { $0.target == HitTarget(7, .plot) })
  }

  @Test func `the selected group is marked more often than others`() {
    let plain = frame(Medium())
    #expect(plain[0, 3].scalar.map { (0x2800...0x28FF).contains($0.value) } == true)
    let selected = frame(Medium(), selected: 0)
    #expect(selected[0, 3].scalar == Glyphs.unicode.seriesMarker(0))
  }
}
