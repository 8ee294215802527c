import BatteryFiles
import Foundation
import SystemPackage
import TestKit
import Testing

@Suite("Zip beside other programs") struct ZipOracleTests {
  let directory: TemporaryDirectory
  let tree: FilePath

  init() throws {
    directory = try TemporaryDirectory()
    tree = directory.folder("tree")
  }

  @Test(
    "extracts what others pack, file by file",
    .enabled(if: ArchiveOracle.zip != nil && ArchiveOracle.python != nil, "needs zip and Python"),
    arguments: ["zip", "zip to a pipe", "zip stored", "bsdtar", "python", "python to a pipe"]
  )
  func reading(_ program: String) throws {
    var maker = ArchiveTree(seed: 11)
    let isPython = program.hasPrefix("python")
    maker.make(in: tree, hasOddNames: program.hasPrefix("zip"), hasHardLinks: false)
    // Through a pipe, zip itself gives up at a link.
    if isPython || program == "zip to a pipe" { try removeLinks() }
    let archive = directory.path.appending("a.zip")
    switch program {
    case "zip": try ArchiveOracle.run("zip", ["-qry", archive.string, "."], in: tree)
    case "zip stored": try ArchiveOracle.run("zip", ["-0qry", archive.string, "."], in: tree)
    case "zip to a pipe":
      let command = "zip -qry - . | cat > '\(archive)'"
      try ArchiveOracle.run("/bin/sh", ["-c", command], in: tree)
    case "bsdtar":
      guard ArchiveOracle.bsdtar != nil else { return }
      try ArchiveOracle.run(
        "bsdtar",
        ["--format=zip", "-cf", archive.string, "-C", tree.string, "."]
      )
    default:
      let script = """
        import os, sys, zipfile
        class Pipe:
          def __init__(self, f): self.f = f
          def write(self, b): return self.f.write(b)
          def flush(self): self.f.flush()
        with open(sys.argv[2], 'wb') as f:
          with zipfile.ZipFile(Pipe(f) if sys.argv[3] == '1' else f, 'w', 8) as z:
            for base, folders, files in os.walk(sys.argv[1]):
              for n in folders + files:
                p = os.path.join(base, n)
                z.write(p, os.path.relpath(p, sys.argv[1]))
        """
      let python = try #require(ArchiveOracle.python)
      let isPipe = program == "python" ? "0" : "1"
      try ArchiveOracle.run(python, ["-c", script, tree.string, archive.string, isPipe])
    }
    let target = directory.folder("out")
    var policy = ExtractionPolicy()
    policy.modes = .archive
    let report = try ArchiveExtractor(into: target, policy: policy).extract(ZipReader(archive))
    #expect(report.refused.isEmpty)
    #expect(
      try ArchiveTree.listing(target, seconds: true, times: !isPython)
        == ArchiveTree.listing(tree, seconds: true, times: !isPython)
    )
  }

  @Test(
    "packs what others extract, file by file",
    .enabled(if: ArchiveOracle.unzip != nil && ArchiveOracle.python != nil, "needs unzip, Python"),
    arguments: ["unzip", "bsdtar", "python"],
    [0, 1, 6]
  )
  func writing(_ program: String, _ level: Int) throws {
    var maker = ArchiveTree(seed: 13)
    maker.make(in: tree, hasOddNames: false, hasHardLinks: false)
    if program == "python" { try removeLinks() }
    if program == "bsdtar" {
      // It composes the letters of a name, so that it is another one.
      try ArchiveOracle.run("/usr/bin/find", [tree.string, "-name", "ün*", "-delete"])
    }
    maker.write(maker.bytes(3_000_000), tree.appending("large").string)
    maker.setTime(tree.appending("large").string, 1_600_000_000, 0)
    let archive = directory.path.appending("a.zip")
    let writer = try ZipWriter(
      FileArchiveOutput(archive),
      method: level == 0 ? .stored : .deflated(level: level)
    )
    try writer.addTree(tree)
    try writer.finish()
    let target = directory.folder("out")
    switch program {
    case "unzip":
      try ArchiveOracle.run("unzip", ["-tq", archive.string])
      try ArchiveOracle.run("unzip", ["-q", archive.string, "-d", target.string])
    case "bsdtar":
      guard ArchiveOracle.bsdtar != nil else { return }
      try ArchiveOracle.run("bsdtar", ["-xpf", archive.string, "-C", target.string])
    default:
      let script = """
        import sys, zipfile
        with zipfile.ZipFile(sys.argv[1]) as z:
          assert z.testzip() is None
          z.extractall(sys.argv[2])
        """
      let python = try #require(ArchiveOracle.python)
      try ArchiveOracle.run(python, ["-c", script, archive.string, target.string])
    }
    if program == "python" {
      // It extracts neither modes nor times.
      let names = { (line: String) in line.split(separator: " ").first }
      #expect(
        try ArchiveTree.listing(target).map(names) == ArchiveTree.listing(tree).map(names)
      )
    } else {
      #expect(
        try ArchiveTree.listing(target, seconds: true)
          == ArchiveTree.listing(tree, seconds: true)
      )
    }
  }

  @Test(
    "reads the archives of CPython's tests",
    .enabled(
      if: ArchiveOracle.pythonArchives != nil,
      "the test package of CPython is not installed here"
    ),
    arguments: [
      "exe_with_zip", "exe_with_z64", "zip_cp437_header.zip", "zipdir.zip", "zipdir_backslash.zip",
    ]
  )
  func pythonArchive(_ name: String) throws {
    let path = try #require(ArchiveOracle.pythonArchives) + "/" + name
    let python = try #require(ArchiveOracle.python)
    let script = """
      import sys, zipfile
      with zipfile.ZipFile(sys.argv[1]) as z:
        for i in z.infolist():
          print(i.orig_filename.encode().hex(), i.file_size, i.CRC, zipfile.Path and i.is_dir())
      """
    let text = try ArchiveOracle.run(python, ["-c", script, path])
    let expected = String(decoding: text, as: UTF8.self).split(separator: "\n").map(String.init)
    let reader = try ZipReader(FilePath(path), names: .cp437)
    var lines: [String] = []
    while let entry = try reader.next() {
      let bytes = try reader.contents(of: entry)
      let isDirectory = entry.kind == .directory
      let name = entry.name + (isDirectory ? [0x2F] : [])
      let sum = Checksum.crc32(bytes)
      lines.append("\(name.hex) \(bytes.count) \(sum) \(isDirectory ? "True" : "False")")
    }
    #expect(lines == expected)
  }

  @Test(
    "writes more members than the short form has room for",
    .enabled(if: ArchiveOracle.python != nil, "needs Python")
  )
  func manyMembers() throws {
    let archive = directory.path.appending("many.zip")
    let writer = try ZipWriter(FileArchiveOutput(archive), method: .stored)
    for index in 0..<70_000 { try writer.add(ArchiveEntry("f\(index)"), contents: []) }
    try writer.finish()
    #expect(try ZipReader(archive).entries.count == 70_000)
    let python = try #require(ArchiveOracle.python)
    let script = "import sys, zipfile; print(len(zipfile.ZipFile(sys.argv[1]).infolist()))"
    let text = try ArchiveOracle.run(python, ["-c", script, archive.string])
    #expect(String(decoding: text, as: UTF8.self) == "70000\n")
  }

  private func removeLinks() throws {
    try ArchiveOracle.run("/usr/bin/find", [tree.string, "-type", "l", "-delete"])
  }
}
