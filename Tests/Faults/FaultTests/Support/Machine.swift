import Foundation
import Synchronization

/// What the kernel says about other processes.
enum Machine {
  /// The processes that have a text in their environment, zombies left out.
  ///
  /// Reads `/proc` by itself, because the code that the hub finds them with is what is tested.
  static func processes(withEnvironment text: String) -> [Int32] {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []
    let wanted = Data(text.utf8)
    return names.compactMap { Int32($0) }.filter { pid in
      FileManager.default.contents(atPath: "/proc/\(pid)/environ")?.range(of: wanted) != nil
    }
  }

  /// The most memory that a process has had, in megabytes.
  static func peakMegabytes(of pid: Int32) -> Int? {
    guard let data = FileManager.default.contents(atPath: "/proc/\(pid)/status") else { return nil }
    for line in String(decoding: data, as: UTF8.self).split(separator: "\n")
    where line.hasPrefix("VmHWM:") {
      return line.split(separator: " ").dropFirst().first.flatMap { Int($0) }.map { $0 / 1024 }
    }
    return nil
  }
}

/// Measures for how long the machine keeps a thread waiting that wants to run.
///
/// A limit in milliseconds means nothing on a machine that stands still for seconds; it holds for
/// what is beyond this.
final class StallWatch: Sendable {
  private let state = Mutex<(stalls: [(end: Date, length: Double)], isOver: Bool)>(([], false))

  init() {
    Thread.detachNewThread { [weak self] in
      while true {
        let start = Date()
        usleep(5000)
        let end = Date()
        guard let self, !self.isOver else { return }
        self.note(end, end.timeIntervalSince(start) - 0.005)
      }
    }
  }

  private var isOver: Bool { state.withLock { $0.isOver } }

  private func note(_ end: Date, _ length: Double) {
    guard length > 0.005 else { return }
    state.withLock { $0.stalls.append((end, length)) }
  }

  /// The sum of the stalls in the second before a time.
  func stalled(before time: Date) -> Double {
    state.withLock { state in
      state.stalls.filter { $0.end > time - 1 && $0.end <= time + 0.1 }.reduce(0) { $0 + $1.length }
    }
  }

  func stop() {
    state.withLock { $0.isOver = true }
  }
}
