import Foundation

#if canImport(Glibc)
  import Glibc
#endif

/// The bytes of a file, mapped into memory, or a buffer that takes their place after transcoding.
///
/// The bytes live as long as this object does, and never change.
final class FileBytes: @unchecked Sendable {
  /// Where the bytes start.
  let base: UnsafePointer<UInt8>
  /// How many there are.
  let count: Int
  private let release: () -> Void
  private let isMapped: Bool

  private init(
    base: UnsafePointer<UInt8>, count: Int, isMapped: Bool = false, release: @escaping () -> Void
  ) {
    self.isMapped = isMapped
    self.base = base
    self.count = count
    self.release = release
  }

  deinit { release() }

  /// Holds a copy of bytes made elsewhere.
  convenience init(copying bytes: some Collection<UInt8>) {
    let copy = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: max(bytes.count, 1))
    _ = copy.initialize(from: bytes)
    let base = UnsafeMutableRawPointer(copy.baseAddress ?? .allocate(capacity: 1))
      .assumingMemoryBound(to: UInt8.self)
    self.init(base: base, count: bytes.count) { copy.deallocate() }
  }

  /// Maps a file; what can't be mapped, such as a pipe, is read to its end.
  ///
  /// - Throws: ``TabularError`` when the path is missing, a folder or not readable.
  static func open(path: String) throws(TabularError) -> FileBytes {
    let descriptor = Foundation.open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw openError(path: path, number: errno) }
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { throw openError(path: path, number: errno) }
    if status.st_mode & S_IFMT == S_IFDIR {
      throw TabularError(
        .isDirectory, "\(path) is a folder, not a CSV file; name the file inside it.")
    }
    let size = Int(status.st_size)
    if size > 0, status.st_mode & S_IFMT == S_IFREG,
      let mapping = mmap(nil, size, PROT_READ, MAP_PRIVATE, descriptor, 0), mapping != MAP_FAILED
    {
      _ = madvise(mapping, size, MADV_WILLNEED)
      let base = UnsafePointer(mapping.assumingMemoryBound(to: UInt8.self))
      return FileBytes(base: base, count: size, isMapped: true) { munmap(mapping, size) }
    }
    return try readAll(descriptor, path: path)
  }

  /// Says that some bytes have been read, so that a large file need not stay in this process's
  /// memory; whoever reads them again gets them from the system's cache or the file.
  func letGo(_ range: Range<Int>) {
    guard isMapped, count >= Self.largeSize else { return }
    let page = Int(getpagesize())
    let start = (range.lowerBound + page - 1) / page * page
    let end = range.upperBound / page * page
    guard end > start else { return }
    _ = madvise(UnsafeMutableRawPointer(mutating: base + start), end - start, MADV_DONTNEED)
  }

  /// Hands freed memory back to the system after reading a large file: its pieces were many small
  /// blocks, which the allocator would keep for blocks of their size, while columns are large ones.
  func giveBackScratch() {
    guard count >= Self.largeSize else { return }
    #if canImport(Glibc)
      // Not among the functions that Swift's module of the C library declares.
      guard let symbol = dlsym(nil, "malloc_trim") else { return }
      typealias Trim = @convention(c) (Int) -> Int32
      _ = unsafeBitCast(symbol, to: Trim.self)(0)
    #endif
  }

  /// Smaller files are kept: letting go costs calls to the system, and reading again costs more.
  private static let largeSize = 1 << 28

  private static func readAll(_ descriptor: Int32, path: String) throws(TabularError) -> FileBytes {
    var bytes: [UInt8] = []
    var block = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let got = read(descriptor, &block, block.count)
      if got == 0 { return FileBytes(copying: bytes) }
      if got < 0 {
        if errno == EINTR { continue }
        throw openError(path: path, number: errno)
      }
      bytes.append(contentsOf: block[0..<got])
    }
  }

  private static func openError(path: String, number: Int32) -> TabularError {
    switch number {
    case ENOENT, ENOTDIR:
      TabularError(.fileNotFound, "There is no file \(path); check the path and its spelling.")
    case EACCES, EPERM:
      TabularError(
        .notReadable, "\(path) may not be read by this user; change its permissions (chmod +r).")
    case EISDIR:
      TabularError(.isDirectory, "\(path) is a folder, not a CSV file; name the file inside it.")
    default:
      TabularError(.notReadable, "\(path) can't be read: \(String(cString: strerror(number))).")
    }
  }
}
