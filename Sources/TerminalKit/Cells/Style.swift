/// How a cell is drawn: two roles and attributes, packed in four bytes.
public struct Style: Hashable, Sendable {
  /// The foreground in the lowest byte, then the background, then the attributes.
  public private(set) var rawValue: UInt32

  /// What is done to glyphs besides colouring them.
  public struct Attributes: OptionSet, Hashable, Sendable {
    /// One bit an attribute.
    public let rawValue: UInt8
    /// Makes a set from its bits.
    public init(rawValue: UInt8) { self.rawValue = rawValue }
    /// Heavier strokes.
    public static let bold = Attributes(rawValue: 1)
    /// Less intense, where the terminal can.
    public static let dim = Attributes(rawValue: 2)
    /// A line below.
    public static let underline = Attributes(rawValue: 4)
    /// Foreground and background exchanged.
    public static let reverse = Attributes(rawValue: 8)
    /// Slanted, where the terminal can.
    public static let italic = Attributes(rawValue: 16)
  }

  /// Makes a style.
  public init(
    _ foreground: Role = .text, on background: Role = .canvas, _ attributes: Attributes = []
  ) {
    rawValue =
      UInt32(foreground.rawValue) | UInt32(background.rawValue) << 8
      | UInt32(attributes.rawValue) << 16
  }

  /// The colour of the glyphs.
  public var foreground: Role {
    get { Role(rawValue: UInt8(truncatingIfNeeded: rawValue)) ?? .text }
    set { rawValue = rawValue & ~0xFF | UInt32(newValue.rawValue) }
  }

  /// The colour behind the glyphs.
  public var background: Role {
    get { Role(rawValue: UInt8(truncatingIfNeeded: rawValue >> 8)) ?? .canvas }
    set { rawValue = rawValue & ~0xFF00 | UInt32(newValue.rawValue) << 8 }
  }

  /// The attributes.
  public var attributes: Attributes {
    get { Attributes(rawValue: UInt8(truncatingIfNeeded: rawValue >> 16)) }
    set { rawValue = rawValue & 0xFFFF | UInt32(newValue.rawValue) << 16 }
  }

  /// This style on another background.
  public func on(_ background: Role) -> Style {
    var copy = self
    copy.background = background
    return copy
  }

  /// This style with another colour of the glyphs.
  public func colored(_ foreground: Role) -> Style {
    var copy = self
    copy.foreground = foreground
    return copy
  }

  /// This style with attributes added.
  public func with(_ added: Attributes) -> Style {
    var copy = self
    copy.attributes.formUnion(added)
    return copy
  }

  /// This style in bold.
  public var bold: Style { with(.bold) }

  /// Ordinary text.
  public static let text = Style(.text)
  /// Text of less weight.
  public static let muted = Style(.muted)
  /// Text that is barely there.
  public static let faint = Style(.faint)
  /// What is active or clickable.
  public static let accent = Style(.accent)
  /// A title or column heading.
  public static let header = Style(.header, on: .canvas, .bold)
  /// The selected row or field of the area that has the focus.
  public static let selected = Style(.selectionText, on: .selection, .bold)
  /// The selected row or field of an area without the focus.
  public static let selectedUnfocused = Style(.text, on: .selectionUnfocused)
}
