import Foundation
import SystemPackage
import TestKit
import Testing

@testable import BatteryFiles

@Suite("Hostile archives", .timeLimit(.minutes(5))) struct HostileArchiveTests {
  /// A format, and what it is called in messages.
  enum Format: CaseIterable {
    case tar
    case zip
  }

  let directory: TemporaryDirectory
  let target: FilePath

  init() throws {
    directory = try TemporaryDirectory()
    target = directory.path.appending("target")
    mkdir(target.string, 0o755)
    try directory.write("secret", to: "outside/file")
  }

  /// Members that are refused: their name, what they are, what they lead to.
  static let refused: [(name: String, kind: ArchiveEntry.Kind, link: String)] = [
    ("../out", .file, ""), ("a/../../out", .file, ""), ("a/..", .file, ""), ("..", .directory, ""),
    ("/etc/out", .file, ""), ("//out", .file, ""), ("./../out", .file, ""), (".", .file, ""),
    ("link", .symbolicLink, "/etc/passwd"), ("link", .symbolicLink, "../outside"),
    ("link", .symbolicLink, "a/../../outside"), ("d/link", .symbolicLink, "../../outside"),
    ("link", .symbolicLink, "a/b/../c"), ("link", .symbolicLink, ""),
    ("d/e/link", .symbolicLink, "../.././../outside"),
  ]

  @Test("refuses names and links that lead out", arguments: Format.allCases, refused)
  func leadingOut(
    _ format: Format,
    _ member: (name: String, kind: ArchiveEntry.Kind, link: String)
  ) throws {
    var entry = ArchiveEntry(member.name, kind: member.kind)
    entry.link = Array(member.link.utf8)
    let archive = try pack(format, [(entry, "x")])
    let before = try everything()
    let error = #expect(throws: ArchiveError.self) { try extract(archive, format) }
    #expect(error?.code == .refused)
    #expect(error?.member == Array(member.name.utf8))
    #expect(try everything() == before)
    var policy = ExtractionPolicy()
    policy.refusal = .leavesOut
    let report = try extract(archive, format, policy)
    #expect(report.refused.map(\.name) == [Array(member.name.utf8)])
    #expect(try everything() == before)
  }

  @Test(
    "refuses what only tar has",
    arguments: [
      ("device", ArchiveEntry.Kind.characterDevice, ""), ("disk", .blockDevice, ""),
      ("pipe", .pipe, ""), ("hard", .hardLink, "../outside/file"),
      ("hard", .hardLink, "/etc/passwd"), ("hard", .hardLink, "hard"), ("hard", .hardLink, "gone"),
      ("hard", .hardLink, "."), ("hard", .hardLink, ""),
    ]
  )
  func specialFiles(_ member: (name: String, kind: ArchiveEntry.Kind, link: String)) throws {
    var entry = ArchiveEntry(member.name, kind: member.kind)
    entry.link = Array(member.link.utf8)
    let archive = try pack(.tar, [(entry, "")])
    let before = try everything()
    let error = #expect(throws: ArchiveError.self) { try extract(archive, .tar) }
    #expect(error?.code == .refused)
    #expect(try everything() == before)
  }

  @Test(
    "writes nothing through a link, whether it was there or came along",
    arguments: [true, false]
  )
  func throughLink(_ isThere: Bool) throws {
    var link = ArchiveEntry("link", kind: .symbolicLink)
    link.link = Array("../outside".utf8)
    var policy = ExtractionPolicy()
    policy.refusal = .leavesOut
    policy.symbolicLinks = .all
    if isThere { symlink("../outside", target.appending("link").string) }
    let archive = try pack(
      .tar,
      (isThere ? [] : [(link, "")]) + [
        (ArchiveEntry("link/file"), "changed"), (ArchiveEntry("link/new"), "new"),
      ]
    )
    let report = try extract(archive, .tar, policy)
    #expect(report.refused.map(\.name) == ["link/file", "link/new"].map { Array($0.utf8) })
    #expect(try text("outside/file") == "secret")
    #expect(try names("outside") == ["file"])
  }

  @Test("replaces a link to something outside, and leaves alone what it led to")
  func replacedLink() throws {
    symlink("../outside/file", target.appending("name").string)
    try extract(try pack(.tar, [(ArchiveEntry("name"), "new")]), .tar)
    #expect(try text("outside/file") == "secret")
    #expect(try text("target/name") == "new")
  }

  @Test("changes no file by a hard link to it that another member writes to")
  func hardLinkWrite() throws {
    try directory.write("old", to: "target/there")
    link(directory.path.appending("outside/file").string, target.appending("linked").string)
    var hard = ArchiveEntry("again", kind: .hardLink)
    hard.link = Array("linked".utf8)
    try extract(
      try pack(.tar, [(hard, ""), (ArchiveEntry("again"), "new"), (ArchiveEntry("linked"), "n")]),
      .tar
    )
    #expect(try text("outside/file") == "secret")
    #expect(try text("target/again") == "new")
  }

  @Test("takes links that stay beneath the directory")
  func goodLinks() throws {
    var entries: [(ArchiveEntry, String)] = [(ArchiveEntry("d/e/file"), "x")]
    for (name, text) in [("d/e/up", "../.."), ("top", "d/e/file"), ("d/side", "./e//file")] {
      var link = ArchiveEntry(name, kind: .symbolicLink)
      link.link = Array(text.utf8)
      entries.append((link, ""))
    }
    var hard = ArchiveEntry("hard", kind: .hardLink)
    hard.link = Array("top".utf8)
    entries.append((hard, ""))
    let report = try extract(try pack(.tar, entries), .tar)
    #expect(report.links == 4)
    #expect(try text("target/hard") == "x")
  }

  @Test("takes no rights from an archive", arguments: Format.allCases)
  func modes(_ format: Format) throws {
    var entry = ArchiveEntry("program")
    entry.permissions = FilePermissions(rawValue: 0o6777)
    var folder = ArchiveEntry("folder", kind: .directory)
    folder.permissions = FilePermissions(rawValue: 0o1777)
    try extract(try pack(format, [(entry, "x"), (folder, "")]), format)
    #expect(try mode("program") == 0o755)
    #expect(try mode("folder") == 0o755)
  }

  @Test("refuses a name with a zero byte in it")
  func zeroByte() throws {
    // Only a pax record can hold one.
    let record = "21 path=good\0../../evil\n"
    let length = record.utf8.count
    let text = "\(length) path=good\0../../evil\n"
    var head = ArchiveEntry("PaxHeaders/x")
    head.size = Int64(text.utf8.count)
    var bytes = try pack(.tar, [(head, text), (ArchiveEntry("x"), "content")])
    bytes[156] = UInt8(ascii: "x")
    fixChecksum(&bytes, at: 0)
    let error = #expect(throws: ArchiveError.self) { try extract(bytes, .tar) }
    #expect(error?.code == .refused)
    #expect(error?.description.contains("zero byte") == true)
  }

  @Test("stops at a bomb before it fills the disk", arguments: Format.allCases)
  func bomb(_ format: Format) throws {
    let zeros = [UInt8](repeating: 0, count: 8 << 20)
    let output = MemoryArchiveOutput()
    let writer: any ArchiveWriter =
      format == .tar ? TarWriter(try GzipArchiveOutput(output)) : try ZipWriter(output)
    for index in 0..<8 { try writer.add(ArchiveEntry("bomb\(index)"), contents: zeros) }
    try writer.finish()
    let limits = ArchiveLimits(ratio: 100, ratioFloor: 1 << 20)
    let error = #expect(throws: ArchiveError.self) {
      try extract(output.bytes, format, limits: limits, isCompressed: true)
    }
    #expect(error?.code == .limit)
    let sum = try names("target").reduce(0) { sum, name in
      var status = stat()
      stat(target.appending(name).string, &status)
      return sum + Int(status.st_size)
    }
    #expect(sum <= 8 << 20)
    #expect(try names("target").allSatisfy { !$0.hasPrefix(".") })
  }

  @Test("stops at limits of members, bytes and directories", arguments: Format.allCases)
  func limits(_ format: Format) throws {
    let entries = (0..<20).map { (ArchiveEntry("f\($0)"), "0123456789") }
    let archive = try pack(format, entries)
    for limits in [ArchiveLimits(entries: 19), ArchiveLimits(totalSize: 199)] {
      let error = #expect(throws: ArchiveError.self) {
        try extract(archive, format, limits: limits)
      }
      #expect(error?.code == .limit)
    }
    let deep = ArchiveEntry(Array(repeating: "d", count: 50).joined(separator: "/"))
    let error = #expect(throws: ArchiveError.self) {
      try extract(try pack(format, [(deep, "")]), format, limits: ArchiveLimits(depth: 49))
    }
    #expect(error?.code == .refused)
  }

  @Test("counts all headers of one member, and all global ones, together", arguments: ["x", "g"])
  func headers(_ type: Character) throws {
    let limits = ArchiveLimits(headerSize: 4_096)
    let headers = try (0..<50).map { number in
      try header(type, record("SCHILY.xattr.user.\(number)", String(repeating: "v", count: 100)))
    }
    let member = try pack(.tar, [(ArchiveEntry("file"), "x")])
    let error = #expect(throws: ArchiveError.self) {
      try extract(headers.joined() + member, .tar, limits: limits)
    }
    #expect(error?.code == .limit)
    #expect(try names("target").isEmpty)
    // As many as that before several members, or of one key, are no more than the limit.
    let content = Array(member.prefix(1_024))
    let spread =
      type == "x"
      ? headers.flatMap { $0 + content }
      : Array(repeating: headers[0], count: 50).joined() + content
    let zeros = [UInt8](repeating: 0, count: 1_024)
    #expect(try extract(spread + zeros, .tar, limits: limits).files == (type == "x" ? 50 : 1))
  }

  @Test("lets a member's own records take the place of global ones, whatever their order")
  func globalRecords() throws {
    let own = record("SCHILY.xattr.user.b", "own") + record("mtime", "7")
    var bytes = try header("g", record("SCHILY.xattr.user.a", "1") + record("mtime", "5"))
    bytes += try header("x", own)
    bytes += try header("g", record("SCHILY.xattr.user.b", "2") + record("uid", "9"))
    bytes += try pack(.tar, [(ArchiveEntry("first"), ""), (ArchiveEntry("second"), "")])
    let reader = TarReader(MemoryArchiveInput(bytes))
    let first = try #require(try reader.next())
    let second = try #require(try reader.next())
    #expect(first.modified == 7_000_000_000)
    #expect(second.modified == 5_000_000_000)
    #expect([first.owner, second.owner] == [9, 9])
    let values = { (entry: ArchiveEntry) in
      Set(entry.attributes.map { String(decoding: $0.name + [0x3D] + $0.value, as: UTF8.self) })
    }
    #expect(values(first) == ["user.a=1", "user.b=own"])
    #expect(values(second) == ["user.a=1", "user.b=2"])
  }

  @Test("reads very many attributes of one file in a time that goes with their number")
  func manyAttributes() throws {
    let count = 100_000
    var records: [UInt8] = []
    for number in 0..<count { records += record("SCHILY.xattr.user.\(number)", "v") }
    records += record("SCHILY.xattr.user.0", "last")
    let bytes = try header("x", records) + pack(.tar, [(ArchiveEntry("file"), "")])
    let limits = ArchiveLimits(headerSize: 8 << 20)
    let start = ContinuousClock.now
    let entry = try #require(try TarReader(MemoryArchiveInput(bytes), limits: limits).next())
    #expect(entry.attributes.count == count)
    #expect(entry.attributes.first { $0.name == Array("user.0".utf8) }?.value.count == 4)
    // Each looked for among all others takes minutes.
    #expect(start.duration(to: .now) < .seconds(60))
  }

  @Test("keeps of directories what they get at the end alone, and what was said last")
  func directories() throws {
    var entries: [(ArchiveEntry, String)] = []
    for number in 1...300 {
      var entry = ArchiveEntry("folder", kind: .directory)
      entry.permissions = FilePermissions(rawValue: number == 300 ? 0o700 : 0o755)
      entry.modified = Int64(number) * 1_000_000_000
      entry.attributes = [
        ArchiveEntry.Attribute(
          name: Array("user.note".utf8),
          value: Array("\(number)".utf8)
        )
      ]
      entries.append((entry, ""))
    }
    entries.append((ArchiveEntry("folder/file"), "x"))
    var policy = ExtractionPolicy()
    policy.keepsAttributes = true
    let extractor = try ArchiveExtractor(into: target, policy: policy)
    let reader = TarReader(MemoryArchiveInput(try pack(.tar, entries)))
    let report = try extractor.extract(reader) { _ in
      #expect(extractor.directories.count <= 1)
      #expect(extractor.directories.values.allSatisfy { $0.entry.attributes.isEmpty })
      return true
    }
    #expect(report.directories == 300)
    #expect(try mode("folder") == 0o700)
    let folder = target.appending("folder")
    #expect(try FileStatus(at: folder).modified == 300_000_000_000)
    let file = try FileDescriptor.open(folder, .readOnly, options: [.directory])
    defer { try? file.close() }
    // Not every file system has attributes.
    if let value = try? ExtendedAttributes.value("user.note", of: file, path: folder) {
      #expect(value == Array("300".utf8))
    }
  }

  @Test("goes as deep as it is allowed, with few directories open")
  func deep() throws {
    let path = Array(repeating: "d", count: 3_000).joined(separator: "/")
    let archive = try pack(
      .tar,
      [(ArchiveEntry(path + "/file"), "x"), (ArchiveEntry("d/top"), "y")]
    )
    let report = try extract(archive, .tar, limits: ArchiveLimits(depth: 4_000))
    #expect(report.files == 2)
    let output = MemoryArchiveOutput()
    let writer = TarWriter(output)
    #expect(try writer.addTree(target).entries == 3_002)
    try writer.finish()
    try RootedDirectory(directory.path).removeTree("target")
  }

  @Test("says what is wrong with an archive that is cut off, at whatever place")
  func truncated() throws {
    let entries = (0..<3).map { (ArchiveEntry("f\($0)"), String(repeating: "x", count: 700)) }
    for format in Format.allCases {
      let archive = try pack(format, entries)
      // Behind the last member of a tar archive there are only zeros.
      let end = format == .tar ? 3 * (512 + 1_024) : archive.count
      for count in stride(from: 0, to: end, by: 37) where count % 1_536 != 0 || count == 0 {
        let error = #expect(throws: ArchiveError.self) {
          try extract(Array(archive.prefix(count)), format)
        }
        #expect(error?.code == .damaged, "\(format) \(count)")
        #expect(try names("target").allSatisfy { $0.hasPrefix("f") })
      }
    }
  }

  @Test("finds wrong checksums, sizes and names in zip files")
  func damagedZip() throws {
    let good = try pack(.zip, [(ArchiveEntry("name"), String(repeating: "text ", count: 50))])
    let central = try #require(good.firstRange(of: [0x50, 0x4B, 1, 2])?.lowerBound)
    for (place, what) in [
      (central + 16, "checksum"), (central + 24, "longer"), (central + 46, "called"),
      (45, "decompressed"),
    ] {
      var bytes = good
      bytes[place] ^= place == central + 24 ? 0x80 : 0x01
      let error = #expect(throws: ArchiveError.self, "\(what)") { try extract(bytes, .zip) }
      #expect(error?.code == .damaged)
      #expect(try names("target").isEmpty)
    }
  }

  @Test("refuses members that share bytes")
  func overlapping() throws {
    let text = String(repeating: "a", count: 100)
    let archive = try pack(.zip, [(ArchiveEntry("same"), text), (ArchiveEntry("same"), text)])
    // Both members of the directory point to the first one.
    let first = try #require(archive.firstRange(of: [0x50, 0x4B, 1, 2])?.lowerBound)
    let second = try #require(
      archive[(first + 4)...].firstRange(of: [0x50, 0x4B, 1, 2])?.lowerBound
    )
    var bytes = archive
    for index in 0..<4 { bytes[second + 42 + index] = bytes[first + 42 + index] }
    let error = #expect(throws: ArchiveError.self) { try extract(bytes, .zip) }
    #expect(error?.description.contains("shares bytes") == true)
  }

  @Test(
    "refuses a directory of a large zip file whose numbers are larger than any file",
    arguments: [UInt64(Int64.max), UInt64(Int64.max) - 1, .max],
    [UInt64(0), 56, UInt64(Int64.max), .max]
  )
  func hugeDirectory(_ size: UInt64, _ offset: UInt64) throws {
    // The long record, what says where it is, and the short one.
    var bytes: [UInt8] = [0x50, 0x4B, 6, 6] + little(44, 8) + little(45, 2) + little(45, 2)
    bytes += little(0, 8) + little(1, 8) + little(1, 8) + little(size, 8) + little(offset, 8)
    bytes += [0x50, 0x4B, 6, 7] + little(0, 4) + little(0, 8) + little(1, 4)
    bytes += [0x50, 0x4B, 5, 6] + little(0, 4) + little(.max, 2) + little(.max, 2)
    bytes += little(.max, 4) + little(.max, 4) + little(0, 2)
    let error = #expect(throws: ArchiveError.self) { try extract(bytes, .zip) }
    #expect(error?.code == .damaged)
    #expect(error?.description.contains("not where it should be") == true)
  }

  @Test("refuses encrypted members by name, and unknown methods")
  func encrypted() throws {
    let good = try pack(.zip, [(ArchiveEntry("name"), "text")])
    let central = try #require(good.firstRange(of: [0x50, 0x4B, 1, 2])?.lowerBound)
    var bytes = good
    bytes[central + 8] |= 1
    bytes[6] |= 1
    let error = #expect(throws: ArchiveError.self) { try extract(bytes, .zip) }
    #expect(error?.description.hasPrefix("archive: \"name\": is encrypted") == true)
    bytes = good
    bytes[central + 10] = 12
    #expect(throws: ArchiveError.self) { try extract(bytes, .zip) }
  }

  @Test("never crashes and never writes outside, whatever byte is another", arguments: 0..<8)
  func flippedBytes(_ part: Int) throws {
    var random = ArchiveTree(seed: UInt64(part) + 1)
    var entries: [(ArchiveEntry, String)] = []
    for index in 0..<6 {
      entries.append((ArchiveEntry("d\(index)/file\(index)"), String(repeating: "t", count: 300)))
    }
    var soft = ArchiveEntry("soft", kind: .symbolicLink)
    soft.link = Array("d1/file1".utf8)
    var hard = ArchiveEntry("hard", kind: .hardLink)
    hard.link = Array("d1/file1".utf8)
    entries.append((soft, ""))
    let format: Format = part % 2 == 0 ? .tar : .zip
    if format == .tar { entries.append((hard, "")) }
    entries.append((ArchiveEntry(String(repeating: "l", count: 300)), "long name"))
    let good = try pack(format, entries)
    var policy = ExtractionPolicy()
    policy.refusal = .leavesOut
    let outside = try names("outside")
    let limits = ArchiveLimits(totalSize: 1 << 24)
    for _ in 0..<400 {
      var bytes = good
      for _ in 0...random.next(3) {
        let place = random.next(bytes.count)
        bytes[place] = UInt8(truncatingIfNeeded: random.next(256))
        // A header with a wrong sum would end everything before it begins.
        if format == .tar, place % 512 != 0 { fixChecksum(&bytes, at: place / 512 * 512) }
      }
      do {
        _ = try extract(bytes, format, policy, limits: limits)
      } catch is ArchiveError {
      } catch is FileError {}
    }
    #expect(try names("outside") == outside)
    #expect(try text("outside/file") == "secret")
    #expect(try names(".") == ["outside", "target"])
  }

  // MARK: - Help

  private func pack(_ format: Format, _ entries: [(ArchiveEntry, String)]) throws -> [UInt8] {
    let output = MemoryArchiveOutput()
    let writer: any ArchiveWriter = format == .tar ? TarWriter(output) : try ZipWriter(output)
    for (entry, text) in entries {
      if entry.kind == .file {
        try writer.add(entry, contents: Array(text.utf8))
      } else {
        try writer.add(entry)
      }
    }
    try writer.finish()
    return output.bytes
  }

  @discardableResult
  private func extract(
    _ bytes: [UInt8],
    _ format: Format,
    _ policy: ExtractionPolicy = ExtractionPolicy(),
    limits: ArchiveLimits = ArchiveLimits(),
    isCompressed: Bool = false
  ) throws -> ExtractionReport {
    let input = MemoryArchiveInput(bytes)
    let reader: any ArchiveReader
    switch format {
    case .zip: reader = try ZipReader(input, limits: limits)
    case .tar:
      reader = TarReader(isCompressed ? try GzipArchiveInput(input) : input, limits: limits)
    }
    return try ArchiveExtractor(into: target, policy: policy).extract(reader)
  }

  /// A header of tar that says something about the members behind it.
  private func header(_ type: Character, _ content: [UInt8]) throws -> [UInt8] {
    let text = String(decoding: content, as: UTF8.self)
    var bytes = try pack(.tar, [(ArchiveEntry("PaxHeaders/x"), text)])
    bytes[156] = type.asciiValue ?? 0
    fixChecksum(&bytes, at: 0)
    return Array(bytes.prefix(512 + (content.count + 511) / 512 * 512))
  }

  /// A record of such a header, whose length counts its own digits.
  private func record(_ key: String, _ value: String) -> [UInt8] {
    PaxRecords.record(Array(key.utf8), Array(value.utf8))
  }

  /// The lowest bytes of a number, the lowest first.
  private func little(_ number: UInt64, _ count: Int) -> [UInt8] {
    (0..<count).map { UInt8(truncatingIfNeeded: number >> (8 * UInt64($0))) }
  }

  private func fixChecksum(_ bytes: inout [UInt8], at block: Int) {
    guard block + 512 <= bytes.count else { return }
    for index in 148..<156 { bytes[block + index] = 0x20 }
    var sum = bytes[block..<block + 512].reduce(0) { $0 + Int($1) }
    for index in stride(from: 153, through: 148, by: -1) {
      bytes[block + index] = 0x30 + UInt8(sum & 7)
      sum >>= 3
    }
    bytes[block + 154] = 0
  }

  private func everything() throws -> [String] {
    try FileManager.default.subpathsOfDirectory(atPath: directory.path.string).sorted()
  }

  private func names(_ folder: String) throws -> [String] {
    try FileManager.default.contentsOfDirectory(
      atPath: directory.path.pushing(FilePath(folder)).string
    ).sorted()
  }

  private func text(_ path: String) throws -> String {
    try String(contentsOfFile: directory.path.pushing(FilePath(path)).string, encoding: .utf8)
  }

  private func mode(_ name: String) throws -> Int {
    var status = stat()
    #expect(stat(target.appending(name).string, &status) == 0)
    return Int(status.st_mode & 0o7777)
  }
}
