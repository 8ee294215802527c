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
    do {
      try job.validate()
    } catch {
      throw CommandFailure(ExitStatus.usage, Self.message(error))
    }
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
        if !isQuiet { Self.note(opener, console, isVerbose) }
      }
    }
  }

  private static func write(
    _ answer: StatsAnswer,
    _ job: StatsJob,
    _ opener: TableOpener,
    to target: FilePath?,
    _ console: Console
  ) throws {
    let named = target.flatMap { StatsJob.format(of: $0.string) }
    var renderer = StatsRenderer(job.format ?? named ?? .text, title: job.heading)
    guard let target else {
      renderer.width = console.width(of: .output)
      renderer.hasColours = console.hasColours(.output)
      return try console.print(renderer.render(answer))
    }
    let file = try OutputFile(target, inputs: opener.paths)
    var text = renderer.render(answer)
    try text.withUTF8 { try file.write(UnsafeRawBufferPointer($0)) }
    try file.commit()
  }

  private static func note(_ opener: TableOpener, _ console: Console, _ isVerbose: Bool) {
    for reject in opener.rejects.first { console.note(reject.description) }
    let (parsed, rejected) = (opener.parsed.count, opener.rejects.count)
    if rejected > 0 || isVerbose {
      console.note("\(parsed) rows parsed + \(rejected) rejected = \(parsed + rejected) rows.")
    }
  }

  /// A problem of a configuration with the option that stands for its key.
  private static func message(_ error: ConfigurationError) -> String {
    let names = StatsJob.questions.map { $0.name }
    var error = error
    if names.contains(error.path) { return error.remedy }
    let option = error.path == "files" ? "<files>" : "--\(error.path)"
    error.path = ""
    return "\(option): \(error.description)".replacing("or write format", with: "or pass --format")
  }
}
