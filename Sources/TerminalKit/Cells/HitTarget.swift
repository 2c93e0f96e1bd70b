/// What lies under the mouse: a widget, named by its owner, and a part of it.
public struct HitTarget: Hashable, Sendable {
  /// The number that the owner gave to the widget.
  public var id: Int
  /// Which part of the widget.
  public var part: Part

  /// The parts that widgets register.
  public enum Part: Hashable, Sendable {
    /// The widget as a whole.
    case body
    /// A row, a list entry, a form field, a bar; by index in the owner's data.
    case row(Int)
    /// A column heading.
    case column(Int)
    /// A cell of a table, by row and column.
    case cell(row: Int, column: Int)
    /// A tab, a choice, a key of the footer, a legend entry.
    case item(Int)
    /// The control that lowers the value of a row.
    case decrease(Int)
    /// The control that raises the value of a row.
    case increase(Int)
    /// The area of a chart in which its series are drawn.
    case plot
    /// The track of a scrollbar.
    case scrollbar
    /// Everything around a popup.
    case outside
  }

  /// Makes a target.
  public init(_ id: Int, _ part: Part = .body) {
    self.id = id
    self.part = part
  }
}
