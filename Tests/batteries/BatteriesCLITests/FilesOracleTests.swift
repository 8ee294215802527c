import Foundation
import SystemPackage
import TestKit
import Testing

@testable import BatteriesCLI

/// What `du`, `tree` and `diff` say of the same trees.
@Suite("Files commands beside other programs", .timeLimit(.minutes(5)))
struct FilesOracleTests {
  let console: CapturedConsole

  init() throws {
    console = try CapturedConsole()
  }

  private static let seeds: [UInt64] = [1, 2, 3, 4, 5, 6]

  @Test("take up what du says, in blocks and in bytes, and several names once", arguments: seeds)
  func diskUsage(_ seed: UInt64) async throws {
    var maker = TreeMaker(seed: seed)
    try maker.make(console.directory, "tree")
    for (flag, words) in [("", "-B1"), ("--apparent", "-B1 --apparent-size")] {
      // Since version 9.2 it counts no lengths of directories, which these do.
      let counts = try await oracle("mkdir -p empty && du -s \(words) empty").first != "0\tempty"
      if !flag.isEmpty, !counts { continue }
      let theirs = try await oracle("du \(words) tree")
      #expect(try await sizes(flag).sorted() == theirs.sorted())
    }
    // Which directory has a file of several names is a matter of order; the sum is not.
    try maker.link(console.directory, "tree")
    #expect(try await sizes("").last == oracle("du -s -B1 tree").first)
  }

  /// Lines as du has them; that of the tree is the last.
  private func sizes(_ flag: String) async throws -> [String] {
    let words = "files du tree --depth 99 --top 100000 --format csv \(flag)"
    let result = await console.run(words.split(separator: " ").map(String.init))
    #expect(result.status == 0, "\(result.error)")
    return rows(result.output).reversed().map { fields in
      "\(fields[0])\t\(fields[2].dropFirst(console.directory.path.string.count + 1))"
    }
  }

  @Test(
    "show the picture that tree shows",
    .enabled(if: access("/usr/bin/tree", X_OK) == 0, "tree is not installed here"),
    arguments: seeds
  )
  func tree(_ seed: UInt64) async throws {
    var maker = TreeMaker(seed: seed)
    try maker.make(console.directory, "tree")
    for (words, options) in [
      ("", ""), ("-a", "--all"), ("-d -a", "--all --directories"), ("-L 2", "--depth 2"),
    ] {
      let theirs = try await oracle("tree -nFN --noreport --charset=UTF-8 \(words) tree")
        .dropFirst().map { $0.replacing("\u{A0}", with: " ") }
      let line = "files tree tree \(options)"
      let result = await console.run(line.split(separator: " ").map(String.init))
      // Of directories alone it has no marks.
      let isMarked = !words.hasPrefix("-d")
      let ours = result.output.split(separator: "\n").dropFirst()
        .map { String(isMarked || $0.last != "/" ? $0 : $0.dropLast()) }
      #expect(ours == theirs, "\(words)")
    }
  }

  @Test("tell the differences that diff tells", arguments: seeds)
  func diff(_ seed: UInt64) async throws {
    var maker = TreeMaker(seed: seed)
    try maker.make(console.directory, "left")
    var again = TreeMaker(seed: seed)
    try again.make(console.directory, "right")
    try maker.change(console.directory, "right")
    let theirs = try await oracle("diff -rq --no-dereference left right; test $? -le 1")
    let result = await console.run("files", "diff", "left", "right", "--contents")
    #expect(result.status == (theirs.isEmpty ? 0 : 1))
    let ours = result.output.split(separator: "\n").map(String.init)
    #expect(ours.sorted() == theirs.map(Self.change).sorted())
    #expect(!theirs.isEmpty)
  }

  /// A line of `diff -q` as the command has it.
  private static func change(_ line: String) -> String {
    func path(_ text: some StringProtocol) -> String {
      text.split(separator: "/").dropFirst().joined(separator: "/")
    }
    if let match = line.wholeMatch(of: /Only in (left|right)(.*?): (.*)/) {
      let folder = path("x\(match.2)")
      let mark = match.1 == "left" ? "-" : "+"
      return folder.isEmpty ? "\(mark) \(match.3)" : "\(mark) \(folder)/\(match.3)"
    }
    if let match = line.wholeMatch(of: /(?:Files|Symbolic links) (.*) and right\/.* differ/) {
      return "M " + path(match.1)
    }
    if let match = line.wholeMatch(of: /File (.*) is an? .* while file .* is an? .*/) {
      return "? " + path(match.1)
    }
    return line
  }

  private func oracle(_ line: String) async throws -> [String] {
    let binary = BuiltBinary(directory: console.directory.path)
    let result = try await binary.shell("export LC_ALL=C; \(line)")
    try #require(result.status == 0, "\(result.error)")
    return result.output.split(separator: "\n").map(String.init)
  }

  /// The fields of comma-separated lines, without the first.
  private func rows(_ text: String) -> [[String]] {
    text.replacing("\r\n", with: "\n").split(separator: "\n").dropFirst().map { line in
      line.split(separator: ",", maxSplits: 2).map { field in
        field.first == "\"" ? String(field.dropFirst().dropLast()) : String(field)
      }
    }
  }
}

/// Makes trees that a seed decides, with names that all programs print alike.
private struct TreeMaker {
  private var state: UInt64
  private var files: [String] = []

  init(seed: UInt64) {
    state = seed &* 0x9E37_79B9_7F4A_7C15
  }

  private mutating func next(_ bound: Int) -> Int {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return Int(state >> 33) % bound
  }

  mutating func make(_ directory: TemporaryDirectory, _ root: String) throws {
    files = []
    var folders = [""]
    for index in 0..<60 {
      let folder = folders[next(folders.count)]
      let mark = ["", ".", "Z", "ü", "a b", "-", "e\u{301}", "(1)"][next(8)]
      let name = folder + mark + "n\(next(1000))-\(index)"
      if next(4) == 0, folder.split(separator: "/").count < 8 {
        folders.append(name + "/")
        try FileManager.default.createDirectory(
          atPath: directory.path.appending(root).string + "/" + name,
          withIntermediateDirectories: true
        )
      } else {
        try directory.write(String(repeating: "x", count: next(20_000)), to: "\(root)/\(name)")
        files.append(name)
      }
    }
  }

  /// Gives some of the files second names.
  mutating func link(_ directory: TemporaryDirectory, _ root: String) throws {
    for index in 0..<5 {
      let file = directory.path.appending(root).string + "/" + files[next(files.count)]
      try FileManager.default.linkItem(atPath: file, toPath: "\(file)-\(index)")
    }
  }

  /// Changes, adds, removes and replaces some of the files.
  mutating func change(_ directory: TemporaryDirectory, _ root: String) throws {
    let base = directory.path.appending(root).string + "/"
    for (index, file) in Set(files).sorted().enumerated() where next(3) == 0 {
      switch next(5) {
      case 0: try FileManager.default.removeItem(atPath: base + file)
      case 1: try directory.write("new", to: "\(root)/\(file)-new\(index)")
      case 2:
        try FileManager.default.removeItem(atPath: base + file)
        try directory.write("x", to: "\(root)/\(file)/inside")
      case 3: try directory.write("other", to: "\(root)/\(file)")
      default:
        let length = try String(contentsOfFile: base + file, encoding: .utf8).count
        try directory.write(String(repeating: "y", count: length), to: "\(root)/\(file)")
      }
    }
  }
}
