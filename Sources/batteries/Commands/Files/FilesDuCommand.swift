import ArgumentParser
import BatteryFiles
import BatteryJobs
import SystemPackage

/// `batteries files du`: what directories take.
struct FilesDuCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "du",
    abstract: "Say how much directories take, the largest first.",
    discussion: """
      The size is the room on the disk, as du has it; --apparent adds up the lengths of the files. A \
      file with several names counts once.
      """
  )

  @Argument(help: "The directories.", completion: .directory)
  var directories: [String] = ["."]

  @Option(name: .shortAndLong, help: "How many levels below have rows of their own.")
  var depth = 1

  @Option(
    name: [.customShort("n"), .long],
    help: "How many rows there are at most of each directory."
  )
  var top = 50

  @Option(
    help: ArgumentHelp("How many of the largest files are listed as well.", valueName: "count")
  )
  var files = 0

  @Flag(help: "Add up the lengths of the files.")
  var apparent = false

  @Flag(help: "Look into directories on other file systems, too.")
  var allFilesystems = false

  @OptionGroup var output: FormatOptions
  @OptionGroup var verbosity: VerbosityOptions

  private struct Row: Encodable {
    var path: PathText
    var allocated: Int64
    var apparent: Int64
    var files: Int
  }

  func validate() throws {
    for (name, value) in [("--depth", depth), ("--top", top), ("--files", files)] where value < 0 {
      throw ValidationError("\(name) must be 0 or more, not \(value).")
    }
  }

  func run() async throws {
    let console = Console.current
    var options = DiskUsage.Options()
    options.depth = files > 0 ? max(depth, 1) : depth
    options.largestFiles = files
    options.isOneFileSystem = !allFilesystems
    var rows: [Row] = []
    var failures = 0
    for directory in directories {
      let root = console.resolve(directory)
      let usage = try await Interruption.cancels { [options] in
        try await BlockingWork.run { cancellation in
          try FilePlaces.checking {
            try DiskUsage(of: root, options) { try cancellation.check() }
          }
        }
      }
      let below = (usage.directories + usage.largestFiles).sorted { size($0) > size($1) }
      for item in [usage.total] + below.prefix(top) {
        rows.append(
          Row(
            path: PathText(path: root.pushing(item.path)),
            allocated: item.allocated,
            apparent: item.apparent,
            files: item.files
          )
        )
      }
      for failure in usage.failures { console.complain(DisplayText.harmless(failure.description)) }
      failures += usage.failureCount
    }
    try print(rows, console)
    if failures > 0 { throw CommandFailure(ExitStatus.inputOutput) }
  }

  private func size(_ item: DiskUsage.Item) -> Int64 { apparent ? item.apparent : item.allocated }

  private func print(_ rows: [Row], _ console: Console) throws {
    if output.format == .json { return try console.print(JSONText.encode(rows)) }
    let isText = output.format == .text
    let table = ReportTable(
      columns: [.init("size", .trailing), .init("files", .trailing), .init("path")],
      rows: rows.map { row in
        let size = apparent ? row.apparent : row.allocated
        let text = isText ? ByteCount(bytes: size).description : "\(size)"
        return [text, "\(row.files)", row.path.path.string]
      }
    )
    try console.print(table, format: output.format)
  }
}
