/// The characters that widgets are drawn with.
public struct Glyphs: Hashable, Sendable {
  /// Whether only printable ASCII may be used, in text as well.
  public let isASCII: Bool

  /// Lines, blocks and braille.
  public static let unicode = Glyphs(isASCII: false)
  /// Printable ASCII only, for terminals without UTF-8.
  public static let ascii = Glyphs(isASCII: true)

  private func pick(_ unicode: Unicode.Scalar, _ ascii: Unicode.Scalar) -> Unicode.Scalar {
    isASCII ? ascii : unicode
  }

  /// A horizontal line.
  public var horizontal: Unicode.Scalar { pick("─", "-") }
  /// A vertical line.
  public var vertical: Unicode.Scalar { pick("│", "|") }
  /// The corner at the top left.
  public var topLeft: Unicode.Scalar { pick("╭", "+") }
  /// The corner at the top right.
  public var topRight: Unicode.Scalar { pick("╮", "+") }
  /// The corner at the bottom left.
  public var bottomLeft: Unicode.Scalar { pick("╰", "+") }
  /// The corner at the bottom right.
  public var bottomRight: Unicode.Scalar { pick("╯", "+") }
  /// The square corner of an axis.
  public var axisCorner: Unicode.Scalar { pick("└", "+") }
  /// A tick on a vertical axis.
  public var verticalTick: Unicode.Scalar { pick("┤", "+") }
  /// A tick on a horizontal axis.
  public var horizontalTick: Unicode.Scalar { pick("┬", "+") }
  /// A dotted vertical line: cursors and grids.
  public var verticalDotted: Unicode.Scalar { pick("┊", ":") }
  /// A dotted horizontal line: grids.
  public var horizontalDotted: Unicode.Scalar { pick("┈", ".") }
  /// What stands for text that was cut.
  public var ellipsis: Unicode.Scalar { pick("…", "~") }
  /// Upwards, risen.
  public var up: Unicode.Scalar { pick("▲", "^") }
  /// Downwards, fallen.
  public var down: Unicode.Scalar { pick("▼", "v") }
  /// To the left, less.
  public var left: Unicode.Scalar { pick("◂", "<") }
  /// To the right, more.
  public var right: Unicode.Scalar { pick("▸", ">") }
  /// The mark of the selected entry.
  public var pointer: Unicode.Scalar { pick("❯", ">") }
  /// Done, true.
  public var check: Unicode.Scalar { pick("✓", "+") }
  /// Failed, false.
  public var cross: Unicode.Scalar { pick("✗", "x") }
  /// A bullet, a separator.
  public var dot: Unicode.Scalar { pick("·", ".") }
  /// A filled disc: running, present.
  public var disc: Unicode.Scalar { pick("●", "*") }
  /// An empty disc: waiting, absent.
  public var ring: Unicode.Scalar { pick("○", "o") }
  /// A value that is undefined.
  public var undefined: Unicode.Scalar { pick("–", "-") }
  /// A full block.
  public var fullBlock: Unicode.Scalar { pick("█", "#") }
  /// The empty part of a bar.
  public var track: Unicode.Scalar { pick("─", ".") }
  /// The thumb of a scrollbar.
  public var scrollThumb: Unicode.Scalar { pick("┃", "#") }

  /// The marker of a series, by its index; they repeat after eight.
  public func seriesMarker(_ index: Int) -> Unicode.Scalar {
    let unicode: [Unicode.Scalar] = ["●", "▲", "■", "◆", "✕", "○", "▼", "□"]
    let ascii: [Unicode.Scalar] = ["o", "^", "#", "*", "x", "+", "v", "%"]
    let place = ((index % ascii.count) + ascii.count) % ascii.count
    return isASCII ? ascii[place] : unicode[place]
  }

  /// The marker of a group, by its index: those of series, and after eight the group's number from 9 on, in
  /// base 36 with capital letters; after 35 groups they repeat.
  public func groupMarker(_ index: Int) -> Unicode.Scalar {
    guard index >= 8 else { return seriesMarker(index) }
    let signs = Array("9ABCDEFGHIJKLMNOPQRSTUVWXYZ".unicodeScalars)
    return index - 8 < signs.count ? signs[index - 8] : seriesMarker(index)
  }

  /// A block that fills a share of a cell from below: 0 is a space, 1 is full.
  public func lowerBlock(_ share: Double) -> Unicode.Scalar {
    let unicode: [Unicode.Scalar] = [" ", "▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"]
    let ascii: [Unicode.Scalar] = [" ", "_", ".", ":", "-", "=", "+", "#", "#"]
    let step = Glyphs.eighths(share)
    return isASCII ? ascii[step] : unicode[step]
  }

  /// A block that fills a share of a cell from the left: 0 is a space, 1 is full.
  public func leftBlock(_ share: Double) -> Unicode.Scalar {
    let unicode: [Unicode.Scalar] = [" ", "▏", "▎", "▍", "▌", "▋", "▊", "▉", "█"]
    if isASCII { return share >= 0.75 ? "#" : share >= 0.25 ? "=" : " " }
    return unicode[Glyphs.eighths(share)]
  }

  /// A share in whole eighths; NaN is none.
  static func eighths(_ share: Double) -> Int {
    share > 0 ? Int((min(1, share) * 8).rounded()) : 0
  }

  /// The frames of a spinner.
  public var spinner: [Unicode.Scalar] {
    isASCII ? ["|", "/", "-", "\\"] : ["⠋", "⠙", "⠹", "⠸", "⠼", "⠴", "⠦", "⠧", "⠇", "⠏"]
  }
}
