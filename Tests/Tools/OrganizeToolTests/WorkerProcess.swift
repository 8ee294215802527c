import TestKit

extension WorkerProcess {
  /// Starts the program OrganizeWorker.
  convenience init(_ words: [String], under tracer: [String] = []) throws {
    try self.init("OrganizeWorker", words, under: tracer)
  }
}
