import Synchronization

/// What a model makes of itself when first asked, shared by its copies.
///
/// It says nothing about the model that the model does not, so any two are equal.
final class MadeOnce<Value: Sendable>: Sendable, Equatable {
  private let made = Mutex<Value?>(nil)

  /// The value; the second of two askers waits for the first.
  func value(make: () -> Value) -> Value {
    made.withLock { made in
      if let made { return made }
      let fresh = make()
      made = fresh
      return fresh
    }
  }

  static func == (a: MadeOnce, b: MadeOnce) -> Bool { true }
}
