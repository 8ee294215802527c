import Foundation

/// What the machine computes with.
public enum Processors {
  /// How many processors this program may use now; `os.cpu_count()`.
  public static var count: Int { max(1, ProcessInfo.processInfo.activeProcessorCount) }
}
