import Foundation

/// Values as bytes that can be taken apart in one way only: each with its length before it.
struct CanonicalBytes {
  private(set) var data = Data()

  /// Begins with a word that no other use begins with.
  init(of use: String) { add(use) }

  mutating func add(_ text: String) {
    let bytes = Data(text.utf8)
    withUnsafeBytes(of: UInt64(bytes.count).bigEndian) { data.append(contentsOf: $0) }
    data.append(bytes)
  }

  mutating func add(_ number: Int) { add(String(number)) }

  /// A number by its bits; nothing is rounded.
  mutating func add(_ number: Double) { add(String(number.bitPattern, radix: 16)) }

  mutating func add(_ text: String?) {
    add(text == nil ? 0 : 1)
    if let text { add(text) }
  }

  mutating func add(_ number: Double?) {
    add(number == nil ? 0 : 1)
    if let number { add(number) }
  }

  /// The SHA-256 of all that was added.
  var digest: String { ContentName.of(data) }
}
