import ArgumentParser
import BatteryFiles
import BatteryJobs
import FilesTool
import SystemPackage

/// `batteries files find`: finds files in the catalog.
struct FilesFindCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "find",
    abstract: "Find files in the catalog.",
    discussion: """
      All words have to be in the name, whatever their case; one with * or ? is a pattern of the \
      whole name, one with / has to be in the path, and what is in double quotes is one word. How \
      fresh the answer is goes to standard error. The status is 1 when nothing is found. Examples:
        batteries files find 'invoice 2026' --kind document --size '>1MB'
        batteries files find '*.raw' --folder ~/Pictures --sort size -n 20 -l
        batteries files find --tag taxes -0 | xargs -0 ls -l
      """
  )

  @Argument(help: "Words of the name.")
  var words: [String] = []

  @OptionGroup var query: FileQueryOptions

  @Option(help: ArgumentHelp("Save the search under a name.", valueName: "name"))
  var save: String?

  @Option(help: ArgumentHelp("Search as it was saved under a name.", valueName: "name"))
  var saved: String?

  @Option(help: ArgumentHelp("Remove a saved search.", valueName: "name"))
  var unsave: String?

  @Option(
    help: "The order: by path, name, size (the largest first), modified (the latest first), none."
  )
  var sort: FileQuery.Order = .path

  @Option(
    name: [.customShort("n"), .long],
    help: ArgumentHelp("How many to print at most.", valueName: "count")
  )
  var limit: Int?

  @Flag(
    name: [.customShort("0"), .customLong("null")],
    help: "Print a zero byte after each path, and the path as it is."
  )
  var null = false

  @Flag(name: .shortAndLong, help: "Print kind, size, time and tags as well.")
  var long = false

  @Flag(help: "Leave out what is not there any more.")
  var check = false

  @OptionGroup var catalog: CatalogOptions
  @OptionGroup var output: FormatOptions
  @OptionGroup var verbosity: VerbosityOptions

  func validate() throws {
    if let limit, limit < 0 { throw ValidationError("--limit must be 0 or more, not \(limit).") }
    let isAsked = !query.query(words).isEmpty
    if saved != nil, isAsked {
      throw ValidationError("--saved is for a search without conditions.")
    }
    if save != nil, !isAsked { throw ValidationError("--save needs a search to be saved.") }
    if unsave != nil, isAsked || saved != nil {
      throw ValidationError("--unsave is for itself alone.")
    }
    if null, output.format != .text || long {
      throw ValidationError("-0 prints paths alone. Leave out --format and --long.")
    }
  }

  func run() async throws {
    let console = Console.current
    let now = console.clock.now
    let typed = query.query(words)
    if let unsave {
      let isKnown = try await catalog.use(for: .writing) { catalog, _ in
        try catalog.removeSearch(named: unsave)
      }
      if isKnown { return }
      throw CommandFailure(
        ExitStatus.missing,
        "There is no saved search \"\(DisplayText.harmless(unsave))\"."
      )
    }
    let needsTags = long || output.format != .text
    let (found, freshness) = try await catalog.use(for: save == nil ? .reading : .writing) {
      [saved, save, sort, limit, check]
      catalog,
      _ in
      let query = try saved.map { try catalog.search(named: $0) } ?? typed
      if let save { try catalog.save(query, as: save) }
      var found = try catalog.find(
        query,
        order: sort,
        limit: check ? nil : limit,
        withTags: needsTags,
        now: now,
        home: console.directory
      )
      if check {
        found.removeAll { (try? FileStatus(at: $0.path, followsLink: false)) == nil }
        if let limit { found = Array(found.prefix(limit)) }
      }
      return (found, try catalog.freshness(of: found))
    }
    try FoundFilePrinter(console, output.format, isLong: long, isNull: null).print(found)
    verbosity.note(freshness.summary(now: now))
    if found.isEmpty { throw CommandFailure(ExitStatus.negative) }
  }
}
