import Foundation

/// Starts threads that have a name where threads are listed.
enum NamedThread {
  static func start(_ name: String, _ body: @escaping @Sendable () -> Void) {
    let isStarted = NSLock()
    let thread = Thread {
      // On Linux a name is heard of neither before the start nor until `start()` has returned.
      isStarted.withLock { Thread.current.name = name }
      body()
    }
    isStarted.withLock { thread.start() }
  }
}
