import CTransferCalls
import Foundation
import SystemPackage
import TestKit
import Testing

@testable import BatteryFiles

@Suite("File comparison") struct FileComparisonTests {
  let directory: TemporaryDirectory

  init() throws {
    directory = try TemporaryDirectory()
  }

  // Python's test_filecmp: test_matching, test_different, test_cache_clear and the dircmp cases.

  @Test("finds files equal to themselves and to their copies, shallow and deep")
  func matching() throws {
    let file = try directory.write("Contents of file go here.\n", to: "file")
    let same = try directory.write("Contents of file go here.\n", to: "file-same")
    for depth in [FileComparison.Depth.shallow, .deep] {
      #expect(try FileComparison.areEqual(file, file, depth))
      #expect(try FileComparison.areEqual(file, same, depth))
    }
  }

  @Test("tells files apart by length, by content, and not by anything but an ordinary file")
  func different() throws {
    let file = try directory.write("Contents of file go here.\n", to: "file")
    let longer = try directory.write("Contents of file go here.\nAn extra line.\n", to: "longer")
    let other = try directory.write("Contents of file go there\n", to: "other")
    for depth in [FileComparison.Depth.shallow, .deep] {
      #expect(try !FileComparison.areEqual(file, longer, depth))
      #expect(try !FileComparison.areEqual(file, directory.path, depth))
    }
    #expect(try !FileComparison.areEqual(file, other, .deep))
    #expect(throws: FileError.self) { try FileComparison.areEqual(file, "/no/such/file") }
    // Of files of one length and time the shallow form says what the deep one does not.
    for path in [file, other] {
      var times = [timespec(tv_sec: 1_000, tv_nsec: 0), timespec(tv_sec: 1_000, tv_nsec: 0)]
      #expect(utimensat(AT_FDCWD, path.string, &times, 0) == 0)
    }
    #expect(try FileComparison.areEqual(file, other, .shallow))
    #expect(try !FileComparison.areEqual(file, other, .deep))
  }

  @Test("compares directories, and all that are in both")
  func directories() throws {
    for side in ["left", "right"] {
      try directory.write("Contents of file go here.\n", to: "\(side)/file")
      try directory.write("same", to: "\(side)/common/below/same")
      try directory.write("ignored", to: "\(side)/__pycache__/file")
      #expect(symlink("target-\(side)", directory.path.string + "/\(side)/common/link") == 0)
    }
    try directory.write("left", to: "left/only-left")
    try directory.write("right", to: "right/only-right")
    try directory.write("different", to: "right/common/below/differs")
    try directory.write("otherwise", to: "left/common/below/differs")
    try directory.write("file", to: "left/funny")
    try directory.write("in a directory", to: "right/funny/file")
    let left = directory.path.appending("left")
    let right = directory.path.appending("right")
    let all = try DirectoryComparison.compare(left, right, .deep, ignoring: ["__pycache__"])
    #expect(all.map(\.path) == ["", "common", "common/below"])
    #expect(all[0].leftOnly == ["only-left"])
    #expect(all[0].rightOnly == ["only-right"])
    #expect(all[0].commonDirectories == ["common"])
    #expect(all[0].same == ["file"])
    #expect(all[0].funny == ["funny"])
    #expect(all[1].differing == ["link"])
    #expect(all[2].same == ["same"])
    #expect(all[2].differing == ["differs"])
    #expect(!all.contains { $0.isSame })
    let itself = try DirectoryComparison.compare(left, left)
    #expect(itself.allSatisfy { $0.isSame })
    #expect(try DirectoryComparison.compare(left, right, recursively: false).count == 1)
    #expect(throws: FileError.self) { try DirectoryComparison.compare(left, "/no/such") }
  }

  @Test("hashes the same bytes to the same number, however they come")
  func hashes() throws {
    let bytes = (0..<1_000).map { UInt8(truncatingIfNeeded: $0 &* 7) }
    var seen: Set<ContentHash> = []
    for length in 0..<1_000 {
      let whole = bytes[..<length].withUnsafeBytes { ContentHash($0) }
      #expect(seen.insert(whole).inserted, "\(length)")
      var hasher = ContentHasher()
      var start = 0
      while start < length {
        let end = min(length, start + 1 + start % 97)
        bytes[start..<end].withUnsafeBytes { hasher.update($0) }
        start = end
      }
      #expect(hasher.finish() == whole, "\(length)")
    }
    // A bit that differs anywhere, and zeros that are more or fewer, make another number.
    for bit in 0..<1_600 {
      var changed = Array(bytes[..<200])
      changed[bit / 8] ^= 1 << UInt8(bit % 8)
      #expect(seen.insert(changed.withUnsafeBytes { ContentHash($0) }).inserted, "\(bit)")
    }
    for length in 2...200 {
      let zeros = [UInt8](repeating: 0, count: length)
      #expect(seen.insert(zeros.withUnsafeBytes { ContentHash($0) }).inserted, "\(length)")
    }
    let paths = try (0..<40).map {
      try directory.write(String(repeating: "x", count: $0), to: "\($0)")
    }
    let results = FileHashing.hashAll(paths + ["/no/such"]) { path throws(FileError) in
      try FileHashing.hash(path)
    }
    #expect(results.count == 41)
    for (path, result) in zip(paths, results) {
      #expect(try result.get() == FileHashing.hash(path))
    }
    #expect(throws: FileError.self) { try results[40].get() }
  }
}

@Suite("Duplicate search") struct DuplicateSearchTests {
  let directory: TemporaryDirectory

  init() throws {
    directory = try TemporaryDirectory()
  }

  @Test("groups files of the same bytes, and takes names of one file for one", arguments: [1, 3])
  func groups(_ threads: Int) throws {
    let long = String(repeating: "long text ", count: 50_000)
    try directory.write(long, to: "a/one")
    try directory.write(long, to: "b/two")
    try directory.write(long, to: "c/three")
    try directory.write(long + "x", to: "longer")
    try directory.write(String(long.dropLast()) + "x", to: "last-differs")
    try directory.write("y" + long.dropFirst(), to: "first-differs")
    try directory.write("pair", to: "p1")
    try directory.write("pair", to: "p2")
    try directory.write("pear", to: "p3")
    try directory.write("", to: "empty1")
    try directory.write("", to: "empty2")
    let path = directory.path.string
    #expect(link(path + "/a/one", path + "/a/same-file") == 0)
    #expect(link(path + "/longer", path + "/longer-too") == 0)
    #expect(symlink("longer", path + "/link") == 0)
    var search = DuplicateSearch()
    search.threads = threads
    for comparesBytes in [true, false] {
      search.comparesBytes = comparesBytes
      let report = try search.search([directory.path])
      let groups = report.groups.map { group in
        group.paths.map { $0.string.dropFirst(path.count + 1) }
      }
      #expect(groups.count == 2)
      #expect(groups.last == ["p1", "p2"])
      #expect(groups.first?.count == 3)
      #expect(groups.first?.dropFirst() == ["b/two", "c/three"])
      #expect(report.wasted == 1_000_004)
      #expect(report.failures.isEmpty)
    }
    search.leastSize = 0
    #expect(try search.search([directory.path]).groups.count == 3)
    #expect(throws: FileError.self) { try search.search(["/no/such"]) }
  }

  @Test("finds what grouping by the whole content finds")
  func pairs() throws {
    var dice = SystemRandomNumberGenerator()
    var contents: [FilePath: String] = [:]
    for index in 0..<200 {
      let text =
        String(repeating: "ab".randomElement(using: &dice) ?? "a", count: index % 5)
        + "\(Int.random(in: 0..<3, using: &dice))"
      contents[try directory.write(text, to: "d\(index % 9)/\(index)")] = text
    }
    let expected = Set(
      Dictionary(grouping: contents.keys) { contents[$0] }.values.filter { $0.count > 1 }
        .map { Set($0) }
    )
    let report = try DuplicateSearch().search([directory.path])
    #expect(Set(report.groups.map { Set($0.paths) }) == expected)
  }
}
