import ArgumentParser
import BatteryFiles
import BatteryJobs
import SystemPackage

/// `batteries files diff`: how two directories differ.
struct FilesDiffCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "diff",
    abstract: "Say how two directories differ.",
    discussion: """
      Files of the same size and time count as the same, unless --contents has their bytes compared. \
      The status is 1 when there is a difference.
      """
  )

  @Argument(help: "One directory.", completion: .directory)
  var left: String

  @Argument(help: "The other.", completion: .directory)
  var right: String

  @Flag(name: .shortAndLong, help: "Compare the contents of files.")
  var contents = false

  @Flag(help: "List what is the same as well.")
  var same = false

  @Option(
    help: ArgumentHelp("A name that is left out; may be given several times.", valueName: "name")
  )
  var exclude: [String] = []

  @OptionGroup var output: FormatOptions
  @OptionGroup var verbosity: VerbosityOptions

  private struct Row: Encodable {
    var change: String
    var path: PathText
  }

  func run() async throws {
    let console = Console.current
    let (one, other) = (console.resolve(left), console.resolve(right))
    let ignored = Set(exclude.compactMap { FilePath.Component($0) })
    let depth: FileComparison.Depth = contents ? .deep : .shallow
    let comparisons = try await Interruption.cancels {
      try await BlockingWork.run { _ in
        try FilePlaces.checking {
          try DirectoryComparison.compare(one, other, depth, ignoring: ignored)
        }
      }
    }
    let rows = comparisons.flatMap(changes)
      .sorted { $0.path.path.bytes.lexicographicallyPrecedes($1.path.path.bytes) }
    try print(rows, console)
    let count = rows.count { $0.change != "same" }
    verbosity.note(
      count == 0 ? "the same" : "\(count) \(count == 1 ? "difference" : "differences")"
    )
    if count > 0 { throw CommandFailure(ExitStatus.negative) }
  }

  private func changes(_ comparison: DirectoryComparison) -> [Row] {
    let lists: [(String, [FilePath.Component])] = [
      ("left", comparison.leftOnly), ("right", comparison.rightOnly),
      ("differs", comparison.differing), ("unlike", comparison.funny),
      ("same", same ? comparison.same : []),
    ]
    return lists.flatMap { change, names in
      names.map { Row(change: change, path: PathText(path: comparison.path.appending($0))) }
    }
  }

  private func print(_ rows: [Row], _ console: Console) throws {
    if output.format == .json { return try console.print(JSONText.encode(rows)) }
    if output.format == .text {
      let marks = ["left": "-", "right": "+", "differs": "M", "unlike": "?", "same": " "]
      for row in rows {
        let path = DisplayText.harmless(row.path.path.string)
        try console.print("\(marks[row.change] ?? "?") \(path)")
      }
      return
    }
    let table = ReportTable(
      columns: [.init("change"), .init("path")],
      rows: rows.map { [$0.change, $0.path.path.string] }
    )
    try console.print(table, format: output.format)
  }
}
