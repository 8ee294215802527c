import SystemPackage

#if canImport(Glibc)
import Glibc
#elseif canImport(Darwin)
import Darwin
#endif

/// Divides files of one length into groups of one content.
final class DuplicateMatcher {
  private var failures: [FileError] = []

  private let comparesBytes: Bool
  private let buffer = CopyBuffer()

  /// What of a file is read first; most files that differ do so here.
  private static let beginning = 4_096

  init(comparesBytes: Bool) {
    self.comparesBytes = comparesBytes
  }

  /// What could not be read since this was last asked.
  func takeFailures() -> [FileError] {
    defer { failures = [] }
    return failures
  }

  func match(
    _ set: [Int],
    _ files: [DuplicateScan.File]
  ) -> [DuplicateSearch.Group] {
    var groups: [DuplicateSearch.Group] = []
    // Two files are compared at once; hashes are for more, each of which is read once then.
    if set.count == 2, comparesBytes {
      return haveSameBytes(files[set[0]], files[set[1]]) ? [group(set, files)] : []
    }
    for few in divide(set, files, limit: Self.beginning) {
      let isWhole = files[few[0]].size <= Self.beginning
      for equals in isWhole ? [few] : divide(few, files, limit: .max) {
        groups += comparesBytes ? confirm(equals, files) : [group(equals, files)]
      }
    }
    return groups
  }

  /// Sets of two and more files of one hash.
  private func divide(
    _ set: [Int],
    _ files: [DuplicateScan.File],
    limit: Int
  ) -> [[Int]] {
    if set.count == 2, limit == .max, comparesBytes { return [set] }
    var byHash: [ContentHash: [Int]] = [:]
    for index in set {
      if let hash = hash(files[index], limit) { byHash[hash, default: []].append(index) }
    }
    return byHash.values.filter { $0.count > 1 }
  }

  private func hash(_ file: DuplicateScan.File, _ limit: Int) -> ContentHash? {
    guard let number = open(file), let base = buffer.bytes.baseAddress else { return nil }
    defer { close(number) }
    var hasher = ContentHasher()
    var left = limit
    while left > 0 {
      let wanted = min(left, buffer.bytes.count)
      let count = FileComparison.readFully(number, base, wanted)
      guard count >= 0 else {
        failures.append(FileError.system(file.path, "read"))
        return nil
      }
      hasher.update(UnsafeRawBufferPointer(start: base, count: count))
      if count < wanted { break }
      left -= count
    }
    return hasher.finish()
  }

  /// Compares the files of one hash with the first, those that differ with the first of them.
  private func confirm(
    _ set: [Int],
    _ files: [DuplicateScan.File]
  ) -> [DuplicateSearch.Group] {
    var groups: [DuplicateSearch.Group] = []
    var rest = set
    while let first = rest.first {
      var equal = [first]
      var others: [Int] = []
      for index in rest.dropFirst() {
        if haveSameBytes(files[first], files[index]) {
          equal.append(index)
        } else {
          others.append(index)
        }
      }
      if equal.count > 1 { groups.append(group(equal, files)) }
      rest = others
    }
    return groups
  }

  private func haveSameBytes(
    _ one: DuplicateScan.File,
    _ other: DuplicateScan.File
  ) -> Bool {
    guard let left = open(one) else { return false }
    defer { close(left) }
    guard let right = open(other) else { return false }
    defer { close(right) }
    guard let base = buffer.bytes.baseAddress else { return false }
    let half = buffer.bytes.count / 2
    var size = Self.beginning
    while true {
      let count = FileComparison.readFully(left, base, size)
      let otherCount = FileComparison.readFully(right, base + half, size)
      guard count >= 0, otherCount >= 0 else {
        failures.append(FileError.system(count < 0 ? one.path : other.path, "read"))
        return false
      }
      guard count == otherCount, memcmp(base, base + half, count) == 0 else { return false }
      if count < size { return true }
      size = half
    }
  }

  private func open(_ file: DuplicateScan.File) -> Int32? {
    let flags = O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC
    guard let directory = file.pool.directory(file.directory) else {
      failures.append(FileError.system(file.path, "open"))
      return nil
    }
    let number = openat(directory.descriptor, file.name.characters, flags)
    guard number >= 0 else {
      failures.append(FileError.system(file.path, "open"))
      return nil
    }
    guard let status = NodeStatus(number), status.identity == file.identity,
      status.size == file.size
    else {
      // Changed since it was listed: nothing is known of it.
      close(number)
      return nil
    }
    return number
  }

  private func group(_ set: [Int], _ files: [DuplicateScan.File]) -> DuplicateSearch.Group {
    let paths = set.map { files[$0].path }
      .map { ($0, DuplicateSearch.bytes($0)) }
      .sorted { $0.1.lexicographicallyPrecedes($1.1) }
      .map(\.0)
    return DuplicateSearch.Group(size: files[set[0]].size, paths: paths)
  }
}
