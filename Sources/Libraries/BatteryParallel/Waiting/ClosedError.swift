/// What is thrown by a queue or a pool that takes nothing more.
public struct ClosedError: Error, Hashable, CustomStringConvertible {
  /// What was closed, as a sentence begins.
  public var what: String

  /// Describes it; `what` is how a sentence begins, as in "The queue".
  public init(_ what: String) { self.what = what }

  /// A line that says what happened and what to do.
  public var description: String {
    "\(what) is closed. Send before it is closed, or close it once all senders are done."
  }
}
