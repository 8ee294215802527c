public import SystemPackage

#if canImport(Glibc)
import Glibc
#elseif canImport(Darwin)
import Darwin
#endif

/// Rules that say which files are left out, as Git writes them in a `.gitignore`.
///
/// A line is a pattern for what is in the directory of the rules and below. One without `/` except
/// at its end matches names at any depth, the others paths from the directory on. `/` at the end
/// restricts it to directories, `!` at the beginning takes back what an earlier line left out, `**`
/// stands for any number of directories, and `\` takes the meaning from the character after it.
/// The last line that matches decides. Nothing can be taken back below a directory that is left out.
public struct IgnoreRules: Hashable, Sendable {
  /// What the rules say about a file.
  public enum Verdict: Hashable, Sendable {
    /// It is left out.
    case ignored
    /// It is taken back in.
    case kept
  }

  private let rules: [IgnoreRule]

  /// More bytes of rules than this are not read.
  private static let largestFile = 16 << 20

  /// Reads rules from lines.
  public init(_ text: String) {
    self.init(bytes: Array(text.utf8))
  }

  /// Reads rules from the bytes of a file, which need not be UTF-8.
  ///
  /// No line is an error: one that cannot be read never matches.
  public init(bytes: [UInt8]) {
    let hasMark = bytes.starts(with: [0xEF, 0xBB, 0xBF])
    rules = bytes.dropFirst(hasMark ? 3 : 0).split(separator: 0x0A).compactMap {
      IgnoreRule(line: Array($0.last == 0x0D ? $0.dropLast() : $0))
    }
  }

  /// Reads rules from a file, such as `.git/info/exclude`.
  ///
  /// - Throws: ``FileError`` when the file cannot be read, or is larger than 16 MiB.
  public init(file: FilePath) throws(FileError) {
    do {
      let descriptor = try FileDescriptor.open(file, .readOnly, options: .closeOnExec)
      try self.init(contentOf: descriptor)
    } catch {
      throw FileError(path: file, operation: "read the rules", cause: error as? Errno)
    }
  }

  /// Reads rules from a file in an open directory; `nil` when there is none.
  init?(file: FilePath.Component, in directory: FileDescriptor) throws(Errno) {
    // A link could lead out of the tree, as Git has it too.
    let flags = O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOFOLLOW
    let number = file.withPlatformString { openat(directory.rawValue, $0, flags) }
    guard number >= 0 else {
      if errno == ENOENT || errno == ELOOP { return nil }
      throw Errno(rawValue: errno)
    }
    let descriptor = FileDescriptor(rawValue: number)
    guard FileStatus(descriptor, .kind)?.kind == .file else {
      try? descriptor.close()
      return nil
    }
    do {
      try self.init(contentOf: descriptor)
    } catch {
      throw error as? Errno ?? .ioError
    }
  }

  /// Reads what is in an open file, and closes it.
  private init(contentOf descriptor: FileDescriptor) throws {
    defer { try? descriptor.close() }
    var content: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 1 << 14)
    while true {
      let count = try chunk.withUnsafeMutableBytes { try descriptor.read(into: $0) }
      if count == 0 { break }
      content += chunk[..<count]
      if content.count > Self.largestFile { throw Errno.fileTooLarge }
    }
    self.init(bytes: content)
  }

  /// Whether there are none.
  public var isEmpty: Bool { rules.isEmpty }

  /// What the rules say about one file, without looking at the directories above it.
  ///
  /// - Parameters:
  ///   - path: The path relative to the directory of the rules.
  ///   - isDirectory: Whether it is a directory.
  /// - Returns: `nil` when no rule matches.
  public func verdict(on path: FilePath, isDirectory: Bool) -> Verdict? {
    path.withBytes { verdict(on: Span(_unsafeElements: $0), isDirectory: isDirectory) }
  }

  /// What the rules say about one file by the bytes of its path.
  public func verdict(on path: Span<UInt8>, isDirectory: Bool) -> Verdict? {
    var start = path.count
    while start > 0, path[start - 1] != 0x2F { start -= 1 }
    for rule in rules.reversed() where rule.matches(path, nameAt: start, isDirectory: isDirectory) {
      return rule.verdict
    }
    return nil
  }

  /// Whether a file is left out, by itself or with one of the directories in which it is.
  ///
  /// - Parameters:
  ///   - path: The path relative to the directory of the rules.
  ///   - isDirectory: Whether it is a directory.
  /// - Returns: Whether a walk leaves it out.
  public func ignores(_ path: FilePath, isDirectory: Bool) -> Bool {
    let bytes = path.bytes
    for end in bytes.indices where bytes[end] == 0x2F {
      if verdict(on: bytes.span.extracting(0..<end), isDirectory: true) == .ignored { return true }
    }
    return verdict(on: bytes.span, isDirectory: isDirectory) == .ignored
  }
}
