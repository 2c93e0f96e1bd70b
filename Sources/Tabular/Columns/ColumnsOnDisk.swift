import Foundation
import Synchronization

/// A file of a process's own in which columns stand while nobody works with them, so that a table may
/// take more than memory has.
///
/// The file has no name: nobody else can change it, and it goes with the last column that stands in it.
final class ColumnsOnDisk: Sendable {
  private let descriptor: Int32
  private let folder: String
  private let end = Mutex<Int>(0)

  /// Makes an empty file in a folder, which must have room for what is put into it.
  ///
  /// - Throws: ``TabularError`` with the code `notWritten`.
  init(folder: String = FileManager.default.temporaryDirectory.path) throws(TabularError) {
    self.folder = folder
    let path = "\(folder)/offerscope-columns-\(UUID().uuidString)"
    descriptor = open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw Self.error(folder, errno) }
    unlink(path)
  }

  deinit { close(descriptor) }

  /// Where a stretch of values stands.
  struct Place: Sendable {
    let start: Int
    let count: Int
  }

  /// Adds values at the end.
  ///
  /// - Throws: ``TabularError`` with the code `notWritten` where the disk is full.
  func add<Value: BitwiseCopyable>(_ values: [Value]) throws(TabularError) -> Place {
    let byteCount = values.count * MemoryLayout<Value>.stride
    let start = end.withLock { end in
      defer { end += byteCount }
      return end
    }
    let number = values.withUnsafeBytes { bytes -> Int32 in
      var done = 0
      while done < byteCount, let base = bytes.baseAddress {
        let written = pwrite(
          descriptor, base + done, min(byteCount - done, 1 << 30), off_t(start + done))
        if written < 0, errno == EINTR { continue }
        guard written > 0 else { return written == 0 ? ENOSPC : errno }
        done += written
      }
      return 0
    }
    guard number == 0 else { throw Self.error(folder, number) }
    return Place(start: start, count: values.count)
  }

  /// All values of a place.
  func values<Value: BitwiseCopyable>(at place: Place) -> [Value] {
    values(at: place, 0..<place.count)
  }

  /// One value of a place.
  func value<Value: BitwiseCopyable>(at place: Place, row: Int) -> Value {
    precondition(row >= 0 && row < place.count, "A row of a column is below its count.")
    return values(at: place, row..<row + 1)[0]
  }

  private func values<Value: BitwiseCopyable>(at place: Place, _ rows: Range<Int>) -> [Value] {
    let width = MemoryLayout<Value>.stride
    return [Value](unsafeUninitializedCapacity: rows.count) { buffer, count in
      let bytes = UnsafeMutableRawBufferPointer(buffer)
      let byteCount = rows.count * width
      let start = place.start + rows.lowerBound * width
      var done = 0
      while done < byteCount, let base = bytes.baseAddress {
        let got = pread(
          descriptor, base + done, min(byteCount - done, 1 << 30), off_t(start + done))
        if got < 0, errno == EINTR { continue }
        // Nobody else has the file, so what was written is there unless the disk itself fails.
        precondition(got > 0, "A column that was put aside can't be read back from \(folder).")
        done += got
      }
      count = rows.count
    }
  }

  private static func error(_ folder: String, _ number: Int32) -> TabularError {
    TabularError(
      .notWritten,
      "\(folder): columns that memory has no room for can't be put aside there: "
        + "\(String(cString: strerror(number))); free some space, or set TMPDIR to a folder that has it."
    )
  }
}
