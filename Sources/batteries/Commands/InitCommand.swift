import ArgumentParser
import BatteryFiles
import BatteryHub
import BatteryJobs
import Foundation
import SystemPackage

/// `batteries init`: a configuration to start from.
struct InitCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "init",
    abstract: "Write a commented configuration with jobs that work on this machine."
  )

  @OptionGroup var options: ConfigurationOptions
  @OptionGroup var verbosity: VerbosityOptions

  @Flag(help: "Replace a file that is there.")
  var force = false

  func run() throws {
    let file = options.file
    if !force, FileManager.default.fileExists(atPath: file.string) {
      throw CommandFailure(
        ExitStatus.cannotCreate,
        "\(file): this file is there already. Pass --force to replace it, or --config to write another."
      )
    }
    let zone = TimeZoneRules.current.identifier
    do {
      try AtomicFile.write(Array(StarterConfiguration.text(timezone: zone).utf8), to: file)
    } catch {
      throw CommandFailure(
        ExitStatus.cannotCreate,
        "\(file): the file cannot be written: \(CommandFailure(error).lines.joined())"
      )
    }
    let jobs = try HubConfiguration.load(file: file, registry: Registry.jobs).jobs
    verbosity.note("Wrote \(file): \(jobs.map(\.name).joined(separator: ", ")).")
    verbosity.note(
      "Next: batteries check, batteries run \(jobs.first?.name ?? "JOB"), batteries up."
    )
  }
}
