/// A process that is still the same one later: its number and when it started.
public struct ProcessIdentity: Hashable, Sendable {
  /// The number, which the kernel uses again after the process ended.
  public var pid: Int32

  /// When the process started, in clock ticks since the machine did.
  public var startTime: UInt64

  /// Names a process.
  public init(pid: Int32, startTime: UInt64) {
    self.pid = pid
    self.startTime = startTime
  }
}
