internal import Foundation
internal import Synchronization

/// Work that is divided into parts, for several threads.
enum Parts {
  /// How many threads are worth their start for so many values.
  static func workers(_ asked: Int?, values: Int) -> Int {
    let processors = asked ?? ProcessInfo.processInfo.activeProcessorCount
    return max(1, min(processors, values / 32_768))
  }

  /// Calls a function for each part; parts are taken in order by whichever thread is free.
  static func perform(_ count: Int, workers: Int, _ body: (Int) -> Void) {
    guard workers > 1, count > 1 else {
      for part in 0..<count { body(part) }
      return
    }
    let next = Atomic(0)
    // No two threads get the same part.
    nonisolated(unsafe) let body = body
    DispatchQueue.concurrentPerform(iterations: min(workers, count)) { _ in
      while true {
        let part = next.wrappingAdd(1, ordering: .relaxed).oldValue
        guard part < count else { return }
        body(part)
      }
    }
  }

  /// What a function gives for each part, in the order of the parts.
  static func map<Result>(_ count: Int, workers: Int, _ body: (Int) -> Result) -> [Result] {
    [Result](unsafeUninitializedCapacity: count) { results, initialized in
      nonisolated(unsafe) let start = results.baseAddress
      perform(count, workers: workers) { part in
        if let start { (start + part).initialize(to: body(part)) }
      }
      initialized = count
    }
  }

  /// The rows of one of some parts that are as long as each other, or shorter by one.
  static func range(_ part: Int, of parts: Int, _ count: Int) -> Range<Int> {
    let (share, rest) = count.quotientAndRemainder(dividingBy: parts)
    let start = part * share + min(part, rest)
    return start..<(start + share + (part < rest ? 1 : 0))
  }
}
