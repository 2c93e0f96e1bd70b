import Dashboard
import Foundation
import TerminalKit
import Testing

/// `OFFERSCOPE_KEY_COST=DATA swift test --filter KeyCost` lists what each key costs on those data,
/// dearest first; it is a measurement, so that nothing runs without the variable.
struct KeyCostTests {
  private static let path = ProcessInfo.processInfo.environment["OFFERSCOPE_KEY_COST"]

  @Test(.enabled(if: path != nil))
  func noKeyCostsAFrame() throws {
    let path = try #require(Self.path)
    for size in [Size(width: 120, height: 40), Size(width: 200, height: 60)] {
      let lines = KeyCost(path: path, size: size, repeats: 30).lines()
      print(
        "\(size.width)×\(size.height): processor milliseconds from key to frame, median and worst")
      for line in lines.sorted(by: { $0.median > $1.median }).prefix(25) {
        print(
          "\(line.pane.rawValue) \(line.key): \(String(format: "%.2f %.2f", line.median, line.worst))"
        )
      }
      let all = lines.flatMap(\.milliseconds).sorted()
      print("\(all.count) keys: p50 \(all[all.count / 2]), p99 \(all[all.count * 99 / 100])")
      for line in lines where line.median > 8 {
        Issue.record("\(line.key) in \(line.pane.title) costs \(line.median) ms")
      }
    }
  }
}
