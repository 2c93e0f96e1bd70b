/// What a colour means; the theme decides how it looks.
///
/// Every role can be used as the colour of glyphs or of the background behind them.
public enum Role: UInt8, CaseIterable, Sendable, Codable {
  /// The screen behind everything.
  case canvas
  /// A surface that is raised from the canvas: header, footer, popups.
  case panel
  /// Ordinary text.
  case text
  /// Text of less weight: units, hints, axis labels.
  case muted
  /// Text that is barely there: rules, tracks, disabled entries.
  case faint
  /// What is active, clickable or has the focus.
  case accent
  /// A success, an improvement.
  case good
  /// Something to look at.
  case warning
  /// A failure, a loss.
  case bad
  /// The background of the selected row or field.
  case selection
  /// Text on `selection`.
  case selectionText
  /// The background of a row that is selected in an area without the focus.
  case selectionUnfocused
  /// Column headings and titles.
  case header
  /// Lines behind the data of a chart.
  case grid
  /// Lines around areas.
  case border
  /// Lines around the area that has the focus.
  case borderFocused
  /// The background of the current tab.
  case tab
  /// Text on `tab`.
  case tabText
  /// A key in the footer or in help.
  case key
  /// The first series of a chart.
  case series1
  /// The second series of a chart.
  case series2
  /// The third series of a chart.
  case series3
  /// The fourth series of a chart.
  case series4
  /// The fifth series of a chart.
  case series5
  /// The sixth series of a chart.
  case series6
  /// The seventh series of a chart.
  case series7
  /// The eighth series of a chart.
  case series8
  /// A positive amount in a signed bar chart.
  case positive
  /// A negative amount in a signed bar chart.
  case negative
  /// A low segment.
  case barLow
  /// A medium segment.
  case barMiddle
  /// A high segment.
  case barHigh
  /// The lowest step of the sequential scale.
  case ramp1
  /// Step 2 of 8 of the sequential scale.
  case ramp2
  /// Step 3 of 8 of the sequential scale.
  case ramp3
  /// Step 4 of 8 of the sequential scale.
  case ramp4
  /// Step 5 of 8 of the sequential scale.
  case ramp5
  /// Step 6 of 8 of the sequential scale.
  case ramp6
  /// Step 7 of 8 of the sequential scale.
  case ramp7
  /// The highest step of the sequential scale.
  case ramp8
  /// Text that must be read on a filled `ramp` or `series` background.
  case inverseText

  /// The colour of the series with that index, counted from zero; the colours repeat after eight.
  public static func series(_ index: Int) -> Role {
    let all: [Role] = [
      .series1, .series2, .series3, .series4, .series5, .series6, .series7, .series8,
    ]
    return all[((index % all.count) + all.count) % all.count]
  }

  /// The step of the sequential scale for a share from 0 to 1; NaN is the lowest.
  public static func ramp(_ share: Double) -> Role {
    let all: [Role] = [.ramp1, .ramp2, .ramp3, .ramp4, .ramp5, .ramp6, .ramp7, .ramp8]
    guard share > 0 else { return .ramp1 }
    return all[min(7, Int(min(share, 1) * 8))]
  }
}
