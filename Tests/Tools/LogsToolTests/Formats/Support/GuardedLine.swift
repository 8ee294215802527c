import Foundation

@testable import LogsTool

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#endif

/// Memory that ends with a page that nobody may touch: who reads too far ends the tests.
final class GuardedLine {
  private let memory: UnsafeMutableRawPointer
  private let size: Int
  private let page: Int
  private static let padding = 64

  /// Makes room for lines of some bytes.
  init(capacity: Int) {
    page = sysconf(Int32(_SC_PAGESIZE))
    size = (capacity + Self.padding + page - 1) / page * page
    let protection = PROT_READ | PROT_WRITE
    let mapped = mmap(nil, size + page, protection, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0)
    guard let mapped, mapped != MAP_FAILED, mprotect(mapped + size, page, PROT_NONE) == 0 else {
      fatalError("no memory")
    }
    memory = mapped
  }

  deinit { munmap(memory, size + page) }

  /// What a parser makes of a line that stands right before the padding, and that before the page.
  ///
  /// - Parameters:
  ///   - line: The line.
  ///   - rest: What the padding is filled with, again and again.
  ///   - parser: The parser.
  /// - Returns: What it read, or why it read nothing.
  func read(
    _ line: [UInt8],
    before rest: [UInt8],
    _ parser: any LogLineParser
  ) -> Result<ParsedLine, LogProblem> {
    let start = (memory + size - Self.padding - line.count).assumingMemoryBound(to: UInt8.self)
    for (place, byte) in line.enumerated() { start[place] = byte }
    for place in 0..<Self.padding { start[line.count + place] = rest[place % rest.count] }
    var record = LogRecord()
    let bytes = UnsafeBufferPointer(start: UnsafePointer(start), count: line.count)
    if let problem = parser.parse(bytes, into: &record) { return .failure(problem) }
    return .success(ParsedLine(record))
  }
}
