import Foundation

/// What a benchmark gave, for people and for machines.
public struct BenchmarkReport: Sendable, Encodable {
  /// The name of the work.
  public let work: String
  /// The table that it read.
  public let set: BenchmarkSet
  /// How many threads it might use.
  public let threads: Int
  /// Every round, in order.
  public let rounds: [BenchmarkSample]
  /// The median of the rounds.
  public let medianSeconds: Double
  /// The most memory that the process held so far, in MiB, the reading of the data included.
  public let peakMemory: Double

  /// Runs a work.
  ///
  /// A first round of less than two seconds warms up and does not count.
  ///
  /// - Parameters:
  ///   - work: what is measured.
  ///   - input: the file, the threads and the seed.
  ///   - rounds: how many rounds count, at least 1.
  /// - Throws: what the work throws, for data that can't be read or fitted.
  public init(of work: BenchmarkWork, on input: BenchmarkInput, rounds: Int) throws {
    precondition(rounds >= 1, "A benchmark has at least one round.")
    let round = try work.prepare(input)
    var samples = [try round()]
    if samples[0].seconds < 2 { samples = [try round()] }
    while samples.count < rounds { samples.append(try round()) }
    self.work = work.name
    set = input.set
    threads = input.threads
    self.rounds = samples
    medianSeconds = Self.median(samples.map(\.seconds))
    peakMemory = Self.peakMemory()
  }

  /// The rounds in one line for people.
  public var summary: String {
    let seconds = rounds.map(\.seconds)
    var parts = [
      "\(work): \(Self.text(medianSeconds)) (\(rounds.count) round\(rounds.count == 1 ? "" : "s")"
    ]
    parts[0] += ", \(Self.text(seconds.min() ?? 0)) to \(Self.text(seconds.max() ?? 0)))"
    guard let last = rounds.last else { return parts[0] }
    parts += last.apart.sorted { $0.key < $1.key }.map { "\($0.key) \(Self.text($0.value))" }
    parts += last.figures.sorted { $0.key < $1.key }.map {
      "\($0.key) \(TextReport.significant($0.value))"
    }
    if let quality = last.quality {
      let known = [
        ("log-loss", quality.logLoss, 5), ("ROC-AUC", quality.rocAUC, 4),
        ("NDCG@7", quality.ndcgAt7, 4), ("MAP@7", quality.mapAt7, 4),
      ]
      for case (let name, let value?, let digits) in known {
        parts.append("\(name) \(TextReport.format(value, digits))")
      }
    }
    parts.append("peak memory \(Int(peakMemory)) MiB")
    return parts.joined(separator: "; ")
  }

  /// Several reports as indented JSON.
  public static func json(_ reports: [BenchmarkReport]) throws -> String {
    try JSONText.of(["benchmarks": reports])
  }

  private static func text(_ seconds: Double) -> String {
    seconds < 0.1 ? String(format: "%.3f ms", seconds * 1e3) : String(format: "%.3f s", seconds)
  }

  /// The middle value, or the mean of the two in the middle.
  static func median(_ values: [Double]) -> Double {
    let ascending = values.sorted()
    let middle = ascending.count / 2
    return ascending.count % 2 == 1
      ? ascending[middle] : (ascending[middle - 1] + ascending[middle]) / 2
  }

  private static func peakMemory() -> Double {
    var usage = rusage()
    // RUSAGE_SELF, which is of another type on every platform.
    getrusage(0, &usage)
    #if os(Linux)
      return Double(usage.ru_maxrss) / 1024
    #else
      return Double(usage.ru_maxrss) / 1_048_576
    #endif
  }
}
