import ArgumentParser
import BatteryJobs

/// The command line as a function, so that tests run it in their own process.
enum CommandLineTool {
  /// Runs a command line, without the program's name, and returns its exit status.
  static func run(_ arguments: [String]) async -> Int32 {
    do {
      var command = try Batteries.parseAsRoot(CalcCommand.escaping(arguments))
      if var command = command as? any AsyncParsableCommand {
        try await command.run()
      } else {
        try command.run()
      }
      return ExitStatus.success
    } catch {
      return report(error)
    }
  }

  /// Prints what a command threw: help to standard output, a failure as one line to standard error.
  private static func report(_ error: any Error) -> Int32 {
    let console = Console.current
    if error is ClosedPipe { return ExitStatus.success }
    if let status = error as? ExitCode { return status.rawValue }
    if Batteries.exitCode(for: error) == .success {
      let text = Batteries.fullMessage(for: error, columns: console.width(of: .output) ?? 80)
      do {
        if !text.isEmpty { try console.print(text) }
      } catch {
        return error is ClosedPipe ? ExitStatus.success : ExitStatus.inputOutput
      }
      return ExitStatus.success
    }
    let failure = CommandFailure(error)
    for line in failure.lines {
      // Names and cells of files may have what a terminal obeys; breaks are the message's own.
      let line = line.split(separator: "\n", omittingEmptySubsequences: false)
        .map { DisplayText.harmless(String($0)) }.joined(separator: "\n")
      if failure.isPlaced { console.note(line) } else { console.complain(line) }
    }
    return failure.status
  }
}
