import Synchronization

/// Names a value that waits in the mailbox, so that an action that carries it stays a few bytes.
public struct Reference<Value: Sendable>: Codable, Hashable, Sendable {
  /// The number of the parcel.
  let id: Int
}

/// Where effects leave large results for the reducer; each is taken once.
public final class Mailbox: Sendable {
  private let parcels = Mutex(Parcels())

  private struct Parcels {
    var next = 0
    var values: [Int: any Sendable] = [:]
  }

  /// Makes an empty mailbox.
  public init() {}

  /// Leaves a value; callable from any thread.
  public func put<Value: Sendable>(_ value: Value) -> Reference<Value> {
    parcels.withLock { parcels in
      parcels.next += 1
      parcels.values[parcels.next] = value
      return Reference(id: parcels.next)
    }
  }

  /// Takes a value out; `nil` if it was taken before, as in a replay.
  public func take<Value: Sendable>(_ reference: Reference<Value>) -> Value? {
    parcels.withLock { $0.values.removeValue(forKey: reference.id) as? Value }
  }

  /// Looks at a value and leaves it; `nil` if it was taken before.
  func peek<Value: Sendable>(_ reference: Reference<Value>) -> Value? {
    parcels.withLock { $0.values[reference.id] as? Value }
  }
}
