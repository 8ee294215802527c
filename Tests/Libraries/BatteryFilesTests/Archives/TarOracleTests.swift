import BatteryFiles
import Foundation
import SystemPackage
import TestKit
import Testing

@Suite("Tar beside other programs") struct TarOracleTests {
  let directory: TemporaryDirectory
  let tree: FilePath

  init() throws {
    directory = try TemporaryDirectory()
    tree = directory.folder("tree")
  }

  static let written: [[String]] = [
    ["tar", "--format=v7"], ["tar", "--format=oldgnu"], ["tar", "--format=gnu"],
    ["tar", "--format=ustar"], ["tar", "--format=posix"], ["tar", "--format=gnu", "-z"],
    ["tar", "--format=posix", "-S", "--sparse-version=0.0"],
    ["tar", "--format=posix", "-S", "--sparse-version=0.1"],
    ["tar", "--format=posix", "-S", "--sparse-version=1.0"], ["tar", "--format=gnu", "-S"],
    ["bsdtar", "--format=pax"], ["bsdtar", "--format=gnutar"], ["bsdtar", "--format=ustar"],
    ["bsdtar", "--format=pax", "-z"],
  ]

  @Test(
    "extracts what others pack, file by file",
    .enabled(if: ArchiveOracle.tar != nil && ArchiveOracle.python != nil, "needs tar and Python"),
    arguments: written
  )
  func reading(_ command: [String]) throws {
    guard let program = command[0] == "tar" ? ArchiveOracle.tar : ArchiveOracle.bsdtar else {
      return
    }
    let isShort = command.contains("--format=v7") || command.contains("--format=ustar")
    var maker = ArchiveTree(seed: UInt64(command.joined().utf8.count))
    maker.make(in: tree, hasOddNames: !isShort)
    // Neither has room for what is longer than its fields.
    if isShort { ArchiveTree.removeLongNames(in: tree) }
    ArchiveTree.makeSparse(in: tree)
    let archive = directory.path.appending("a.tar")
    try ArchiveOracle.run(
      program,
      Array(command.dropFirst()) + ["-cf", archive.string, "-C", tree.string, "."]
    )
    let target = directory.folder("out")
    var policy = ExtractionPolicy()
    policy.modes = .archive
    let report = try ArchiveExtractor(into: target, policy: policy).extract(TarReader(archive))
    #expect(report.refused.isEmpty)
    let hasFractions = command.contains("--format=posix") || command.contains("--format=pax")
    #expect(
      try ArchiveTree.listing(target, seconds: !hasFractions)
        == ArchiveTree.listing(tree, seconds: !hasFractions)
    )
    if command.contains("-S") {
      var status = stat()
      stat(target.appending("sparse").string, &status)
      #expect(Int(status.st_blocks) * 512 < 2_000_000)
    }
  }

  @Test(
    "packs what others extract, file by file",
    .enabled(if: ArchiveOracle.tar != nil && ArchiveOracle.python != nil, "needs tar and Python"),
    arguments: TarWriter.Format.allCases,
    ["tar", "bsdtar", "python"]
  )
  func writing(_ format: TarWriter.Format, _ reader: String) throws {
    var maker = ArchiveTree(seed: 7)
    maker.make(in: tree, hasOddNames: reader != "bsdtar")
    if format == .ustar { ArchiveTree.removeLongNames(in: tree) }
    if format == .pax { ArchiveTree.makeSparse(in: tree) }
    let archive = directory.path.appending("a.tar.gz")
    let writer = TarWriter(try GzipArchiveOutput(FileArchiveOutput(archive)), format: format)
    let report = try writer.addTree(tree)
    try writer.finish()
    #expect(report.changed.isEmpty && report.omitted.isEmpty)
    let target = directory.folder("out")
    switch reader {
    case "tar":
      try ArchiveOracle.run("tar", ["-xpzf", archive.string, "-C", target.string])
    case "bsdtar":
      guard ArchiveOracle.bsdtar != nil else { return }
      try ArchiveOracle.run("bsdtar", ["-xpzf", archive.string, "-C", target.string])
    default:
      guard let python = ArchiveOracle.python else { return }
      let script = """
        import sys, tarfile
        with tarfile.open(sys.argv[1]) as t: t.extractall(sys.argv[2], filter='fully_trusted')
        """
      try ArchiveOracle.run(python, ["-c", script, archive.string, target.string])
    }
    // Python keeps times as floating-point numbers, which are not exact.
    let isWhole = format != .pax || reader == "python"
    #expect(
      try ArchiveTree.listing(target, seconds: isWhole)
        == ArchiveTree.listing(tree, seconds: isWhole)
    )
  }

  @Test(
    "reads the archive of CPython's tests as CPython does",
    .enabled(
      if: ArchiveOracle.pythonArchives != nil,
      "the test package of CPython is not installed here"
    ),
    arguments: ["testtar.tar", "recursion.tar"]
  )
  func pythonArchive(_ name: String) throws {
    let folder = try #require(ArchiveOracle.pythonArchives)
    let python = try #require(ArchiveOracle.python)
    let script = """
      import sys, tarfile, zlib
      try:
        with tarfile.open(sys.argv[1], errors='surrogateescape', encoding='utf-8') as t:
          for m in t:
            c = zlib.crc32(t.extractfile(m).read()) if m.isreg() else 0
            e = lambda s: s.encode('utf-8', 'surrogateescape').hex()
            link = m.linkname if m.issym() or m.islnk() else ''
            size = m.size if m.isreg() else 0
            print(e(m.name), m.mode & 0o7777, m.uid, m.gid, size, int(m.mtime), e(link),
              e(m.uname), e(m.gname), c)
      except tarfile.TarError as error:
        print('error')
      """
    let text = try ArchiveOracle.run(python, ["-c", script, folder + "/" + name])
    let expected = String(decoding: text, as: UTF8.self).split(separator: "\n").map(String.init)
    var lines: [String] = []
    do {
      let reader = try TarReader(FilePath(folder + "/" + name))
      while let entry = try reader.next() {
        let bytes = entry.kind == .file ? try reader.contents(of: entry) : []
        let sum = entry.kind == .file ? Checksum.crc32(bytes) : 0
        let isLink = entry.kind == .symbolicLink || entry.kind == .hardLink
        let size = entry.kind == .file ? entry.size : 0
        let fields: [any CustomStringConvertible] = [
          entry.name.hex, entry.permissions.rawValue, entry.owner ?? 0, entry.group ?? 0, size,
          entry.modified / 1_000_000_000, (isLink ? entry.link : []).hex, entry.ownerName.hex,
          entry.groupName.hex, sum,
        ]
        lines.append(fields.map(\.description).joined(separator: " "))
      }
    } catch is ArchiveError {
      lines.append("error")
    }
    if expected.last == "error" {
      #expect(lines.last == "error")
      return
    }
    #expect(lines.count == expected.count)
    for (ours, theirs) in zip(lines, expected) { #expect(ours == theirs) }
  }
}

/// The checksum of zip, bit by bit, apart from the one that is tested.
enum Checksum {
  static func crc32(_ bytes: [UInt8]) -> UInt32 {
    var sum: UInt32 = .max
    for byte in bytes {
      sum ^= UInt32(byte)
      for _ in 0..<8 { sum = sum >> 1 ^ (sum & 1 == 1 ? 0xEDB8_8320 : 0) }
    }
    return ~sum
  }
}
