public import SystemPackage

#if canImport(Glibc)
import Glibc
#elseif canImport(Darwin)
import Darwin
#endif

/// A file to which records are added and from which none is taken, to know after a crash what was
/// done before it.
///
/// Each record has its length and a checksum before it. What a crash cut off at the end is dropped
/// when the file is opened again; a record that is damaged further up is an error. One process at
/// a time has it open.
public final class RecordJournal {
  /// The file.
  public let path: FilePath

  /// The records that were there when it was opened.
  public let records: [[UInt8]]

  private let lock: Int32
  private var count: UInt64

  private static let header = Array("Batteries journal 1\n".utf8)

  /// Makes a journal.
  ///
  /// - Throws: ``FileError`` when there is one already, or it cannot be made.
  public convenience init(creating path: FilePath) throws(FileError) {
    let flags = O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW
    let number = path.withPlatformString { openJournal($0, flags) }
    guard number >= 0 else { throw FileError.system(path, "make the journal") }
    do throws(FileError) {
      try Self.lock(number, path)
      try Self.writeHeader(number, path)
      try AtomicFile.synchronize(path.removingLastComponent())
    } catch {
      // Nothing is in it, and its name would be in the way of another try.
      path.withPlatformString { _ = unlink($0) }
      close(number)
      throw error
    }
    self.init(path, number, [])
  }

  /// Opens a journal to go on with it.
  ///
  /// - Throws: ``FileError`` when it is none, is damaged, or another process has it open.
  public convenience init(opening path: FilePath) throws(FileError) {
    let number = path.withPlatformString { openJournal($0, O_RDWR | O_CLOEXEC | O_NOFOLLOW) }
    guard number >= 0 else { throw FileError.system(path, "open the journal") }
    let (records, end): ([[UInt8]], Int)
    do throws(FileError) {
      try Self.lock(number, path)
      (records, end) = try Self.read(number, path)
      guard ftruncate(number, off_t(end)) == 0, lseek(number, off_t(end), SEEK_SET) >= 0 else {
        throw FileError.system(path, "open the journal")
      }
      // A crash came before anything was in it.
      if end == 0 { try Self.writeHeader(number, path) }
    } catch {
      close(number)
      throw error
    }
    self.init(path, number, records)
  }

  /// Takes over a file that is open and locked.
  private init(_ path: FilePath, _ number: Int32, _ records: [[UInt8]]) {
    self.path = path
    self.records = records
    count = UInt64(records.count)
    lock = number
  }

  deinit {
    // A program that is being started has a copy of the descriptor for a moment, and with it the lock.
    flock(lock, LOCK_UN)
    close(lock)
  }

  /// The records of a journal, which may be open elsewhere.
  ///
  /// - Throws: ``FileError`` when it is none, or is damaged.
  public static func records(of path: FilePath) throws(FileError) -> [[UInt8]] {
    let number = path.withPlatformString { openJournal($0, O_RDONLY | O_CLOEXEC) }
    guard number >= 0 else { throw FileError.system(path, "open the journal") }
    defer { close(number) }
    return try read(number, path).0
  }

  /// Adds a record, which outlives the process at once, and the machine after ``synchronize()``.
  ///
  /// - Throws: ``FileError`` when there is no room.
  public func append(_ record: [UInt8]) throws(FileError) {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(record.count + 12)
    Self.put(UInt64(record.count), 4, &bytes)
    Self.put(Self.checksum(record[...], count), 8, &bytes)
    bytes += record
    let isWritten = bytes.withUnsafeBytes { buffer in
      buffer.baseAddress.map { FileContent.writeAll(lock, $0, buffer.count) } ?? false
    }
    guard isWritten else { throw FileError.system(path, "write the journal") }
    count += 1
  }

  /// Brings the records to the disk.
  ///
  /// - Throws: ``FileError`` when that fails.
  public func synchronize() throws(FileError) {
    guard fsync(lock) == 0 else { throw FileError.system(path, "bring the journal to the disk") }
  }

  /// Lets others open the journal, when nothing is written any more.
  public func unlock() {
    flock(lock, LOCK_UN)
  }

  private static func lock(_ number: Int32, _ path: FilePath) throws(FileError) {
    guard flock(number, LOCK_EX | LOCK_NB) != 0 else { return }
    guard errno == EWOULDBLOCK else { throw FileError.system(path, "lock the journal") }
    throw FileError(
      path: path,
      operation: "open the journal",
      cause: .wouldBlock,
      remedy: "Another process works with it. Wait for its end."
    )
  }

  private static func writeHeader(_ number: Int32, _ path: FilePath) throws(FileError) {
    let isWritten = header.withUnsafeBytes { bytes in
      bytes.baseAddress.map { FileContent.writeAll(number, $0, bytes.count) } ?? false
    }
    guard isWritten, fsync(number) == 0 else { throw FileError.system(path, "write the journal") }
  }

  // MARK: - Reading

  private static func read(
    _ number: Int32,
    _ path: FilePath
  ) throws(FileError) -> ([[UInt8]], Int) {
    guard let status = NodeStatus(number) else { throw FileError.system(path, "read") }
    var bytes = [UInt8](repeating: 0, count: Int(status.size))
    let count = bytes.withUnsafeMutableBytes { buffer in
      buffer.baseAddress.map { FileComparison.readFully(number, $0, buffer.count) } ?? 0
    }
    guard count >= 0 else { throw FileError.system(path, "read") }
    bytes.removeLast(bytes.count - count)
    if bytes.count < header.count, header.starts(with: bytes) { return ([], 0) }
    guard bytes.starts(with: header) else {
      throw FileError(
        path: path,
        operation: "read",
        cause: nil,
        remedy: "It is no journal of this version."
      )
    }
    var records: [[UInt8]] = []
    var start = header.count
    while let record = record(bytes, start, UInt64(records.count)) {
      records.append(Array(record))
      start = record.endIndex
    }
    // What a crash cuts off is the last record; with whole ones behind it, it is damage.
    if isFollowed(bytes, start, UInt64(records.count)) {
      throw FileError(
        path: path,
        operation: "read",
        cause: nil,
        remedy: "Record \(records.count + 1) is damaged. Look at what was done, and go on by hand."
      )
    }
    return (records, start)
  }

  private static func record(_ bytes: [UInt8], _ start: Int, _ index: UInt64) -> ArraySlice<UInt8>?
  {
    guard start + 12 <= bytes.count else { return nil }
    let length = Int(get(bytes[start..<start + 4]))
    guard start + 12 + length <= bytes.count else { return nil }
    let content = bytes[start + 12..<start + 12 + length]
    guard get(bytes[start + 4..<start + 12]) == checksum(content, index) else { return nil }
    return content
  }

  private static func isFollowed(_ bytes: [UInt8], _ start: Int, _ index: UInt64) -> Bool {
    guard start + 12 <= bytes.count else { return false }
    let length = Int(get(bytes[start..<start + 4]))
    return record(bytes, start + 12 + length, index + 1) != nil
  }

  private static func checksum(_ record: ArraySlice<UInt8>, _ index: UInt64) -> UInt64 {
    var hasher = ContentHasher()
    record.withUnsafeBytes { hasher.update($0) }
    // Its number is part of it, so that a record does not pass for another.
    withUnsafeBytes(of: index.littleEndian) { hasher.update($0) }
    return hasher.finish().low
  }

  private static func put(_ number: UInt64, _ width: Int, _ bytes: inout [UInt8]) {
    for index in 0..<width { bytes.append(UInt8(truncatingIfNeeded: number >> (8 * index))) }
  }

  private static func get(_ bytes: ArraySlice<UInt8>) -> UInt64 {
    bytes.reversed().reduce(0) { $0 << 8 | UInt64($1) }
  }
}

private func openJournal(_ path: UnsafePointer<CInterop.PlatformChar>, _ flags: Int32) -> Int32 {
  open(path, flags, 0o600)
}
