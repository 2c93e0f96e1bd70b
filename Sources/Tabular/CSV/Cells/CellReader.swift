import Foundation

/// Takes the quotes off cells. The bytes returned last until the next cell is read.
struct CellReader {
  typealias Bytes = UnsafeBufferPointer<UInt8>
  let base: UnsafePointer<UInt8>
  private let quote: UInt8
  private let scratch = Scratch()

  /// Memory for cells whose bytes differ from the file's: those with doubled quotes.
  private final class Scratch {
    var memory = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: 64)
    deinit { memory.deallocate() }

    func reserve(_ count: Int) {
      if memory.count >= count { return }
      memory.deallocate()
      memory = .allocate(capacity: count * 2)
    }
  }

  init(base: UnsafePointer<UInt8>, quote: UInt8) {
    self.base = base
    self.quote = quote
  }

  /// The content of the cell at `start ..< end`; nothing for the negative length of an absent cell.
  @inline(__always)
  func content(_ start: Int, _ end: Int) -> Bytes {
    guard end > start else { return Bytes(start: nil, count: 0) }
    if base[start] != quote { return Bytes(start: base + start, count: end - start) }
    return unquoted(start + 1, end)
  }

  /// The same without blanks (spaces and tabs) at either end.
  @inline(__always)
  func trimmed(_ start: Int, _ end: Int) -> Bytes {
    Self.trim(content(start, end))
  }

  /// A cell without blanks at either end.
  @inline(__always)
  static func trim(_ cell: Bytes) -> Bytes {
    var first = 0
    var last = cell.count
    while first < last, cell[first] == 0x20 || cell[first] == 0x09 { first += 1 }
    while last > first, cell[last - 1] == 0x20 || cell[last - 1] == 0x09 { last -= 1 }
    return first == 0 && last == cell.count ? cell : Bytes(rebasing: cell[first..<last])
  }

  private func unquoted(_ start: Int, _ end: Int) -> Bytes {
    guard end > start, let found = memchr(base + start, Int32(quote), end - start) else {
      return Bytes(start: base + start, count: max(end - start, 0))
    }
    let close = UnsafeRawPointer(found) - UnsafeRawPointer(base)
    if close == end - 1 { return Bytes(start: base + start, count: close - start) }
    return unescaped(start, end)
  }

  /// Doubled quotes become one; what follows the closing quote is kept as it is.
  private func unescaped(_ start: Int, _ end: Int) -> Bytes {
    scratch.reserve(end - start)
    var count = 0
    var position = start
    var isOpen = true
    while position < end {
      let byte = base[position]
      if byte == quote, isOpen {
        if position + 1 < end, base[position + 1] == quote {
          position += 1
        } else {
          isOpen = false
          position += 1
          continue
        }
      }
      scratch.memory[count] = byte
      count += 1
      position += 1
    }
    return Bytes(rebasing: scratch.memory[0..<count])
  }
}
