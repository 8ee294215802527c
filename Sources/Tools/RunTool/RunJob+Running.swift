import BatteryFiles
public import BatteryJobs
import SystemPackage

extension RunJob {
  /// Returns the command as the one step.
  public func plan(in context: JobContext) async throws -> Plan {
    let place = directory.map { "in \(context.resolve($0))" } ?? "in the run's directory"
    return Plan(steps: [Plan.Step(verb: "run", subject: title, detail: place)])
  }

  /// Runs the command and waits for its end.
  ///
  /// - Throws: ``JobError`` when the command could not be started or ended with a status that does
  ///   not mean success.
  public func run(in context: JobContext) async throws -> RunReport {
    var request = ProcessRequest(command, in: context)
    if let directory { request.directory = context.resolve(directory) }
    for (name, value) in environment {
      request.environment[name] = try await text(of: value, for: name, in: context)
    }
    request.input = input.map { Array($0.utf8) }
    let start = context.clock.uptime
    let outcome = try await ProcessRunner.run(request, clock: context.clock) { group in
      await context.report(.process(group: group))
    } onLines: { lines in
      await context.report(.log(lines))
    }
    let seconds = (context.clock.uptime - start) / .seconds(1)
    try check(outcome)
    let files = try artifactFiles(in: request.directory)
    for name in files.found {
      await context.report(
        .artifact(name: name, path: request.directory.pushing(FilePath(name)).string)
      )
    }
    return RunReport(
      exitStatus: outcome.exitStatus,
      seconds: seconds,
      outputLines: outcome.lines,
      outputBytes: outcome.bytes,
      omittedLines: outcome.omittedLines,
      killedProcesses: outcome.killed,
      artifacts: files.found,
      unmatchedArtifacts: files.unmatched
    )
  }

  private func text(
    of value: EnvironmentValue,
    for variable: String,
    in context: JobContext
  ) async throws(JobError) -> String {
    switch value {
    case .text(let text): return text
    case .secret(let name):
      let secret = try await context.secret(named: name)
      guard let text = secret.withBytes({ String(validating: $0, as: UTF8.self) }) else {
        throw JobError(
          .invalidInput,
          "The secret \"\(name)\" is not UTF-8 text, which \(variable) must be. Store it as Base64."
        )
      }
      return text
    }
  }

  private func check(_ outcome: ProcessOutcome) throws(JobError) {
    switch outcome.status {
    case .exited(let status):
      if success.contains(status) { return }
      throw JobError(.failed, "exited with status \(status)", exitStatus: status)
    case .signalled(let signal):
      throw JobError(
        .failed,
        "was killed by \(SignalName.name(of: signal))",
        exitStatus: 128 + signal
      )
    }
  }
}
