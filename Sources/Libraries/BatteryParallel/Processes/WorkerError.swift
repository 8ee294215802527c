/// Why an item was not done by a pool of worker processes.
public struct WorkerError: Error, Hashable, CustomStringConvertible {
  /// What happened.
  public struct Code: Hashable, Sendable, CustomStringConvertible {
    /// The code's name.
    public let description: String

    /// The worker ended, by itself or by a signal, before it had done the item.
    public static let crashed = Code(description: "crashed")
    /// The worker took longer than an item may, and was killed.
    public static let timedOut = Code(description: "timedOut")
    /// What the worker wrote is no answer.
    public static let garbled = Code(description: "garbled")
    /// The work threw an error; the worker is well.
    public static let threw = Code(description: "threw")
    /// The worker's program could not be started.
    public static let notStarted = Code(description: "notStarted")
    /// More workers had to be started anew than the pool allows.
    public static let tooManyRestarts = Code(description: "tooManyRestarts")
    /// The item cannot be written, or the answer not be read.
    public static let notCoded = Code(description: "notCoded")
    /// The pool is closed.
    public static let closed = Code(description: "closed")
  }

  /// How a worker's process ended.
  public enum Status: Hashable, Sendable, CustomStringConvertible {
    /// By itself, with an exit status.
    case exited(Int32)
    /// By a signal.
    case signalled(Int32)

    /// The status in words.
    public var description: String {
      switch self {
      case .exited(let status): "exited with status \(status)"
      case .signalled(let signal): "was ended by signal \(signal)"
      }
    }
  }

  /// What happened in the last attempt.
  public var code: Code

  /// The item's place among those that were handed over together, from 0.
  public var index: Int

  /// How often the item was tried.
  public var attempts: Int

  /// The last worker that tried, by its process number.
  public var processID: Int32?

  /// How that worker ended, when it did.
  public var status: Status?

  /// The last lines that worker wrote on its standard error.
  public var lastLines: [String]

  /// What happened and what to do, without the item and the process.
  public var message: String

  init(
    _ code: Code,
    index: Int,
    attempts: Int,
    processID: Int32? = nil,
    status: Status? = nil,
    lastLines: [String] = [],
    _ message: String
  ) {
    self.code = code
    self.index = index
    self.attempts = attempts
    self.processID = processID
    self.status = status
    self.lastLines = lastLines
    self.message = message
  }

  /// A line that says which item, which worker, what happened and what to do.
  public var description: String {
    var text = "item \(index)"
    if attempts > 1 { text += ", attempt \(attempts)" }
    if let processID { text += ", worker \(processID)" }
    text += ": \(message)"
    if !lastLines.isEmpty { text += " Its last lines: \(lastLines.joined(separator: " | "))" }
    return text
  }
}
