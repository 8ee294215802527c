public import ArgumentParser
import BatteryJobs
import Foundation
public import OrganizeTool
import SystemPackage

/// `batteries organize folder`, and `batteries organize` alone: tidies a folder.
struct OrganizeFolderCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "folder",
    abstract: "Tidy a folder; the word folder can be left out.",
    discussion: """
      The rules come from --by, from a file (--rules), or both, those of the file first. Relative paths \
      in rules lead into the folder, or into --into.
      """
  )

  @Argument(help: "The folder.", completion: .directory)
  var folder: String

  @Option(help: "Sort by what files are, by date, by their ending or by their size.")
  var by: RuleSet?

  @Option(
    help: ArgumentHelp("Rules, as YAML.", valueName: "file"),
    completion: .file(extensions: ["yaml", "yml"])
  )
  var rules: String?

  @Option(
    help: ArgumentHelp(
      "Where sorted files go; the folder itself unless given.",
      valueName: "folder"
    ),
    completion: .directory
  )
  var into: String?

  @Option(
    help: ArgumentHelp(
      "A directory outside of the folder to which rules may move files; may be given several times.",
      valueName: "directory"
    ),
    completion: .directory
  )
  var outside: [String] = []

  @Flag(name: .shortAndLong, help: "Look into the directories below.")
  var recursive = false

  @Flag(help: "Take names that begin with a dot as well.")
  var hidden = false

  @Option(
    help: ArgumentHelp(
      "A pattern of what is passed over; may be given several times.",
      valueName: "glob"
    )
  )
  var exclude: [String] = []

  @Option(help: "What happens when a name is taken; newer and overwrite use the trash.")
  var conflict: ConflictPolicy?

  @Flag(help: "Remove directories that become empty.")
  var removeEmpty = false

  @Option(
    help: ArgumentHelp(
      "What becomes of files with the same content, such as keep=oldest,then=trash; also keep=newest, "
        + "shortestPath, longestPath or first, and then=hardlink or list.",
      valueName: "rule"
    ),
    transform: { try DuplicateRule(words: $0) }
  )
  var duplicates: DuplicateRule?

  @Option(
    help: ArgumentHelp("How long a file must have been left alone.", valueName: "time"),
    transform: { try TimeSpan(wanted: $0) }
  )
  var quietFor: TimeSpan?

  @Option(
    help: ArgumentHelp("Where journals are kept.", valueName: "directory"),
    completion: .directory
  )
  var state: String?

  @Option(
    help: ArgumentHelp("Write the plan to a file for organize apply.", valueName: "file"),
    completion: .file(extensions: ["json"])
  )
  var savePlan: String?

  @Flag(
    name: .shortAndLong,
    help: "Go on, and tidy what comes as soon as nobody writes to it any more."
  )
  var watch = false

  @OptionGroup var options: ToolOptions

  func validate() throws {
    if watch, savePlan != nil || options.dryRun {
      throw ValidationError("--watch does what it plans. Leave --dry-run and --save-plan out.")
    }
    if by == nil, rules == nil, duplicates == nil {
      throw ValidationError("Say how: --by type, --rules FILE or --duplicates.")
    }
  }

  func run() async throws {
    let job = try job()
    if let savePlan {
      let runner = ToolRunner(
        dryRun: true,
        format: options.output.format,
        verbosity: options.verbosity
      )
      let file = Console.current.resolve(savePlan)
      return try await runner.run(
        job,
        planning: { job, context in
          let plan = try await job.makePlan(in: context)
          try plan.save(to: file)
          return plan.shown
        }
      )
    }
    if watch { return try await follow(job) }
    try await options.run(job)
  }

  /// Tidies until Ctrl-C.
  private func follow(_ job: OrganizeJob) async throws {
    do {
      try job.validate()
    } catch {
      throw CommandFailure(ExitStatus.usage, error.description)
    }
    let context = OrganizeStateOptions.context(options.verbosity)
    let format = options.output.format
    options.verbosity.note("watching \(job.root); Ctrl-C ends it")
    try await Interruption.cancels {
      try await job.watch(in: context) { try OrganizeReportPrinter.print($0, format) }
    }
  }

  /// The same as a configuration has it.
  private func job() throws -> OrganizeJob {
    var job = OrganizeJob(root: folder)
    if let rules {
      let file = Console.current.resolve(rules)
      guard let data = FileManager.default.contents(atPath: file.string) else {
        throw CommandFailure(
          ExitStatus.missing,
          "\(rules): the rules cannot be read. Check the path."
        )
      }
      job = try RuleText.checkedJob(String(decoding: data, as: UTF8.self), file: rules)
      job.root = folder
    }
    if let by { job.by = by }
    if let into { job.into = into }
    if let conflict { job.conflict = conflict }
    if let duplicates { job.duplicates = duplicates }
    if let quietFor { job.quietFor = quietFor }
    if let state { job.state = state }
    job.outside += outside.map { Console.current.resolve($0).string }
    job.exclude += exclude
    job.recursive = job.recursive || recursive
    job.hidden = job.hidden || hidden
    job.removeEmpty = job.removeEmpty || removeEmpty
    return job
  }
}

extension RuleSet: ExpressibleByArgument {}
extension ConflictPolicy: ExpressibleByArgument {}

extension DuplicateRule {
  /// Reads `keep=oldest,then=trash`.
  fileprivate init(words argument: String) throws {
    self.init()
    for part in argument.split(separator: ",") {
      let words = part.split(separator: "=", maxSplits: 1).map(String.init)
      switch (words.first, words.last) {
      case ("keep", let word?):
        let name =
          word == "shortest-path"
          ? "shortestPath" : word == "longest-path" ? "longestPath" : word
        guard let keep = Keep(rawValue: name) else { throw Self.unknown(part) }
        self.keep = keep
      case ("then", let word?):
        guard let then = Then(rawValue: word) else { throw Self.unknown(part) }
        self.then = then
      default: throw Self.unknown(part)
      }
    }
  }

  private static func unknown(_ part: Substring) -> ValidationError {
    let keep = Keep.allCases.map(\.rawValue).joined(separator: ", ")
    let then = Then.allCases.map(\.rawValue).joined(separator: ", ")
    return ValidationError(
      "\"\(part)\" cannot be used here. Write keep= with one of \(keep), and then= with one of \(then)."
    )
  }
}
