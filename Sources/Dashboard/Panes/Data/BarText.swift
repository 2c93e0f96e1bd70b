import Evaluation
import TerminalKit

/// Bars and intervals as text, for the cells of a table.
enum BarText {
  /// A bar that fills a share of so many cells; anything above nothing is seen.
  static func bar(_ share: Double, width: Int, glyphs: Glyphs) -> String {
    let eighths = Int((max(0, min(1, share)) * Double(width) * 8).rounded())
    guard share > 0 else { return "" }
    var text = String(repeating: Character(glyphs.fullBlock), count: eighths / 8)
    if eighths % 8 > 0 || eighths == 0 {
      text.unicodeScalars.append(glyphs.leftBlock(max(1, Double(eighths % 8)) / 8))
    }
    return text
  }

  /// An interval on a scale from nothing to `top`: a line with a disc at the estimate, and a dotted
  /// mark for comparison.
  static func whisker(
    _ interval: Interval, mark: Double, top: Double, width: Int, glyphs: Glyphs
  ) -> String {
    guard width > 0, top > 0 else { return "" }
    func cell(_ value: Double) -> Int {
      max(0, min(width - 1, Int((value / top * Double(width - 1)).rounded())))
    }
    var cells = [Unicode.Scalar](repeating: " ", count: width)
    cells[cell(mark)] = glyphs.verticalDotted
    for place in cell(interval.lower)...cell(interval.upper) { cells[place] = glyphs.horizontal }
    // What lies beyond the scale is said to.
    cells[cell(interval.estimate)] = interval.estimate > top ? glyphs.right : glyphs.disc
    return String(String.UnicodeScalarView(cells))
  }
}
