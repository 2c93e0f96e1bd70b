import Drawing
import Foundation
import Reporting
import Testing

/// Reports by their pages.
@Suite struct ReportDocumentTests {
  private func pages(_ blocks: [ReportBlock]) throws -> Int {
    try ReportDocument(name: "test", blocks: blocks).pages().count
  }

  @Test func longTextsGoOnOnFurtherPages() throws {
    #expect(try pages([.title("Report", "of a test"), .paragraph("Short.")]) == 1)
    let long = String(repeating: "Words that fill a page of a report. ", count: 400)
    let count = try pages([.heading("Long"), .paragraph(long)])
    #expect(count == 3 || count == 4)
    let rows = (0..<120).map { ["row \($0)", "\($0)"] }
    #expect(try pages([.table(ReportTable(headings: ["name", "value"], rows: rows))]) == 3)
  }

  @Test func aHeadingStaysWithItsFigure() throws {
    let figure = BarFigure(title: "bars", panels: [], columns: 1)
    let half: ReportBlock = .figures([figure], height: 500)
    #expect(try pages([half, .heading("next"), half]) == 2)
    #expect(try pages([.pageBreak, half, .pageBreak, .pageBreak, half]) == 2)
  }

  @Test func widestCellsGiveWay() throws {
    let word = String(repeating: "unbreakable", count: 40)
    let table = ReportTable(
      headings: (0..<12).map { "heading number \($0)" },
      rows: [(0..<12).map { $0 == 3 ? word : "cell \($0)" }], wordColumns: [0, 3], emphasis: 0)
    #expect(try pages([.table(table), .bullets([word]), .keySentence(word)]) >= 1)
  }

  @Test func thePDFHasItsPages() throws {
    let document = ReportDocument(
      name: "Name (of) a report", blocks: [.paragraph("a"), .pageBreak, .paragraph("b")])
    let pdf = String(decoding: try document.pdf(), as: UTF8.self)
    #expect(pdf.hasPrefix("%PDF-"))
    #expect(pdf.contains("/Count 2"))
  }
}
