import ArgumentParser
import BatteryHub
import BatteryJobs
import BatteryStatistics
import BatteryTables
import Foundation
import SystemPackage

/// Why a command ended without doing its work: a status and what to print, one line a problem.
struct CommandFailure: Error {
  /// The exit status.
  var status: Int32

  /// What to print; empty when the status says it all.
  var lines: [String]

  /// Whether the lines begin with a place, `batteries.yaml:3:1:`, instead of the program's name.
  var isPlaced = false

  /// Describes a failure in one line: where, what, and what to do.
  init(_ status: Int32, _ message: String) {
    self.status = status
    lines = [message]
  }

  /// Describes a failure that was already told.
  init(_ status: Int32) {
    self.status = status
    lines = []
  }

  /// Describes any error that a command throws.
  init(_ error: any Error) {
    switch error {
    case let error as CommandFailure: self = error
    case let error as ConfigurationProblems:
      self.init(ExitStatus.configuration)
      lines = error.description.split(separator: "\n").map(String.init)
      isPlaced = true
    case let error as ConfigurationError:
      self.init(ExitStatus.configuration, error.description)
    case let error as JobError:
      self.init(error.exitStatus ?? error.code.exitStatus, error.message)
    case let error as StoreError: self.init(Self.status(of: error), error.message)
    case let error as HubError: self.init(Self.status(of: error), error.message)
    case let error as TableError: self.init(Self.status(of: error), error.message)
    case let error as StatisticsError: self.init(Self.status(of: error), error.message)
    case let error as ScheduleError: self.init(ExitStatus.usage, error.message)
    case is CancellationError: self.init(ExitStatus.interrupted, "Interrupted.")
    case let error as Errno: self.init(Self.status(of: error), "\(error).")
    case let error where Batteries.exitCode(for: error) == .validationFailure:
      self.init(ExitStatus.usage, Self.usageMessage(error))
    default: self.init(ExitStatus.software, Self.unexpected(error))
    }
  }

  private static func status(of error: HubError) -> Int32 {
    switch error.code {
    case .notFound: ExitStatus.missing
    case .conflict: ExitStatus.negative
    default: ExitStatus.unavailable
    }
  }

  private static func status(of error: StoreError) -> Int32 {
    switch error.code {
    case .damaged: ExitStatus.badData
    case .newer: ExitStatus.configuration
    case .full: ExitStatus.inputOutput
    default: ExitStatus.unavailable
    }
  }

  private static func status(of error: TableError) -> Int32 {
    switch error.code {
    case .unknownColumn, .invalidExpression: ExitStatus.usage
    case .notFound: ExitStatus.missing
    case .denied: ExitStatus.denied
    case .inputOutput: ExitStatus.inputOutput
    case .unavailable: ExitStatus.unavailable
    case .cannotCreate: ExitStatus.cannotCreate
    default: ExitStatus.badData
    }
  }

  private static func status(of error: StatisticsError) -> Int32 {
    switch error.code {
    case .invalidArgument, .formula, .unknownColumn: ExitStatus.usage
    default: ExitStatus.badData
    }
  }

  private static func status(of error: Errno) -> Int32 {
    switch error {
    case .noSuchFileOrDirectory: ExitStatus.missing
    case .permissionDenied, .notPermitted: ExitStatus.denied
    default: ExitStatus.inputOutput
    }
  }

  /// The parser's message on one line, with the command that explains more.
  private static func usageMessage(_ error: any Error) -> String {
    let lines = Batteries.message(for: error).split(whereSeparator: \.isNewline)
      .map { $0.trimmingCharacters(in: .whitespaces) }
    let choices = lines.filter { $0.hasPrefix("- ") }.map { String($0.dropFirst(2)) }
    let text = lines.filter { !$0.hasPrefix("- ") }.joined(separator: " ")
    let message = choices.isEmpty ? text : "\(text) \(choices.joined(separator: ", "))"
    let end = message.last.map { ".?!".contains($0) } == true ? "" : "."
    let help = Batteries.fullMessage(for: error, columns: 80)
      .split(separator: "'").first { $0.hasPrefix("batteries") && $0.hasSuffix("--help") }
      .map(String.init)
    if let known = meantCommand(message, help ?? "") { return known }
    return "\(message)\(end) See \(help ?? "batteries --help")."
  }

  /// What to say when the first word that was not expected is near to the name of a command.
  private static func meantCommand(_ message: String, _ help: String) -> String? {
    let words = help.split(separator: " ").dropFirst().dropLast().map(String.init)
    guard message.lowercased().contains("unexpected argument"),
      let word = message.split(separator: "'").dropFirst().first.map(String.init),
      !words.isEmpty || !help.isEmpty
    else { return nil }
    var command: any ParsableCommand.Type = Batteries.self
    for name in words {
      let below = command.configuration.subcommands
      guard let next = below.first(where: { $0.configuration.name($0) == name }) else { return nil }
      command = next
    }
    let names = command.configuration.subcommands.map { $0.configuration.name($0) }
    guard !names.isEmpty else { return nil }
    let path = (["batteries"] + words).joined(separator: " ")
    guard let near = NearestWord.find(word, in: names) else { return nil }
    return "There is no command \(word). Did you mean \(path) \(near)? See \(help)."
  }

  private static func unexpected(_ error: any Error) -> String {
    // Foundation's own description of its errors is for programmers.
    let cause = (error as NSError).userInfo[NSUnderlyingErrorKey] as? NSError
    let text =
      if let cause, cause.domain == NSPOSIXErrorDomain {
        Errno(rawValue: Int32(cause.code)).description
      } else {
        (error as? any LocalizedError)?.errorDescription ?? "\(error)"
      }
    return text.split(whereSeparator: \.isNewline).joined(separator: " ")
  }
}

extension CommandConfiguration {
  /// What a command is called on the command line.
  fileprivate func name(_ command: any ParsableCommand.Type) -> String {
    commandName ?? command._commandName
  }
}
