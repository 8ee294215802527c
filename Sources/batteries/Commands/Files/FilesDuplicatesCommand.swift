import ArgumentParser
import BatteryFiles
import BatteryJobs
import FilesTool
import SystemPackage

/// `batteries files duplicates`: files of the same content.
struct FilesDuplicatesCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "duplicates",
    abstract: "Find files of the same content.",
    discussion: """
      Files are compared by size, then by their beginnings, then as a whole, and in the end byte by \
      byte. Several names of one file (hard links) are no duplicates. Nothing is changed. The status \
      is 1 when there are duplicates.
      """
  )

  @Argument(help: "The directories.", completion: .directory)
  var directories: [String] = ["."]

  @Option(help: ArgumentHelp("The least size of files that count.", valueName: "size"))
  var minSize = ByteCount(bytes: 1)

  @Flag(help: "Look into directories on other file systems, too.")
  var allFilesystems = false

  @Flag(help: "Only files that the catalog knows.")
  var fromCatalog = false

  @Flag(
    name: [.customShort("0"), .customLong("null")],
    help: "Print a zero byte after each path, and two after each group."
  )
  var null = false

  @OptionGroup var catalog: CatalogOptions
  @OptionGroup var output: FormatOptions
  @OptionGroup var verbosity: VerbosityOptions

  func validate() throws {
    if null, output.format != .text {
      throw ValidationError("-0 prints paths alone. Leave out --format.")
    }
  }

  func run() async throws {
    let console = Console.current
    let paths = directories.map { console.resolve($0) }
    var search = DuplicateSearch()
    search.leastSize = minSize.bytes
    search.isOneFilesystem = !allFilesystems
    let known = try await fromCatalog ? catalogFiles(below: paths) : nil
    let report = try await Interruption.cancels { [search] in
      try await BlockingWork.run { cancellation in
        var search = search
        search.cancellation = cancellation
        return try FilePlaces.checking { try search.search(paths) }
      }
    }
    let groups = report.groups.compactMap { group -> DuplicateSearch.Group? in
      guard let known else { return group }
      let paths = group.paths.filter(known.contains)
      return paths.count > 1 ? .init(size: group.size, paths: paths) : nil
    }
    try DuplicatePrinter(console, output.format, isNull: null).print(groups)
    for failure in report.failures { console.complain(DisplayText.harmless(failure.description)) }
    let wasted = groups.reduce(0) { $0 + $1.size * Int64($1.paths.count - 1) }
    verbosity.note(
      "\(groups.count) \(groups.count == 1 ? "group" : "groups") of duplicates; \(ByteCount(bytes: wasted)) could be free"
    )
    if !groups.isEmpty { throw CommandFailure(ExitStatus.negative) }
    if !report.failures.isEmpty { throw CommandFailure(ExitStatus.inputOutput) }
  }

  private func catalogFiles(below paths: [FilePath]) async throws -> Set<FilePath> {
    let query = FileQuery(kinds: FileCategory.allCases.filter(\.isFile))
    return try await catalog.use(for: .reading) { catalog, _ in
      var files: Set<FilePath> = []
      for path in paths {
        var query = query
        query.folder = path.string
        files.formUnion(try catalog.find(query, order: .none).map(\.path))
      }
      return files
    }
  }
}
