import ArgumentParser
import BatteryHub
import BatteryJobs
import Foundation
import SystemPackage

/// Which configuration a command works on.
struct ConfigurationOptions: ParsableArguments {
  /// The name of the file that is used when none is given.
  static let defaultName = "batteries.yaml"

  /// The environment variable that names a configuration.
  static let variable = "BATTERIES_CONFIG"

  @Option(
    name: .shortAndLong,
    help: ArgumentHelp(
      "The configuration; batteries.yaml here unless BATTERIES_CONFIG names another.",
      valueName: "file"
    ),
    completion: .file(extensions: ["yaml", "yml"])
  )
  var config: String?

  /// The file, as messages name it.
  var file: FilePath {
    let console = Console.current
    let variable = console.environment[Self.variable].flatMap { $0.isEmpty ? nil : $0 }
    let name = config ?? variable ?? Self.defaultName
    let isHere = console.directory == FilePath(FileManager.default.currentDirectoryPath)
    return isHere && !name.hasPrefix("~") ? FilePath(name) : console.resolve(name)
  }

  /// Reads and checks the configuration.
  ///
  /// - Throws: ``CommandFailure`` when there is no such file, `ConfigurationProblems` when it is
  ///   wrong.
  func load() throws -> HubConfiguration {
    let file = file
    guard FileManager.default.fileExists(atPath: file.string) else {
      throw CommandFailure(
        ExitStatus.missing,
        "\(file): there is no such file. Run batteries init to write one, or pass --config."
      )
    }
    return try HubConfiguration.load(file: file, registry: Registry.jobs)
  }

  /// Returns the directory of the hub's data.
  ///
  /// What has already happened must be readable while the configuration is broken; then it is the
  /// usual directory beside the file.
  func dataPath() throws -> FilePath {
    do {
      return try load().settings.data
    } catch let problems as ConfigurationProblems {
      let data = Console.current.resolve(file.string).removingLastComponent()
        .appending(".batteries")
      guard FileManager.default.fileExists(atPath: data.string) else { throw problems }
      return data
    }
  }
}
