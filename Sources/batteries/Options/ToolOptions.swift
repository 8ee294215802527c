public import ArgumentParser
public import BatteryJobs
import SystemPackage

/// What every tool's own command has.
struct ToolOptions: ParsableArguments {
  @Flag(help: "Print what would be done, and do nothing.")
  var dryRun = false

  @OptionGroup var output: FormatOptions
  @OptionGroup var verbosity: VerbosityOptions

  /// Runs a job as these options say.
  ///
  /// `isResultElsewhere` keeps the report away from standard output; `finish` takes files out of
  /// the directory that the job worked in.
  func run(
    _ job: some Job,
    isResultElsewhere: Bool = false,
    finish: @Sendable (FilePath) throws -> Void = { _ in }
  ) async throws {
    let runner = ToolRunner(
      dryRun: dryRun,
      format: output.format,
      verbosity: verbosity,
      isResultElsewhere: isResultElsewhere
    )
    try await runner.run(job, finish: finish)
  }
}

extension TimeSpan: ExpressibleByArgument {
  /// Reads an argument.
  public init?(argument: String) { self.init(argument) }
}
