import Foundation
import SystemPackage
import TestKit

/// A tree of files for tests, the same for the same seed: odd names, links, holes, odd modes.
struct ArchiveTree {
  private var random: UInt64

  init(seed: UInt64) {
    random = seed &* 0x9E37_79B9_7F4A_7C15 | 1
  }

  mutating func next(_ limit: Int) -> Int {
    random ^= random << 13
    random ^= random >> 7
    random ^= random << 17
    return Int(random % UInt64(limit))
  }

  mutating func bytes(_ count: Int) -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(count)
    let isText = next(2) == 0
    for _ in 0..<count {
      bytes.append(isText ? UInt8(97 + next(8)) : UInt8(truncatingIfNeeded: next(256)))
    }
    return bytes
  }

  /// Fills an empty directory.
  mutating func make(in root: FilePath, hasOddNames: Bool = true, hasHardLinks: Bool = true) {
    var folders = [root.string]
    for index in 0..<12 {
      let parent = folders[next(folders.count)]
      let name = index == 3 ? String(repeating: "long", count: 30) : "folder \(index)"
      let path = parent + "/" + name
      mkdir(path, 0o755)
      folders.append(path)
    }
    var files: [String] = []
    for index in 0..<40 {
      var name = "file-\(index)"
      switch index {
      case 1: name = "ünïcödé-\u{65}\u{301}.txt"
      case 2: name = String(repeating: "n", count: 140) + ".txt"
      case 3: name = "line\nbreak \"quoted\" \\ *"
      case 4: name = "-n"
      default: break
      }
      if !hasOddNames, index == 3 { name = "plain" }
      let path = folders[next(folders.count)] + "/" + name
      let size = [0, 1, 511, 512, 513, 4_096, 70_000, 200_001][next(8)]
      write(bytes(size), path)
      chmod(path, [0o644, 0o600, 0o755, 0o444][next(4)])
      setTime(path, 1_600_000_000 + next(100_000_000), next(1_000_000_000))
      files.append(path)
    }
    if hasOddNames {
      let path: [CChar] = Array(folders[1].utf8CString.dropLast()) + [0x2F, -1, -2, 0x61, 0]
      let file = open(path, O_CREAT | O_WRONLY, 0o644)
      close(file)
    }
    for index in 0..<4 {
      symlink("file-\(index + 5)", folders[next(folders.count)] + "/link-\(index)")
    }
    symlink(String(repeating: "t", count: 130), root.string + "/long-link")
    if hasHardLinks {
      for index in 0..<3 { link(files[index * 7], folders[next(folders.count)] + "/hard-\(index)") }
    }
    for folder in folders.dropFirst().reversed() {
      setTime(folder, 1_500_000_000 + next(1_000_000), 0)
    }
  }

  func write(_ bytes: [UInt8], _ path: String) {
    let file = open(path, O_CREAT | O_WRONLY | O_TRUNC, 0o644)
    var done = 0
    while done < bytes.count {
      let count = bytes.withUnsafeBytes { buffer in
        Foundation.write(file, buffer.baseAddress.map { $0 + done }, bytes.count - done)
      }
      if count <= 0 { break }
      done += count
    }
    close(file)
  }

  func setTime(_ path: String, _ seconds: Int, _ nanoseconds: Int) {
    var times = [
      timespec(tv_sec: seconds, tv_nsec: nanoseconds),
      timespec(tv_sec: seconds, tv_nsec: nanoseconds),
    ]
    utimensat(AT_FDCWD, path, &times, AT_SYMLINK_NOFOLLOW)
  }

  /// Adds a file with holes.
  static func makeSparse(in root: FilePath) {
    let file = open(root.appending("sparse").string, O_CREAT | O_WRONLY, 0o644)
    for index in 0..<30 { pwrite(file, "data", 4, off_t(index) * 100_000) }
    ftruncate(file, 5_000_000)
    close(file)
  }

  /// Removes what the older forms of tar have no room for.
  static func removeLongNames(in root: FilePath) {
    let names = ["(", "-name", "n*", "-o", "-name", "long*", ")"]
    let removal = ["-exec", "rm", "-rf", "{}", "+"]
    _ = try? ArchiveOracle.run("/usr/bin/find", [root.string, "-depth"] + names + removal)
  }

  /// What is in a directory, a line for each thing, to be compared with that of another one.
  static func listing(
    _ root: FilePath,
    seconds isWhole: Bool = false,
    times hasTimes: Bool = true,
    links hasLinks: Bool = true
  ) throws -> [String] {
    let script = """
      import os, sys, stat, zlib
      root, whole, times, links = os.fsencode(sys.argv[1]), *(a == '1' for a in sys.argv[2:])
      for base, folders, files in os.walk(root):
        for name in folders + files:
          path = os.path.join(base, name)
          s = os.lstat(path)
          kind = stat.S_IFMT(s.st_mode)
          what = zlib.crc32(open(path, 'rb').read()) if kind == stat.S_IFREG else (
            os.readlink(path) if kind == stat.S_IFLNK else '')
          size = s.st_size if kind == stat.S_IFREG else 0
          mode = 0 if kind == stat.S_IFLNK else s.st_mode & 0o7777
          time = s.st_mtime_ns // 10**9 if whole else s.st_mtime_ns
          if not times or kind == stat.S_IFLNK: time = 0
          n = s.st_nlink if links and kind == stat.S_IFREG else 0
          print(os.path.relpath(path, root), oct(kind), oct(mode), size, time, n, what)
      """
    guard let python = ArchiveOracle.python else { return [] }
    let flags = [isWhole, hasTimes, hasLinks].map { $0 ? "1" : "0" }
    let text = try ArchiveOracle.run(python, ["-c", script, root.string] + flags)
    return String(decoding: text, as: UTF8.self).split(separator: "\n").map(String.init).sorted()
  }
}

extension TemporaryDirectory {
  /// Makes an empty directory.
  func folder(_ name: String) -> FilePath {
    let path = path.appending(name)
    mkdir(path.string, 0o755)
    return path
  }
}

extension Collection<UInt8> {
  /// The bytes as hexadecimal digits.
  var hex: String { map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined() }
}
