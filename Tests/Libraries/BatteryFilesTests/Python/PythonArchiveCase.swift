import BatteryFiles
import Foundation
import SystemPackage
import TestKit
import Testing

/// An archive in a situation of Python's test_tarfile or test_zipfile, and what CPython makes of it:
/// a line of what `Oracles/archives.py` records.
struct PythonArchiveCase: Sendable, CustomTestStringConvertible {
  /// The names of the tests that it stands for.
  var tests: [String]
  /// `tar` or `zip`.
  var format: String
  /// What is asked.
  var question: String
  /// What is there before, or what is to be written.
  var before: [String]
  var archive: [UInt8]
  /// A text for each member, or for each thing that is there afterwards; `error` when it is one.
  var answer: [String]

  var testDescription: String { "\(format), \(question): \(tests.joined(separator: ", "))" }

  /// All cases that were recorded.
  static let recorded: [PythonArchiveCase] = {
    let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    let file = folder.appending(path: "Oracles/archives.tsv")
    let text = (try? String(contentsOf: file, encoding: .utf8)) ?? ""
    return text.split(separator: "\n").compactMap { PythonArchiveCase($0) }
  }()

  init?(_ line: Substring) {
    let fields = line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
    guard fields.count > 5, let packed = Data(base64Encoded: fields[4]) else { return nil }
    tests = fields[0].split(separator: ",").map(String.init)
    (format, question) = (fields[1], fields[2])
    before =
      fields[3].isEmpty
      ? [] : fields[3].split(separator: ";", omittingEmptySubsequences: false).map(String.init)
    guard let bytes = try? Self.unpack(Array(packed)) else { return nil }
    archive = bytes
    answer = Array(fields[5...])
  }

  private static func unpack(_ bytes: [UInt8]) throws -> [UInt8] {
    let input = try GzipArchiveInput(MemoryArchiveInput(bytes))
    var result: [UInt8] = []
    try withUnsafeTemporaryAllocation(byteCount: 1 << 14, alignment: 16) { buffer in
      while case let count = try input.read(into: buffer), count > 0 { result += buffer[..<count] }
    }
    return result
  }

  /// What the library makes of it, so many bytes of the archive being read at once.
  func ourAnswer(step: Int) throws -> [String] {
    do {
      switch question {
      case "list", "list on":
        return try Self.list(reader(archive, step))
      case "cut":
        let isAlways = archive.indices.allSatisfy { end in
          (try? Self.list(reader(Array(archive[..<end]), step))) == nil
        }
        return [isAlways ? "error" : "not always"]
      case "write":
        try write(TarWriter.Format(rawValue: before[0]) ?? .pax)
        return ["taken"]
      case "field": return [try field()]
      default: return try extracted(step)
      }
    } catch is ArchiveError {
      return [question == "write" ? "refused" : "error"]
    } catch is FileError {
      return ["error"]
    }
  }

  // MARK: - Reading

  private func reader(_ bytes: [UInt8], _ step: Int) throws -> any ArchiveReader {
    let input = MemoryArchiveInput(bytes, step: step)
    if format == "zip" { return try ZipReader(input, names: .cp437) }
    return TarReader(
      bytes.starts(with: [0x1F, 0x8B]) ? try GzipArchiveInput(input) : input,
      endsAtZeros: question != "list on"
    )
  }

  private static func list(_ reader: any ArchiveReader) throws -> [String] {
    var lines: [String] = []
    while let entry = try reader.next() {
      let bytes = entry.kind == .file ? try reader.contents(of: entry) : []
      let isLink = entry.kind == .symbolicLink || entry.kind == .hardLink
      let mode = String(entry.permissions.rawValue, radix: 8)
      let time = entry.modified / 1_000_000_000
      let (letter, sum) = (letter(entry.kind), Checksum.crc32(bytes))
      let fields: [any CustomStringConvertible] =
        reader is ZipReader
        ? [letter, hex(entry.name), mode, bytes.count, time, hex(entry.comment), sum]
        : [
          letter, hex(entry.name), mode, entry.owner ?? 0, entry.group ?? 0, bytes.count, time,
          hex(isLink ? entry.link : []), hex(entry.ownerName), hex(entry.groupName), sum,
        ]
      lines.append(fields.map(\.description).joined(separator: " "))
    }
    if let zip = reader as? ZipReader { lines.append("comment \(Checksum.crc32(zip.comment))") }
    return lines.isEmpty ? ["nothing"] : lines
  }

  private static func letter(_ kind: ArchiveEntry.Kind) -> String {
    switch kind {
    case .file: "f"
    case .directory: "d"
    case .symbolicLink: "l"
    case .hardLink: "h"
    case .characterDevice: "c"
    case .blockDevice: "b"
    case .pipe: "p"
    case .other: "o"
    }
  }

  private static func hex(_ bytes: some Collection<UInt8>) -> String {
    let digits = bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    return digits.isEmpty ? "-" : digits
  }

  // MARK: - Extracting

  private func extracted(_ step: Int) throws -> [String] {
    let directory = try TemporaryDirectory()
    let root = try RootedDirectory(directory.path)
    try root.makeDirectory("dest")
    try PythonCase([], before, nil) { _, _ in }.prepare(directory.path)
    var policy = ExtractionPolicy()
    policy.absoluteNames = .stripped
    _ = try ArchiveExtractor(into: root.directory("dest"), policy: policy)
      .extract(reader(archive, step))
    guard question == "modes" else { return try PythonCase.describe(directory.path).sorted() }
    return try Trees.all(directory.path).map { path in
      "\(path) \(String(try root.attributes(of: path).permissions.rawValue, radix: 8))"
    }.sorted()
  }

  // MARK: - Writing

  private func write(_ format: TarWriter.Format) throws {
    var entry = ArchiveEntry(before[1], kind: before[2].isEmpty ? .file : .symbolicLink)
    entry.link = Array(before[2].utf8)
    entry.owner = UInt32(before[3])
    try TarWriter(MemoryArchiveOutput(), format: format).add(entry, contents: nil)
  }

  /// The bytes of a time in a header of GNU's format.
  private func field() throws -> String {
    let output = MemoryArchiveOutput()
    let writer = TarWriter(output, format: .gnu)
    try writer.add(
      ArchiveEntry("a", modified: (Int64(before[0]) ?? 0) * 1_000_000_000),
      contents: []
    )
    try writer.finish()
    return Self.hex(output.bytes[136..<148])
  }
}
