/// An item on its way to a worker.
struct WorkerItem: Sendable {
  /// Its place among those that were handed over together.
  var index: Int
  var body: [UInt8]
  /// Which attempt the next one is.
  var attempt = 1

  /// Whether a worker was lost over it.
  var isSuspect: Bool { attempt > 1 }
}

/// What came of an item.
enum WorkerOutcome: Sendable {
  /// A worker's answer, with the worker's process number.
  case answer([UInt8], processID: Int32)
  case failure(WorkerError)
}
