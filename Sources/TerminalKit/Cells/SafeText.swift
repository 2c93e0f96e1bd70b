/// Text made fit for cells: what it may contain, and how wide it is.
///
/// Data can hold anything, escape codes included. Controls, joiners, variation selectors and
/// bidirectional marks are dropped, tabs and line ends become spaces, what has no width in the
/// terminal's own tables becomes a replacement character, and a glyph keeps four combining marks at
/// most.
public enum SafeText {
  /// A glyph: its scalars, of which the first is the base, and its width of one or two cells.
  public struct Cluster: Hashable, Sendable {
    /// The character itself.
    public var base: UInt32
    /// Combining marks, at most four.
    public var marks: [UInt32]
    /// One or two cells.
    public var width: Int
  }

  /// The most combining marks that a cell holds.
  public static let maximumMarks = 4

  /// The glyphs of a text.
  ///
  /// - Parameter ascii: Whether only printable ASCII may come out; letters lose their accents,
  ///   anything else becomes a question mark for each cell.
  public static func clusters(of text: some StringProtocol, ascii: Bool = false) -> [Cluster] {
    var clusters: [Cluster] = []
    clusters.reserveCapacity(text.utf8.count)
    for scalar in text.unicodeScalars {
      append(scalar.value, to: &clusters, ascii: ascii)
    }
    return clusters
  }

  /// The width of a text in cells.
  public static func width(of text: some StringProtocol, ascii: Bool = false) -> Int {
    if isPlain(text) { return text.utf8.count }
    return clusters(of: text, ascii: ascii).reduce(0) { $0 + $1.width }
  }

  /// The text as it will be shown.
  public static func sanitized(_ text: some StringProtocol, ascii: Bool = false) -> String {
    if isPlain(text) { return String(text) }
    var result = String.UnicodeScalarView()
    for cluster in clusters(of: text, ascii: ascii) {
      for code in [cluster.base] + cluster.marks {
        if let scalar = Unicode.Scalar(code) { result.append(scalar) }
      }
    }
    return String(result)
  }

  /// The text, or its two ends with an ellipsis between them: names of columns often differ at the end
  /// only.
  public static func keepingEnds(of text: String, width: Int) -> String {
    guard self.width(of: text) > width else { return text }
    func part(_ characters: some Sequence<Character>, _ room: Int) -> [Character] {
      var kept: [Character] = []
      var used = 0
      for character in characters {
        used += self.width(of: String(character))
        guard used <= room else { break }
        kept.append(character)
      }
      return kept
    }
    let room = max(0, width - 1)
    let end = part(text.reversed(), room / 2)
    return String(part(text, room - room / 2)) + "…" + String(end.reversed())
  }

  /// Whether every byte is printable ASCII, one cell each.
  static func isPlain(_ text: some StringProtocol) -> Bool {
    text.utf8.allSatisfy { $0 >= 0x20 && $0 < 0x7F }
  }

  private static func append(_ code: UInt32, to clusters: inout [Cluster], ascii: Bool) {
    if code >= 0x20 && code < 0x7F {
      clusters.append(Cluster(base: code, marks: [], width: 1))
      return
    }
    if code == 0x09 || code == 0x0A || code == 0x2028 || code == 0x2029 {
      clusters.append(Cluster(base: 0x20, marks: [], width: 1))
      return
    }
    if isDropped(code) { return }
    let width = CharacterWidth.of(code)
    if width == 0 {
      guard !ascii, let last = clusters.indices.last, clusters[last].marks.count < maximumMarks
      else { return }
      clusters[last].marks.append(code)
    } else if ascii {
      for folded in ASCIIFolding.folded(code, width: max(1, width)) {
        clusters.append(Cluster(base: UInt32(folded), marks: [], width: 1))
      }
    } else if width < 0 {
      clusters.append(Cluster(base: 0xFFFD, marks: [], width: 1))
    } else {
      clusters.append(Cluster(base: code, marks: [], width: width))
    }
  }

  /// Controls, soft hyphens, joiners, direction marks, variation selectors and tags.
  private static func isDropped(_ code: UInt32) -> Bool {
    switch code {
    case 0...0x1F, 0x7F...0x9F, 0xAD, 0x034F, 0x061C, 0x180B...0x180F, 0x200B...0x200F,
      0x202A...0x202E, 0x2060...0x206F, 0xFE00...0xFE0F, 0xFEFF, 0xFFF9...0xFFFB,
      0x1_D173...0x1_D17A, 0xE_0000...0xE_0FFF:
      true
    default: false
    }
  }
}
