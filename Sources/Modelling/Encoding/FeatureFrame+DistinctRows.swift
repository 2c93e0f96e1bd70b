extension FeatureFrame {
  /// Which distinct row each row equals, and the first row of each, in the order of appearance;
  /// `nil` where so few rows repeat that merging them doesn't pay.
  func distinctRows(threads: Int) -> (ofRow: [Int32], first: [Int32])? {
    guard rowCount > 64, rowCount < Int(Int32.max) else { return nil }
    let sampleCount = 4096
    if rowCount > 2 * sampleCount {
      let sample = (0..<sampleCount).map { $0 * rowCount / sampleCount }
      let keys = FrameRowKeys(rows(sample), threads: threads)
      // Rows that are all different in a sample may still repeat in the whole, but then there are
      // many distinct ones; only short keys are cheap enough to try regardless.
      if keys.wordCount > 1, keys.merged().first.count > sampleCount * 19 / 20 { return nil }
    }
    let places = FrameRowKeys(self, threads: threads).merged()
    return places.first.count <= rowCount * 4 / 5 ? places : nil
  }
}
