public import ArgumentParser
import BatteryJobs
public import DiskTool

/// `batteries disk`: what fills a directory.
struct DiskCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "disk",
    abstract: "Say what fills a directory, and how full its file system is."
  )

  @Argument(help: "The directory.", completion: .directory)
  var path = "."

  @Option(name: .shortAndLong, help: "How many levels below it have rows of their own.")
  var depth = 1

  @Option(name: [.customShort("n"), .long], help: "How many rows there are at most.")
  var top = 20

  @Flag(help: "Look into directories on other file systems, too.")
  var allFilesystems = false

  @Option(
    help: ArgumentHelp("Warn when the file system is fuller than this.", valueName: "percent")
  )
  var warnAbove: Percentage?

  @Option(
    help: ArgumentHelp("End with status 1 when the file system is fuller.", valueName: "percent")
  )
  var failAbove: Percentage?

  @OptionGroup var options: ToolOptions

  func run() async throws {
    try await options.run(
      DiskJob(
        path: path,
        depth: depth,
        top: top,
        oneFilesystem: !allFilesystems,
        warnAbove: warnAbove,
        failAbove: failAbove
      )
    )
  }
}

extension Percentage: ExpressibleByArgument {
  /// Reads an argument.
  public init?(argument: String) { self.init(argument) }
}
