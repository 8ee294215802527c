public import ArgumentParser
import BatteryJobs
public import PruneTool

/// `batteries prune`: deletes old files.
struct PruneCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "prune",
    abstract: "Delete old files and keep the newest.",
    discussion: """
      Deletes ordinary files that match, are older than --older-than, and are not among the newest \
      --keep; links are never followed. --dry-run prints what would go. Example:
        batteries prune /srv/backups --match '*.tar' --older-than 30d --dry-run
      """
  )

  @Argument(help: "The directory.", completion: .directory)
  var path: String

  @Option(
    help: ArgumentHelp(
      "A pattern of the files that may go; may be given several times.",
      valueName: "glob"
    )
  )
  var match: [String] = []

  @Option(
    help: ArgumentHelp(
      "A pattern of files that stay; may be given several times.",
      valueName: "glob"
    )
  )
  var exclude: [String] = []

  @Option(help: ArgumentHelp("How old a file must be, such as 30d.", valueName: "time"))
  var olderThan: TimeSpan?

  @Option(help: ArgumentHelp("How many of the newest stay whatever their age.", valueName: "count"))
  var keep: Int?

  @Option(help: "Of which files the newest stay: of all (tree), or of each directory.")
  var keepIn: PruneJob.Scope = .tree

  @Flag(name: .shortAndLong, help: "Look into the directories below.")
  var recursive = false

  @Flag(help: "Remove directories that become empty.")
  var directories = false

  @Option(
    help: ArgumentHelp("How many files to delete at most, the oldest first.", valueName: "count")
  )
  var limit: Int?

  @OptionGroup var options: ToolOptions

  func run() async throws {
    try await options.run(
      PruneJob(
        path: path,
        match: match.isEmpty ? ["*"] : match,
        exclude: exclude,
        olderThan: olderThan,
        keep: keep,
        keepIn: keepIn,
        recursive: recursive,
        directories: directories,
        limit: limit
      )
    )
  }
}

extension PruneJob.Scope: ExpressibleByArgument {}
