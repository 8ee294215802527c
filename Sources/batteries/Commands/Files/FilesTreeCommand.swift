import ArgumentParser
import BatteryFiles
import BatteryJobs
import SystemPackage

/// `batteries files tree`: a directory as a tree.
struct FilesTreeCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "tree",
    abstract: "Show a directory as a tree."
  )

  @Argument(help: "The directory.", completion: .directory)
  var directory = "."

  @Option(name: .shortAndLong, help: "How many levels are shown.")
  var depth = Int.max

  @Option(
    name: [.customShort("n"), .long],
    help: ArgumentHelp("How many entries are shown at most.", valueName: "count")
  )
  var limit = 10_000

  @Flag(name: .shortAndLong, help: "Show names that begin with a dot.")
  var all = false

  @Flag(help: "Show directories only.")
  var directories = false

  @Flag(name: .shortAndLong, help: "Show the sizes of files.")
  var size = false

  @Flag(help: "Leave out what .gitignore files name.")
  var gitignore = false

  @OptionGroup var output: FormatOptions
  @OptionGroup var verbosity: VerbosityOptions

  func validate() throws {
    if depth < 1 { throw ValidationError("--depth must be 1 or more, not \(depth).") }
    if limit < 0 { throw ValidationError("--limit must be 0 or more, not \(limit).") }
  }

  func run() async throws {
    let console = Console.current
    let root = console.resolve(directory)
    let walk = walk(root)
    let tree = try await Interruption.cancels { [limit, size] in
      try await BlockingWork.run { cancellation in
        try FilePlaces.checking {
          try FileTreeListing(walk, limit: limit, withSizes: size, cancellation)
        }
      }
    }
    switch output.format {
    case .text:
      try console.print(DisplayText.harmless(directory))
      try tree.forEachLine { try console.print($0) }
    case .json: try console.print(JSONText.encode(tree.rows))
    default:
      let table = ReportTable(
        columns: [.init("kind"), .init("size", .trailing), .init("path")],
        rows: tree.rows.map { [$0.kind, $0.size.map { "\($0)" } ?? "", $0.path.path.string] }
      )
      try console.print(table, format: output.format)
    }
    for failure in tree.failures { console.complain(DisplayText.harmless(failure.description)) }
    verbosity.note(tree.summary)
    if !tree.failures.isEmpty { throw CommandFailure(ExitStatus.inputOutput) }
  }

  private func walk(_ root: FilePath) -> DirectoryWalk {
    var walk = DirectoryWalk(root, isSorted: true)
    walk.includesHidden = all
    walk.maximumDepth = depth
    if size { walk.fields = [.kind, .size] }
    if gitignore { walk.ignoreFiles = [".gitignore"] }
    if directories { walk.filter = { $0.kind == .directory ? .all : .none } }
    return walk
  }
}
