import Foundation

/// Runs the same work on several threads.
///
/// Parsing and formatting hold a processor for long, so they stay away from the threads that Swift's
/// concurrency shares.
public enum Workers {
  /// How many there are unless it is said.
  public static var number: Int { max(1, ProcessInfo.processInfo.activeProcessorCount) }

  /// Starts threads.
  static func start(_ number: Int, _ name: String, _ body: @escaping @Sendable (Int) -> Void) {
    for worker in 0..<number {
      let thread = Thread { body(worker) }
      thread.name = "\(name) \(worker)"
      thread.stackSize = 1 << 20
      thread.start()
    }
  }

  /// Runs threads, of which the caller's is one, and waits for their end.
  ///
  /// - Parameters:
  ///   - number: How many threads there are.
  ///   - name: What they are called where threads are listed.
  ///   - body: The work, with the number of the thread from 0.
  public static func run(
    _ number: Int,
    _ name: String,
    _ body: @escaping @Sendable (Int) -> Void
  ) {
    let group = DispatchGroup()
    for _ in 1..<max(1, number) { group.enter() }
    start(number - 1, name) {
      body($0 + 1)
      group.leave()
    }
    body(0)
    group.wait()
  }
}
