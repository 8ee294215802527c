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

  /// Works on each element of a list on several threads, in no order.
  ///
  /// - Parameters:
  ///   - elements: The list.
  ///   - name: What the threads are called.
  ///   - transform: The work.
  /// - Returns: What the work made of each element, in the order of the list.
  /// - Throws: What the work threw on the first element of the list for which it did.
  public static func map<Element: Sendable, Value: Sendable, Failure: Error>(
    _ elements: [Element],
    _ name: String,
    _ transform: @escaping @Sendable (Element) throws(Failure) -> Value
  ) throws(Failure) -> [Value] {
    let results = WorkResults<Value, Failure>(elements.count)
    run(min(number, max(1, elements.count)), name) { _ in
      while let place = results.next() {
        do throws(Failure) {
          results.set(place, .success(try transform(elements[place])))
        } catch {
          results.set(place, .failure(error))
        }
      }
    }
    var values: [Value] = []
    for result in results.all { values.append(try result.get()) }
    return values
  }
}

/// What several threads make of the elements of a list, each of which one thread takes.
private final class WorkResults<Value: Sendable, Failure: Error>: @unchecked Sendable {
  private let lock = NSLock()
  private var results: [Result<Value, Failure>?]
  private var started = 0

  init(_ count: Int) { results = Array(repeating: nil, count: count) }

  var all: [Result<Value, Failure>] { lock.withLock { results.compactMap { $0 } } }

  func next() -> Int? {
    lock.withLock {
      guard started < results.count else { return nil }
      started += 1
      return started - 1
    }
  }

  func set(_ place: Int, _ result: Result<Value, Failure>) {
    lock.withLock { results[place] = result }
  }
}
