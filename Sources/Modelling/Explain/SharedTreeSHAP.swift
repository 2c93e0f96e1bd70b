import Synchronization

/// The explainer of one model, made when first asked for and shared by the model's copies.
///
/// It says nothing about the model that its trees do not, so any two are equal.
final class SharedTreeSHAP: Sendable, Equatable {
  private let made = Mutex<TreeSHAP?>(nil)

  /// The explainer; the second of two askers waits for the first.
  func explainer(of model: TreeEnsembleModel) -> TreeSHAP {
    made.withLock { made in
      if let made { return made }
      let fresh = TreeSHAP(model)
      made = fresh
      return fresh
    }
  }

  static func == (a: SharedTreeSHAP, b: SharedTreeSHAP) -> Bool { true }
}
