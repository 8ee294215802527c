import BatteryFiles
import BatteryTables
import SystemPackage

/// Records of a log in a file of their own, column by column, as they are in memory.
///
/// A file begins with ``magic``, how many records there are, and for each column of numbers and each
/// of texts what it takes, with a checksum. Then the columns follow: numbers in their width; of texts
/// the numbers of the records' texts, the length of each different text, and their bytes. All
/// numbers have their least significant byte first. A file is never changed.
enum LogSegment {
  /// The first bytes; the last of them is the version.
  private static let magic: [UInt8] = Array("BLogSeg".utf8) + [1]

  /// Where something is in a file.
  private struct Part: Sendable {
    var offset: Int
    var count: Int
    var checksum: UInt64
  }

  /// What a file has of a column.
  private struct Entry: Sendable {
    var width: PackedColumn.Width
    var numbers: Part
    /// The lengths and the bytes of the different texts; empty for a column of numbers.
    var lengths: Part
    var bytes: Part
  }

  private static let wordsPerEntry = 7
  private static let entryCount =
    LogTable.NumberField.allCases.count + LogTable.TextField.allCases.count
  private static let headerSize = (3 + entryCount * wordsPerEntry) * 8

  // MARK: - Writing

  /// Writes records to a file, which is on the disk, whole, when this returns.
  ///
  /// - Throws: ``TableError`` when it cannot be written.
  static func write(_ table: LogTable, to path: FilePath) throws {
    do {
      try write(table, to: AtomicFileWriter(path, permissions: [.ownerReadWrite]))
    } catch let error as FileError {
      throw TableError(.inputOutput, error.description)
    }
  }

  private static func write(_ table: LogTable, to file: AtomicFileWriter) throws {
    let lengths = LogTable.TextField.allCases.map { table[$0].different.lengths }
    var words = [UInt64(table.count)]
    func add(_ bytes: UnsafeRawBufferPointer) {
      words += [UInt64(bytes.count), Checksum.of(bytes)]
    }
    for field in LogTable.NumberField.allCases {
      words.append(UInt64(table[field].width.rawValue))
      table[field].withBytes(add)
      words += [0, 0, 0, 0]
    }
    for field in LogTable.TextField.allCases {
      words.append(UInt64(table[field].codes.width.rawValue))
      table[field].codes.withBytes(add)
      lengths[field.rawValue].withUnsafeBytes(add)
      table[field].different.bytes.withUnsafeBytes(add)
    }
    words.append(words.withUnsafeBytes { Checksum.of($0) })
    try magic.withUnsafeBytes { try file.write($0) }
    try words.map(\.littleEndian).withUnsafeBytes { try file.write($0) }
    for field in LogTable.NumberField.allCases { try table[field].withBytes { try file.write($0) } }
    for field in LogTable.TextField.allCases {
      try table[field].codes.withBytes { try file.write($0) }
      try lengths[field.rawValue].withUnsafeBytes { try file.write($0) }
      try table[field].different.bytes.withUnsafeBytes { try file.write($0) }
    }
    try file.commit()
  }

  // MARK: - Reading

  /// Reads the records of a file.
  ///
  /// - Returns: The records.
  /// - Throws: ``TableError`` when the file is missing, is none, or is not as it was written.
  static func read(_ path: FilePath) throws -> LogTable {
    let file = try SegmentFile(path)
    defer { file.close() }
    let (count, entries) = try header(file)
    let all = try Workers.map(entries, "segment") { try column(file, count, $0) }
    let numberCount = LogTable.NumberField.allCases.count
    if count > 0, all[numberCount...].contains(where: { $0.different.count == 0 }) {
      throw file.damaged("a column has no texts")
    }
    return LogTable(all[..<numberCount].map(\.codes), Array(all[numberCount...]))
  }

  private static func column(
    _ file: SegmentFile,
    _ count: Int,
    _ entry: Entry
  ) throws -> LogTable.Texts {
    func fill(_ part: Part) -> (UnsafeMutableRawBufferPointer) throws -> Void {
      { bytes in
        try file.read(bytes, at: part.offset)
        guard Checksum.of(UnsafeRawBufferPointer(bytes)) == part.checksum else {
          throw file.damaged("its checksum is wrong")
        }
      }
    }
    var column = LogTable.Texts()
    column.codes = try PackedColumn(count: count, width: entry.width, fill(entry.numbers))
    guard entry.lengths.count > 0 else { return column }
    let lengths = try PackedColumn(
      count: entry.lengths.count / 4,
      width: .four,
      fill(entry.lengths)
    )
    let bytes = try [UInt8](unsafeUninitializedCapacity: entry.bytes.count) { bytes, filled in
      try fill(entry.bytes)(
        UnsafeMutableRawBufferPointer(
          UnsafeMutableBufferPointer(rebasing: bytes[..<entry.bytes.count])
        )
      )
      filled = entry.bytes.count
    }
    var offsets = [0]
    offsets.reserveCapacity(lengths.count + 1)
    var end = 0
    lengths.forEach { length in
      end &+= Int(length)
      offsets.append(end)
    }
    guard end == bytes.count, (column.codes.bounds?.upperBound ?? 0) < max(1, lengths.count) else {
      throw file.damaged("its texts are not where it says")
    }
    let texts = TextColumn(bytes: bytes, offsets: offsets, nulls: NullMask(count: lengths.count))
    column.dictionary = TextDictionary(texts)
    return column
  }

  private static func header(_ file: SegmentFile) throws -> (count: Int, [Entry]) {
    guard file.size >= headerSize else { throw file.damaged("it is too short") }
    var words = [UInt64](repeating: 0, count: headerSize / 8)
    try words.withUnsafeMutableBytes { try file.read($0, at: 0) }
    words = words.map { UInt64(littleEndian: $0) }
    guard words[0].littleEndian == magic.withUnsafeBytes({ $0.loadUnaligned(as: UInt64.self) })
    else { throw file.damaged("it is of another version, or no part of a log") }
    guard words[1..<(words.count - 1)].withUnsafeBytes({ Checksum.of($0) }) == words.last else {
      throw file.damaged("the checksum of its header is wrong")
    }
    let count = Int(clamping: words[1])
    var offset = headerSize
    var entries: [Entry] = []
    for start in stride(from: 2, to: words.count - 1, by: wordsPerEntry) {
      func part(_ place: Int) -> Part {
        let part = Part(
          offset: offset,
          count: Int(clamping: words[start + place]),
          checksum: words[start + place + 1]
        )
        offset += min(part.count, file.size)
        return part
      }
      guard let width = PackedColumn.Width(rawValue: UInt8(clamping: words[start])) else {
        throw file.damaged("its header is wrong")
      }
      let entry = Entry(width: width, numbers: part(1), lengths: part(3), bytes: part(5))
      let (size, isTooMuch) = count.multipliedReportingOverflow(by: Int(width.rawValue))
      guard !isTooMuch, entry.numbers.count == size, entry.lengths.count % 4 == 0 else {
        throw file.damaged("its header is wrong")
      }
      entries.append(entry)
    }
    guard offset == file.size else { throw file.damaged("its size is not what its header says") }
    return (count, entries)
  }
}

/// A file that is read at any place, by several threads.
private final class SegmentFile: Sendable {
  private let path: FilePath
  private let descriptor: FileDescriptor
  let size: Int

  init(_ path: FilePath) throws(TableError) {
    self.path = path
    do {
      descriptor = try FileDescriptor.open(path, .readOnly, options: .closeOnExec)
    } catch {
      throw TableError(.inputOutput, "\(path): cannot be opened: \(error).")
    }
    do {
      size = Int(try descriptor.seek(offset: 0, from: .end))
    } catch {
      try? descriptor.close()
      throw TableError(.inputOutput, "\(path): cannot be read: \(error).")
    }
  }

  func close() { try? descriptor.close() }

  func read(_ bytes: UnsafeMutableRawBufferPointer, at offset: Int) throws(TableError) {
    var place = 0
    while place < bytes.count {
      let rest = UnsafeMutableRawBufferPointer(rebasing: bytes[place...])
      let count: Int
      do {
        count = try descriptor.read(fromAbsoluteOffset: Int64(offset + place), into: rest)
      } catch {
        throw TableError(.inputOutput, "\(path): cannot be read: \(error).")
      }
      guard count > 0 else { throw damaged("it is too short") }
      place += count
    }
  }

  func damaged(_ why: String) -> TableError {
    TableError(.invalidData, "\(path): is damaged: \(why).")
  }
}

extension TextColumn {
  /// The number of bytes of each text.
  fileprivate var lengths: [UInt32] {
    zip(offsets, offsets.dropFirst()).map { UInt32(truncatingIfNeeded: $1 - $0).littleEndian }
  }
}
