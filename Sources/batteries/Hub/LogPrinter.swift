import BatteryHub
import BatteryJobs
import Foundation

/// Prints lines of a run's log.
struct LogPrinter {
  private let console: Console
  private let isFiltered: Bool

  /// Makes a printer.
  ///
  /// `isFiltered` makes harmless what a terminal would obey, colours aside: what a job prints may
  /// come from anybody. What does not go to a terminal is left as it is.
  init(_ console: Console, isFiltered: Bool) {
    self.console = console
    self.isFiltered = isFiltered
  }

  /// Prints lines: what programs printed to the output that they printed it to, and what the hub
  /// says to standard error.
  func print(_ lines: [LogLine]) throws {
    for (stream, group) in Self.grouped(lines) {
      let isShown = isFiltered && console.isTerminal(stream)
      var bytes: [UInt8] = []
      for line in group {
        let text = isShown ? TerminalFilter.filtered(line.bytes) : line.bytes
        if line.source == .system, let style = console.style(.dim, on: stream) {
          bytes += style.applied(to: String(decoding: text, as: UTF8.self)).utf8
        } else {
          bytes += text
        }
        bytes.append(0x0A)
      }
      try console.write(stream, bytes)
    }
  }

  /// Joins neighbouring lines of the same stream, so that each group is one write.
  private static func grouped(_ lines: [LogLine]) -> [(Console.Stream, [LogLine])] {
    var groups: [(Console.Stream, [LogLine])] = []
    for line in lines {
      let stream: Console.Stream = line.source == .output ? .output : .error
      if groups.last?.0 == stream {
        groups[groups.count - 1].1.append(line)
      } else {
        groups.append((stream, [line]))
      }
    }
    return groups
  }
}
