import ArgumentParser
import BatteryJobs
import FilesTool

/// `batteries files untag`: takes tags from files.
struct FilesUntagCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "untag",
    abstract: "Take a tag from files.",
    discussion: """
      A tag that a rule gave comes back with the next index; --rules ends the rules for it. Example:
        batteries files untag taxes receipt.pdf
      """
  )

  @Argument(help: "The tag, or several with commas between them; \"*\" is all of them.")
  var tag: String

  @Argument(help: "The files.", completion: .file())
  var files: [String] = []

  @Flag(help: "End the rules that give the tag.")
  var rules = false

  @Flag(help: "Write the attribute user.xdg.tags of the files as well.")
  var xattr = false

  @OptionGroup var catalog: CatalogOptions
  @OptionGroup var verbosity: VerbosityOptions

  func validate() throws {
    if files.isEmpty, !rules { throw ValidationError("Name the files, or pass --rules.") }
  }

  func run() async throws {
    let console = Console.current
    let now = console.clock.now
    let tags = tag == "*" ? [] : TagArgument.split(tag)
    let paths = files.map { console.resolve($0) }
    let (tagging, ended) = try await catalog.use(for: .writing) { [rules, xattr] catalog, _ in
      let names = try tags.isEmpty ? catalog.rules().map(\.tag) : tags
      let ended =
        try rules ? names.reduce(0) { try $0 + catalog.removeRules(for: $1, now: now) } : 0
      return (try catalog.untag(tags, paths, writesAttribute: xattr), ended)
    }
    if rules { verbosity.note("ended \(ended) \(ended == 1 ? "rule" : "rules")") }
    if !paths.isEmpty { verbosity.note("untagged \(tagging.changed) of \(paths.count) files") }
    try TagArgument.report(tagging)
  }
}
