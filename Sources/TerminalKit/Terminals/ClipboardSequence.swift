/// The bytes that hand text to the clipboard of a terminal: OSC 52, in what the multiplexer between
/// wants around it.
///
/// It works through ssh, since the terminal at the near end reads it.
enum ClipboardSequence {
  /// The most bytes of text that common terminals take in one sequence: 100,000 characters with the
  /// sequence itself, three bytes in four characters.
  static let byteLimit = 74_994

  /// The sequence for an environment.
  ///
  /// tmux hands plain sequences on where `set-clipboard` is `on` and wrapped ones where
  /// `allow-passthrough` is; each ignores the other, so both are sent. GNU screen takes wrapped ones
  /// in pieces.
  static func bytes(for text: String, environment: [String: String]) -> [UInt8] {
    let plain = "\u{1B}]52;c;" + Base64.encoded(Array(text.utf8)) + "\u{07}"
    if environment["TMUX"]?.isEmpty == false {
      let inner = plain.replacing("\u{1B}", with: "\u{1B}\u{1B}")
      return Array((plain + "\u{1B}Ptmux;" + inner + "\u{1B}\\").utf8)
    }
    guard environment["STY"]?.isEmpty == false else { return Array(plain.utf8) }
    var bytes: [UInt8] = []
    let all = Array(plain.utf8)
    for start in stride(from: 0, to: all.count, by: screenPiece) {
      bytes += Array("\u{1B}P".utf8) + all[start..<min(start + screenPiece, all.count)]
      bytes += Array("\u{1B}\\".utf8)
    }
    return bytes
  }

  /// GNU screen drops longer strings.
  private static let screenPiece = 240
}
