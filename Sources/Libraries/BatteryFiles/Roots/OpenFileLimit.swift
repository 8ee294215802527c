#if canImport(Glibc)
import Glibc
#elseif canImport(Darwin)
import Darwin
#endif

/// How many files and directories this process may have open at once.
package enum OpenFileLimit {
  /// A part of the limit, within bounds; the least where the system names no limit.
  package static func share(_ part: Int, within bounds: ClosedRange<Int>) -> Int {
    var limits = rlimit()
    #if canImport(Darwin)
    let result = getrlimit(RLIMIT_NOFILE, &limits)
    #else
    let result = getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limits)
    #endif
    guard result == 0 else { return bounds.lowerBound }
    return min(max(Int(clamping: limits.rlim_cur) / part, bounds.lowerBound), bounds.upperBound)
  }
}
