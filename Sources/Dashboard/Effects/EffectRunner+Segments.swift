import Synchronization

/// Segments of customers, which take seconds.
extension EffectRunner {
  /// Begins an effect on segments; others are passed over.
  func segment(_ effect: Effect) {
    switch effect {
    case .findSegments(let request):
      newestSegments.withLock { $0 = max($0, request.number) }
      start(on: segmenter, key: "segments") { FoundJob(request: request).perform($0) }
    case .cancelSegments(let number): newestSegments.withLock { $0 = max($0, number) }
    default: break
    }
  }

  /// Whether a newer request makes this one useless.
  func isOutdated(segments number: Int) -> Bool { newestSegments.withLock { $0 != number } }
}
