import Foundation

/// Who is at work.
public enum Actor {
  /// The user and the machine, as user@host.
  public static var name: String {
    var host = [CChar](repeating: 0, count: 256)
    let isNamed = gethostname(&host, host.count - 1) == 0
    let bytes = host.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }
    let machine = isNamed && !bytes.isEmpty ? String(decoding: bytes, as: UTF8.self) : "unknown"
    let user = ProcessInfo.processInfo.userName
    return "\(user.isEmpty ? "unknown" : user)@\(machine)"
  }
}
