import Crypto
public import Foundation

/// Names bytes by what they are.
public enum ContentName {
  /// The SHA-256 of bytes as sixty-four hexadecimal digits.
  public static func of(_ bytes: some DataProtocol) -> String {
    SHA256.hash(data: bytes).map { byte in
      let digits = String(byte, radix: 16)
      return byte < 16 ? "0" + digits : digits
    }.joined()
  }

  /// Whether text has the form of such a name, so that it may stand in a path.
  static func isName(_ text: String) -> Bool { text.wholeMatch(of: /[0-9a-f]{64}/) != nil }
}
