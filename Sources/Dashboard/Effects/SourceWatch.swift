import Foundation
import Synchronization
import Workbench

/// Looks at the files of the open data every other second, on a thread of its own, until they change.
///
/// Looking and not being told: files on network drives tell nobody, and a look takes microseconds.
final class SourceWatch: Sendable {
  private struct Watched {
    var stamp: SourceStamp?
    var isRunning = false
  }

  private static let interval = 2.0
  private let watched = Mutex(Watched())
  private let news = NSCondition()
  private let report: @Sendable (SourceStamp, SourceStamp) -> Void

  /// - Parameter report: called on the thread of the watch with the files as they were and as they are.
  init(report: @escaping @Sendable (SourceStamp, SourceStamp) -> Void) { self.report = report }

  /// Watches these files from now on and no others; `nil` ends the watch.
  func follow(_ stamp: SourceStamp?) {
    let begins = watched.withLock { watched in
      watched.stamp = stamp
      defer { watched.isRunning = watched.isRunning || stamp != nil }
      return stamp != nil && !watched.isRunning
    }
    news.lock()
    news.signal()
    news.unlock()
    guard begins else { return }
    let thread = Thread { [self] in run() }
    thread.name = "watch"
    thread.start()
  }

  private func run() {
    while let stamp = next() {
      news.lock()
      _ = news.wait(until: Date(timeIntervalSinceNow: SourceWatch.interval))
      news.unlock()
      guard let now = stamp.again(), stamp.change(to: now) != nil else { continue }
      let isNews = watched.withLock { watched in
        defer { if watched.stamp == stamp { watched.stamp = nil } }
        return watched.stamp == stamp
      }
      if isNews { report(stamp, now) }
    }
  }

  /// The files to look at; without any, the thread ends.
  private func next() -> SourceStamp? {
    watched.withLock { watched in
      if watched.stamp == nil { watched.isRunning = false }
      return watched.stamp
    }
  }
}
