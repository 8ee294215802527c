import ArgumentParser
import BatteryFiles
import BatteryJobs
import FilesTool
import SystemPackage

/// `batteries files tag`: gives files tags.
struct FilesTagCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "tag",
    abstract: "Give files a tag.",
    discussion: """
      A tag goes with the file: when it is moved or renamed, the next index finds it by its content. \
      With --saved all that a saved search finds has the tag, anew after each index. Examples:
        batteries files tag taxes,2026 invoice.pdf receipt.pdf
        batteries files tag taxes --saved invoices
      """
  )

  @Argument(help: "The tag, or several with commas between them.")
  var tag: String

  @Argument(help: "The files, which the catalog has to know.", completion: .file())
  var files: [String] = []

  @Option(help: ArgumentHelp("Tag what a saved search finds, now and later.", valueName: "name"))
  var saved: String?

  @Flag(help: "Write the tags to the attribute user.xdg.tags of the files as well.")
  var xattr = false

  @OptionGroup var catalog: CatalogOptions
  @OptionGroup var verbosity: VerbosityOptions

  func validate() throws {
    if files.isEmpty == (saved == nil) {
      throw ValidationError("Name the files, or a saved search with --saved.")
    }
    if xattr, saved != nil { throw ValidationError("--xattr is for files, not for --saved.") }
  }

  func run() async throws {
    let console = Console.current
    let now = console.clock.now
    let tags = TagArgument.split(tag)
    let paths = files.map { console.resolve($0) }
    let tagging = try await catalog.use(for: .writing) { [saved, xattr] catalog, cancellation in
      if let saved {
        let query = try catalog.search(named: saved)
        for tag in tags { try catalog.add(rule: TagRule(tag: tag, find: query), now: now) }
        return nil as Catalog.Tagging?
      }
      return try catalog.tag(tags, paths, writesAttribute: xattr, cancellation)
    }
    guard let tagging else { return verbosity.note("the rule holds from now on") }
    verbosity.note("tagged \(tagging.changed) of \(paths.count) files")
    try TagArgument.report(tagging)
  }
}

/// Tags as the command line has them.
enum TagArgument {
  static func split(_ text: String) -> [String] {
    text.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
  }

  /// Says what could not be tagged, and ends with a status that says so, too.
  static func report(_ tagging: Catalog.Tagging) throws {
    let console = Console.current
    for error in tagging.unread { console.complain(DisplayText.harmless(error.description)) }
    for path in tagging.unknown {
      console.complain(
        "\(DisplayText.harmless(path.string)): the catalog does not know it. "
          + "Run batteries files index on its folder first."
      )
    }
    if !tagging.unknown.isEmpty { throw CommandFailure(ExitStatus.missing) }
    if !tagging.unread.isEmpty { throw CommandFailure(ExitStatus.inputOutput) }
  }
}
