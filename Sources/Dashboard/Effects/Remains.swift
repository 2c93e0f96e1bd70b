import Synchronization

/// What the state no longer needs, on its way to the thread that frees it.
///
/// Forests and tables are millions of bytes in thousands of arrays; freeing them where keys are
/// handled would be seen.
public final class Remains: Sendable {
  private let values: Mutex<[any Sendable]>

  /// Takes values over. They are freed elsewhere only if the state lets go of them in the same step.
  init(_ values: [any Sendable]) { self.values = Mutex(values) }

  /// Frees them on the calling thread, unless somebody else holds them.
  func drop() {
    let last = values.withLock { values in
      defer { values = [] }
      return values
    }
    withExtendedLifetime(last) {}
  }
}
