import Dashboard
import TerminalKit
import Testing

/// Every pane as text, as SVG and as PNG, without a terminal.
@Suite struct PictureTests {
  @Test func everyPaneIsDrawnAsAPicture() throws {
    let dashboard = try SmallDashboard.trained(size: Size(width: 80, height: 24))
    var pictures: Set<[UInt8]> = []
    for pane in Pane.allCases {
      dashboard.press(KeyPress(.character(Character("\(pane.number)"))))
      dashboard.waitUntilIdle()
      #expect(dashboard.text.contains(pane.title))
      let picture = try FramePicture(dashboard.frame, theme: .dark)
      let png = try picture.png(scale: 1)
      #expect(png.prefix(8) == [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A])
      pictures.insert(png)
      let svg = String(decoding: try picture.svg(), as: UTF8.self)
      #expect(svg.contains("<svg") && svg.contains("</svg>"))
      // The same frame is the same picture.
      #expect(try FramePicture(dashboard.frame, theme: .dark).png(scale: 1) == png)
    }
    #expect(pictures.count == Pane.allCases.count)
  }
}
