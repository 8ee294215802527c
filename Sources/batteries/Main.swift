import ArgumentParser
import Foundation

/// The program `batteries`.
@main
enum Main {
  static func main() async {
    ignoreClosedPipes()
    let status = await CommandLineTool.run(Array(CommandLine.arguments.dropFirst()))
    exit(status)
  }

  /// Makes writing to a closed pipe an error that can be handled, instead of the process's death.
  ///
  /// A handler rather than `SIG_IGN`, because programs that jobs start would inherit the latter.
  private static func ignoreClosedPipes() {
    signal(SIGPIPE) { _ in }
  }
}
