import TestKit

extension WorkerProcess {
  /// Starts the program FileWorker.
  convenience init(_ words: [String], under tracer: [String] = []) throws {
    try self.init("FileWorker", words, under: tracer)
  }
}
