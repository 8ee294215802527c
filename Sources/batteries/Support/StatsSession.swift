import BatteryFiles
import BatteryJobs
import BatteryStatistics
import BatteryTables
import StatsTool
import SystemPackage

/// Asks a question about data from the command line.
struct StatsSession: Sendable {
  let job: StatsJob
  let verbosity: VerbosityOptions

  /// Reads the files, answers, and tells of the rows that could not be read.
  func run() async throws {
    try Self.check(job.validateCommand)
    let console = Console.current
    let (isQuiet, isVerbose) = (verbosity.quiet, verbosity.verbose)
    let job = job
    try await Interruption.cancels {
      try await BlockingWork.run { cancellation in
        let target = job.output.map { console.path($0) }
        let opener = try TableOpener(
          job.reading,
          job.files.map { console.path($0) },
          outputs: target.map { [$0] } ?? [],
          rejectsFile: job.reading.rejects.map { console.path($0) },
          memory: TableMemory(limit: job.memory.map { Int(clamping: $0.bytes) }, holdsRows: true),
          isCancelled: { cancellation.isCancelled }
        )
        let answer: StatsAnswer
        do {
          answer = try job.answer(opener)
        } catch {
          try? opener.rejects.finish()
          throw error
        }
        try opener.rejects.finish()
        try Self.write(answer, job, opener, to: target, console)
        guard !isQuiet else { return }
        // CSV has no place for notes.
        if Self.format(of: job, target) == .csv {
          for note in answer.notes { console.note(DisplayText.harmless(note)) }
        }
        Self.note(opener, console, isVerbose)
      }
    }
  }

  /// Refuses a command line by what its configuration has wrong.
  static func check(_ validate: () throws(ConfigurationError) -> Void) throws {
    do throws(ConfigurationError) {
      try validate()
    } catch {
      throw CommandFailure(ExitStatus.usage, message(error))
    }
  }

  private static func write(
    _ answer: StatsAnswer,
    _ job: StatsJob,
    _ opener: TableOpener,
    to target: FilePath?,
    _ console: Console
  ) throws {
    let format = format(of: job, target)
    guard let target else {
      let renderer = job.renderer(
        format,
        width: console.width(of: .output),
        hasColours: console.hasColours(.output)
      )
      return try console.print(renderer.render(answer))
    }
    let file = try OutputFile(target, inputs: opener.paths)
    var text = job.renderer(format).render(answer)
    try text.withUTF8 { try file.write(UnsafeRawBufferPointer($0)) }
    try file.commit()
  }

  private static func format(of job: StatsJob, _ target: FilePath?) -> TableFormat {
    job.format ?? target.flatMap { StatsJob.format(of: $0.string) } ?? .text
  }

  private static func note(_ opener: TableOpener, _ console: Console, _ isVerbose: Bool) {
    for reject in opener.rejects.first { console.note(DisplayText.harmless(reject.description)) }
    let (parsed, rejected) = (opener.parsed.count, opener.rejects.count)
    if rejected > 0 || isVerbose {
      let all = parsed + rejected
      console.note(
        "\(parsed) \(parsed == 1 ? "row" : "rows") parsed + \(rejected) rejected ="
          + " \(all) \(all == 1 ? "row" : "rows")."
      )
    }
  }

  /// A problem of a configuration with the option that stands for its key.
  private static func message(_ error: ConfigurationError) -> String {
    let names = StatsJob.questions.map { $0.name }
    var error = error
    if names.contains(error.path) { return error.remedy }
    if error.path == "answerTable" { error.path = "table" }
    if error.path == "lane" {
      guard !error.problem.hasPrefix("is exact") else {
        return "--exact: a sketch is an estimate. Leave one of both out."
      }
      error.path = "exact or --fast"
    }
    let option = error.path == "files" ? "<files>" : "--\(error.path)"
    error.path = ""
    return "\(option): \(error.description)".replacing("or write format", with: "or pass --format")
  }
}
