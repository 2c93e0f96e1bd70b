/// Segments of customers, which take seconds.
extension EffectRunner {
  /// Begins an effect on segments; others are passed over.
  func segment(_ effect: Effect) {
    switch effect {
    case .findSegments(let request):
      newestSegments.note(request.number)
      start(on: segmenter, key: "segments") { FoundJob(request: request).perform($0) }
    case .cancelSegments(let number): newestSegments.note(number)
    default: break
    }
  }
}
