/// Fields one below the other: choices, numbers, flags, texts.
///
/// Clicks report `row(index)` on a field, `decrease(index)` and `increase(index)` on its arrows.
public struct FormView: Widget {
  /// One line of a form.
  public struct Field: Hashable, Sendable {
    /// What it is called.
    public var label: String
    /// What it holds.
    public var control: Control
    /// To the right: a unit, a range, the value before.
    public var note: String
    /// Whether it differs from where it started.
    public var isChanged: Bool
    /// Whether it can be edited.
    public var isEnabled: Bool

    /// The kinds of field.
    public enum Control: Hashable, Sendable {
      /// One of several words; arrows step through them.
      case choice(String)
      /// A number, as text, and whether it can go down and up.
      case number(String, canDecrease: Bool, canIncrease: Bool)
      /// Yes or no.
      case flag(Bool)
      /// Text being typed, with the cursor before that character.
      case editing(String, cursor: Int)
      /// Text that isn't edited here.
      case text(String)
      /// A heading over the fields that follow.
      case heading
    }

    /// Makes a field.
    public init(
      _ label: String, _ control: Control, note: String = "", isChanged: Bool = false,
      isEnabled: Bool = true
    ) {
      self.label = label
      self.control = control
      self.note = note
      self.isChanged = isChanged
      self.isEnabled = isEnabled
    }
  }

  /// The fields.
  public var fields: [Field]
  /// The selected field.
  public var selected: Int?
  /// The first field in sight; moved as far as the selected one needs it.
  public var first: Int
  /// Whether the form has the focus.
  public var isFocused: Bool
  /// Columns for values; labels get the rest, up to what they need.
  public var valueWidth: Int
  /// The form's id for clicks.
  public var id: Int

  /// Makes a form.
  public init(
    _ fields: [Field], selected: Int? = nil, first: Int = 0, isFocused: Bool = false,
    valueWidth: Int = 14, id: Int
  ) {
    self.fields = fields
    self.selected = selected
    self.first = first
    self.isFocused = isFocused
    self.valueWidth = valueWidth
    self.id = id
  }

  /// Draws the fields in sight, a scrollbar, and the cursor on a field that has the focus.
  public func draw(in area: Rect, of frame: inout Frame) {
    var body = area
    let start = Scrollbar.first(
      showing: selected, from: first, visible: area.height, total: fields.count)
    if fields.count > area.height {
      frame.draw(
        Scrollbar(total: fields.count, visible: area.height, first: start, id: id),
        in: body.takeRight(1))
      _ = body.takeRight(1)
    }
    let longest =
      fields.map { SafeText.width(of: $0.label, ascii: frame.glyphs.isASCII) }.max() ?? 0
    let labelWidth = max(4, min(longest + 2, body.width - valueWidth - 4))
    for offset in 0..<min(area.height, max(0, fields.count - start)) {
      draw(start + offset, labelWidth: labelWidth, in: body.line(offset), of: &frame)
    }
  }

  private func draw(_ index: Int, labelWidth: Int, in line: Rect, of frame: inout Frame) {
    let field = fields[index]
    if field.control == .heading {
      let used = frame.write(field.label, in: line, style: .header)
      var rule = line
      _ = rule.takeLeft(used + 1)
      frame.horizontalLine(
        column: rule.column, row: rule.row, width: rule.width, style: Style(.faint))
      return
    }
    let isSelected = index == selected
    let ground: Role = isSelected ? (isFocused ? .selection : .selectionUnfocused) : .canvas
    if isSelected { frame.fill(line, style: Style(.text, on: ground)) }
    frame.addHit(line, HitTarget(id, .row(index)))
    let isBright = isSelected && isFocused
    var rest = line
    let mark = rest.takeLeft(2)
    if field.isChanged {
      frame.put(
        frame.glyphs.disc, column: mark.column, row: mark.row, style: Style(.warning, on: ground))
    }
    let labelRole: Role = isBright ? .selectionText : field.isEnabled ? .text : .faint
    var labelStyle = Style(labelRole, on: ground)
    if isSelected { labelStyle = labelStyle.bold }
    let label = rest.takeLeft(labelWidth)
    frame.write(
      SafeText.keepingEnds(of: field.label, width: label.width - 1), in: label, style: labelStyle)
    drawControl(field, index, in: rest.takeLeft(valueWidth), ground: ground, of: &frame)
    _ = rest.takeLeft(1)
    frame.write(field.note, in: rest, style: Style(isBright ? .selectionText : .muted, on: ground))
  }

  private func drawControl(
    _ field: Field, _ index: Int, in rect: Rect, ground: Role, of frame: inout Frame
  ) {
    let isBright = index == selected && isFocused
    let role: Role = isBright ? .selectionText : !field.isEnabled ? .faint : .accent
    let style = Style(role, on: ground, isBright ? .bold : [])
    if isBright { frame.cursor = Position(column: rect.column + 2, row: rect.row) }
    switch field.control {
    case .choice(let word):
      drawStepper(word, index, (true, true), in: rect, style: style, of: &frame)
    case .number(let number, let canDecrease, let canIncrease):
      drawStepper(number, index, (canDecrease, canIncrease), in: rect, style: style, of: &frame)
    case .flag(let isOn):
      let box = "[\(isOn ? String(frame.glyphs.check) : " ")] \(isOn ? "yes" : "no")"
      frame.write(box, in: rect.inset(horizontal: 2), style: style)
      frame.addHit(rect, HitTarget(id, .increase(index)))
      if isBright { frame.cursor = Position(column: rect.column + 3, row: rect.row) }
    case .editing(let text, let cursor):
      frame.draw(
        TextField(text, cursor: cursor, isFocused: true), in: rect.inset(horizontal: 1))
    case .text(let text):
      frame.write(
        text, in: rect.inset(horizontal: 2),
        style: Style(isBright ? .selectionText : .text, on: ground))
    case .heading: break
    }
  }

  /// Arrows around a value; the arrows show on the selected field only, but can be clicked on any.
  private func drawStepper(
    _ text: String, _ index: Int, _ can: (less: Bool, more: Bool), in rect: Rect, style: Style,
    of frame: inout Frame
  ) {
    var rest = rect
    let (less, more) = (rest.takeLeft(2), rest.takeRight(2))
    if index == selected {
      let faint = style.colored(.faint)
      frame.put(
        frame.glyphs.left, column: less.column, row: less.row, style: can.less ? style : faint)
      frame.put(
        frame.glyphs.right, column: more.endColumn - 1, row: more.row,
        style: can.more ? style : faint)
    }
    frame.write(text, in: rest, style: style)
    if can.less { frame.addHit(less, HitTarget(id, .decrease(index))) }
    if can.more { frame.addHit(more, HitTarget(id, .increase(index))) }
  }
}
