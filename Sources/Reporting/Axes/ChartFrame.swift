import Drawing

/// The head of a figure and the plot below it: title, remark, legend, axes with numbers and grid.
struct ChartFrame {
  let pen: Pen
  /// The inside of the axes.
  let plot: Box
  let x: Axis
  let y: Axis

  /// One name of a legend with how it looks.
  struct Key {
    enum Mark {
      case line, area
    }
    let name: String
    let style: SeriesStyle
    var mark = Mark.line
  }

  /// Draws all but the data.
  init(
    _ pen: Pen, in box: Box, title: String, remark: String, keys: [Key], x: Axis, y: Axis
  ) {
    let top = ChartFrame.head(pen, in: box, title: title, remark: remark, keys: keys)
    let labelWidth =
      y.ticks.map { pen.width($0.label, .label) }.max() ?? 0
    pen.write(y.title, at: Point(box.x, top + 12), .small)
    self.pen = pen
    self.x = x
    self.y = y
    plot = Box(
      x: box.x + labelWidth + 8, y: top + 20, width: box.width - labelWidth - 20,
      height: box.bottom - top - 20 - 32)
    grid()
  }

  /// Writes title, remark and legend, and says where the rest begins.
  static func head(
    _ pen: Pen, in box: Box, title: String, remark: String, keys: [Key]
  ) -> Double {
    var top = box.y
    if !title.isEmpty {
      pen.write(
        pen.fitted(title, width: box.width, .figureTitle), at: Point(box.x, top + 11), .figureTitle)
      top += 15
    }
    if !remark.isEmpty {
      for line in pen.lines(remark, width: box.width, .small) {
        pen.write(line, at: Point(box.x, top + 10), .small)
        top += 11
      }
      top += 2
    }
    return keys.isEmpty ? top : legend(pen, keys, in: box, top: top + 3)
  }

  /// Names in rows, so that none can lie over a line or another name.
  private static func legend(_ pen: Pen, _ keys: [Key], in box: Box, top: Double) -> Double {
    let (sample, gap) = (26.0, 14.0)
    var (x, y) = (box.x, top)
    for key in keys {
      let name = pen.fitted(key.name, width: box.width - sample - 5, .label)
      let width = sample + 5 + pen.width(name, .label)
      if x > box.x, x + width > box.right {
        x = box.x
        y += 13
      }
      switch key.mark {
      case .line:
        pen.line(
          Point(x, y + 6), Point(x + sample, y + 6), width: 1.8, key.style.color,
          dashes: key.style.dashes)
      case .area:
        pen.canvas.fill(
          x: x + 8, y: y + 1.5, width: sample - 10, height: 9, key.style.color)
      }
      pen.write(name, at: Point(x + sample + 5, y + 9), .label)
      x += width + gap
    }
    return y + 15
  }

  private func grid() {
    for tick in y.ticks {
      let place = point(x.lower, tick.value).y
      pen.line(
        Point(plot.x, place), Point(plot.right, place), width: 0.6,
        tick.value == y.lower ? Ink.axis : Ink.grid)
      pen.write(tick.label, at: Point(plot.x - 5, place + 3), .label, .trailing)
    }
    var taken = -Double.infinity
    for tick in x.ticks {
      let place = point(tick.value, y.lower).x
      pen.line(Point(place, plot.bottom), Point(place, plot.bottom + 3), width: 0.8, Ink.axis)
      let half = pen.width(tick.label, .label) / 2
      guard place - half > taken + 3 else { continue }
      pen.write(tick.label, at: Point(place, plot.bottom + 13), .label, .center)
      taken = place + half
    }
    pen.line(
      Point(plot.x, plot.bottom), Point(plot.right, plot.bottom), width: 0.8, Ink.axis)
    pen.write(
      pen.fitted(x.title, width: plot.width, .small), at: Point(plot.middle, plot.bottom + 27),
      .small, .center)
  }

  /// Where a pair of values stands.
  func point(_ x: Double, _ y: Double) -> Point {
    Point(
      plot.x + plot.width * self.x.place(x), plot.bottom - plot.height * self.y.place(y))
  }
}
