import Foundation
import SystemPackage

#if canImport(Glibc)
import Glibc
#elseif canImport(Darwin)
import Darwin
#endif

/// What the figures were measured on, and what this process has used of it.
enum Machine {
  #if canImport(Glibc)
  private static let ownUsage = __rusage_who_t(RUSAGE_SELF.rawValue)
  private static let usageOfChildren = __rusage_who_t(RUSAGE_CHILDREN.rawValue)
  #else
  private static let ownUsage = RUSAGE_SELF
  private static let usageOfChildren = RUSAGE_CHILDREN
  #endif

  /// The processor and the system in one line.
  static var description: String {
    let info = contents(of: "/proc/cpuinfo").split(separator: "\n")
    let model = info.first { $0.hasPrefix("model name") }?.split(separator: ":").last
    let name = model?.trimmingCharacters(in: .whitespaces) ?? "unknown processor"
    let process = ProcessInfo.processInfo
    return "\(process.activeProcessorCount) cores (\(name)), "
      + "\(process.physicalMemory >> 30) GiB, \(process.operatingSystemVersionString)"
  }

  /// How many tasks wanted to run in the last minute.
  static var load: String {
    contents(of: "/proc/loadavg").split(separator: " ").first.map(String.init) ?? "unknown"
  }

  /// The resident memory of this process in bytes.
  static var residentBytes: Int {
    let fields = contents(of: "/proc/self/statm").split(separator: " ")
    return fields.count > 1 ? (Int(fields[1]) ?? 0) * Int(getpagesize()) : 0
  }

  /// The most resident memory this process ever had, in MiB.
  static var peakMebibytes: Double {
    var usage = rusage()
    getrusage(ownUsage, &usage)
    return Double(usage.ru_maxrss) / 1024
  }

  /// The processor time of this process in seconds.
  static var processorSeconds: Double {
    var usage = rusage()
    getrusage(ownUsage, &usage)
    return seconds(usage.ru_utime) + seconds(usage.ru_stime)
  }

  /// The most resident memory that a process had which this one started and waited for, in MiB.
  static var peakMebibytesOfChildren: Double {
    var usage = rusage()
    getrusage(usageOfChildren, &usage)
    return Double(usage.ru_maxrss) / 1024
  }

  /// The processor time of the processes that this one started and waited for, in seconds.
  static var processorSecondsOfChildren: Double {
    var usage = rusage()
    getrusage(usageOfChildren, &usage)
    return seconds(usage.ru_utime) + seconds(usage.ru_stime)
  }

  private static func seconds(_ time: timeval) -> Double {
    Double(time.tv_sec) + Double(time.tv_usec) / 1e6
  }

  private static func contents(of path: String) -> String {
    (try? String(contentsOfFile: path, encoding: .utf8)) ?? ""
  }
}

extension Duration {
  /// The duration in seconds.
  var inSeconds: Double { self / .seconds(1) }
}
