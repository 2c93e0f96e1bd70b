#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// The signals that mean something to a screen.
enum Signals {
  static let windowChanged = SIGWINCH
  static let stop = SIGTSTP
  static let proceed = SIGCONT
  static let user1 = SIGUSR1
  static let user2 = SIGUSR2
}
