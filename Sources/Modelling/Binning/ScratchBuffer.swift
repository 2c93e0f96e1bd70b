/// Memory of a fixed number of plain elements that a hot loop reads and writes without checks.
///
/// Whoever takes `base` stays below `count` and keeps the buffer alive while using the pointer.
final class ScratchBuffer<Element: BitwiseCopyable> {
  let base: UnsafeMutablePointer<Element>
  let count: Int

  init(count: Int, repeating element: Element) {
    self.count = count
    base = .allocate(capacity: max(1, count))
    base.initialize(repeating: element, count: max(1, count))
  }

  deinit { base.deallocate() }
}
