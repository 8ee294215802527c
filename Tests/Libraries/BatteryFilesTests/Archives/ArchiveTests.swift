import BatteryFiles
import Foundation
import SystemPackage
import TestKit
import Testing

@Suite("Archives") struct ArchiveTests {
  let directory: TemporaryDirectory

  init() throws {
    directory = try TemporaryDirectory()
  }

  @Test(
    "keep everything a pax archive has room for, at whatever size it is read",
    arguments: [1, 7, 512, .max]
  )
  func everything(_ step: Int) throws {
    var entry = ArchiveEntry(name: [0x61, 0xFF, 0x2F] + [UInt8](repeating: 0x62, count: 300))
    entry.modified = -1_500_000_001
    entry.accessed = 1_234_567_890_987_654_321
    entry.changed = 5
    entry.owner = 3_000_000_000
    entry.group = 2_097_151
    entry.ownerName = Array("ünknown".utf8)
    entry.groupName = Array(String(repeating: "g", count: 40).utf8)
    entry.permissions = FilePermissions(rawValue: 0o4751)
    entry.comment = Array("a = b\nc".utf8)
    entry.attributes = [
      ArchiveEntry.Attribute(name: Array("user.a".utf8), value: [0, 1, 10, 255, 61]),
      ArchiveEntry.Attribute(name: Array("user.b".utf8), value: []),
    ]
    let output = MemoryArchiveOutput()
    let writer = TarWriter(output)
    try writer.add(entry, contents: Array("content".utf8))
    var device = ArchiveEntry("null", kind: .characterDevice)
    device.device = (1, 3)
    try writer.add(device)
    try writer.finish()
    #expect(output.bytes.count % 10_240 == 0)
    let reader = TarReader(MemoryArchiveInput(output.bytes, step: step))
    let read = try #require(try reader.next())
    entry.size = 7
    #expect(read == entry)
    #expect(try reader.contents(of: read) == Array("content".utf8))
    #expect(try reader.next()?.device.minor == 3)
    #expect(try reader.next() == nil)
    #expect(try reader.next() == nil)
  }

  @Test("refuse what a format has no room for, and say which has it")
  func noRoom() throws {
    var attribute = ArchiveEntry("a")
    attribute.attributes = [ArchiveEntry.Attribute(name: Array("user.a".utf8), value: [])]
    let long = ArchiveEntry(String(repeating: "l", count: 300))
    for (format, entry) in [
      (TarWriter.Format.ustar, long), (.gnu, attribute), (.ustar, attribute),
    ] {
      let error = #expect(throws: ArchiveError.self) {
        try TarWriter(MemoryArchiveOutput(), format: format).add(entry, contents: [])
      }
      #expect(error?.code == .unsupported)
      #expect(error?.description.hasSuffix("Write the format pax.") == true)
    }
  }

  @Test("of the same tree are the same bytes, wherever and whenever they are made")
  func reproducible() throws {
    var archives: [[UInt8]] = []
    for index in 0..<2 {
      let root = directory.path.appending("tree\(index)")
      mkdir(root.string, 0o700)
      var maker = ArchiveTree(seed: 5)
      maker.make(in: root)
      chmod(root.appending("file-0").string, index == 0 ? 0o600 : 0o664)
      let options = ArchiveTreeOptions(isReproducible: true, latestTime: 1_000_000_000_000_000_000)
      for format in TarWriter.Format.allCases where format != .ustar {
        let output = MemoryArchiveOutput()
        let writer = TarWriter(try GzipArchiveOutput(output), format: format)
        try writer.addTree(root, options: options)
        try writer.finish()
        archives.append(output.bytes)
      }
      let output = MemoryArchiveOutput()
      let writer = try ZipWriter(output)
      try writer.addTree(root, options: options)
      try writer.finish()
      archives.append(output.bytes)
    }
    #expect(Array(archives[..<3]) == Array(archives[3...]))
  }

  @Test("are made of what a filter lets through, under the names that it gives")
  func filter() throws {
    for name in ["keep/a", "keep/b.o", "skip/c", "d"] { try directory.write(name, to: name) }
    let output = MemoryArchiveOutput()
    let writer = TarWriter(output)
    try writer.addTree(directory.path, options: ArchiveTreeOptions(prefix: Array("top".utf8))) {
      let name = String(decoding: $0.name, as: UTF8.self)
      if name.hasSuffix("/skip") || name.hasSuffix(".o") { return .excluded }
      if name.hasSuffix("d") { $0.name = Array("renamed".utf8) }
      return .included
    }
    try writer.finish()
    let reader = TarReader(MemoryArchiveInput(output.bytes))
    var names: [String] = []
    while let entry = try reader.next() {
      names.append(String(decoding: entry.name, as: UTF8.self))
    }
    #expect(names == ["renamed", "top/keep", "top/keep/a"])
  }

  @Test("leave alone or refuse what is there, as they are told")
  func existing() throws {
    let output = MemoryArchiveOutput()
    let writer = TarWriter(output)
    try writer.add(ArchiveEntry("a"), contents: Array("new".utf8))
    try writer.add(ArchiveEntry("b"), contents: Array("new".utf8))
    try writer.finish()
    let file = try directory.write("old", to: "a")
    var policy = ExtractionPolicy()
    policy.existing = .refused
    #expect(throws: FileError.self) {
      try ArchiveExtractor(into: directory.path, policy: policy)
        .extract(TarReader(MemoryArchiveInput(output.bytes)))
    }
    policy.existing = .kept
    let report = try ArchiveExtractor(into: directory.path, policy: policy)
      .extract(TarReader(MemoryArchiveInput(output.bytes)))
    #expect(report.kept == [Array("a".utf8)])
    #expect(report.files == 1)
    #expect(try String(contentsOfFile: file.string, encoding: .utf8) == "old")
  }

  @Test("read several gzip members, and refuse what is damaged or cut off")
  func gzip() throws {
    func compress(_ text: String) throws -> [UInt8] {
      let output = MemoryArchiveOutput()
      let gzip = try GzipArchiveOutput(output)
      Array(text.utf8).withUnsafeBytes { bytes in
        #expect(throws: Never.self) { try gzip.write(bytes) }
      }
      try gzip.finish()
      return output.bytes
    }
    func expand(_ bytes: [UInt8]) throws -> String {
      let input = try GzipArchiveInput(MemoryArchiveInput(bytes, step: 3))
      var result: [UInt8] = []
      try withUnsafeTemporaryAllocation(byteCount: 5, alignment: 1) { buffer in
        while case let count = try input.read(into: buffer), count > 0 {
          result += buffer[..<count]
        }
      }
      return String(decoding: result, as: UTF8.self)
    }
    let bytes = try compress("one, ") + compress("two") + [0, 0, 0]
    #expect(try expand(bytes) == "one, two")
    #expect(throws: ArchiveError.self) { try expand(Array(bytes.dropLast(6))) }
    var damaged = bytes
    damaged[12] ^= 0x55
    #expect(throws: ArchiveError.self) { try expand(damaged) }
  }

  @Test("of two tapes one after the other are read when they are asked for")
  func concatenated() throws {
    var bytes: [UInt8] = []
    for name in ["a", "b"] {
      let output = MemoryArchiveOutput()
      let writer = TarWriter(output)
      try writer.add(ArchiveEntry(name), contents: [1])
      try writer.finish()
      bytes += output.bytes
    }
    let first = TarReader(MemoryArchiveInput(bytes))
    #expect(try [first.next(), first.next()].map { $0?.path } == ["a", nil])
    let both = TarReader(MemoryArchiveInput(bytes), endsAtZeros: false)
    #expect(try [both.next(), both.next(), both.next()].map { $0?.path } == ["a", "b", nil])
  }

  @Test("say in one line what is wrong, also when a name has a line's end in it")
  func messages() {
    let error = ArchiveError(.damaged, archive: "a.tar", member: [0x61, 0x0A, 0xFF], "is bad.")
    #expect(error.description == "a.tar: \"a\\x0a\\xff\": is bad.")
  }
}
