/// The values of figures in each draw, NaN where undefined: `[figure][model][draw]`.
///
/// Draws are written from several threads, each to its own places.
final class DrawnValues {
  private var values: [UnsafeMutableBufferPointer<Double>]
  private let modelCount: Int
  private let drawCount: Int

  init(figures: Int, models: Int, draws: Int) {
    modelCount = models
    drawCount = draws
    values = (0..<figures * models).map { _ in
      let buffer = UnsafeMutableBufferPointer<Double>.allocate(capacity: draws)
      buffer.initialize(repeating: .nan)
      return buffer
    }
  }

  deinit { for buffer in values { buffer.deallocate() } }

  /// Writes the value of one draw.
  func set(_ value: Double?, figure: Int, model: Int, draw: Int) {
    values[figure * modelCount + model][draw] = value ?? .nan
  }

  /// Writes the lanes of a batch; lanes beyond the last draw are dropped.
  func set(_ lanes: SIMD8<Double>, figure: Int, model: Int, firstDraw: Int) {
    let target = values[figure * modelCount + model]
    for lane in 0..<min(DrawCountBatch.lanes, drawCount - firstDraw) {
      target[firstDraw + lane] = lanes[lane]
    }
  }

  /// The values of the batches that were made, by model.
  func drawn(figure: Int, madeBatches: [Bool]) -> [[Double]] {
    (0..<modelCount).map { model in
      let all = values[figure * modelCount + model]
      if !madeBatches.contains(false) { return Array(all) }
      return all.indices.filter { madeBatches[$0 / DrawCountBatch.lanes] }.map { all[$0] }
    }
  }
}
