import BatteryJobs
import Foundation
import Logging

/// Writes what the hub and its parts have to say to standard error, one line each.
struct ConsoleLogHandler: LogHandler {
  var logLevel: Logger.Level
  var metadata: Logger.Metadata = [:]
  private let console: Console

  init(level: Logger.Level, console: Console) {
    logLevel = level
    self.console = console
  }

  subscript(metadataKey key: String) -> Logger.Metadata.Value? {
    get { metadata[key] }
    set { metadata[key] = newValue }
  }

  func log(event: LogEvent) {
    let now = console.clock.now
    let time = console.styled(
      ShortTime.format(now, in: .current, now: now),
      .dim,
      on: .error
    )
    var text = "\(event.message)"
    switch event.level {
    case .warning: text = console.styled("warning: \(text)", .yellow, on: .error)
    case .error, .critical: text = console.styled("error: \(text)", .red, on: .error)
    default: break
    }
    let details = metadata.merging(event.metadata ?? [:]) { $1 }
    if logLevel <= .debug, !details.isEmpty {
      text += " " + details.sorted { $0.key < $1.key }.map { "\($0)=\($1)" }.joined(separator: " ")
    }
    console.note("\(time) \(text)")
  }
}

extension VerbosityOptions {
  /// A logger that says as much as the user wants to know.
  var logger: Logger {
    let console = Console.current
    return Logger(label: "batteries") { _ in
      ConsoleLogHandler(level: quiet ? .error : verbose ? .debug : .notice, console: console)
    }
  }
}
