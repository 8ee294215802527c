public import BatteryJobs
import Foundation
public import SystemPackage

/// A configuration file, read and checked as a whole.
public struct HubConfiguration: Sendable {
  /// What concerns the hub itself.
  public var settings: HubSettings

  /// The jobs in the order of the file.
  public var jobs: [JobDefinition]

  /// The file, as it was named.
  public var file: FilePath

  /// The directory of the file, absolute: what relative paths of the file are below.
  public var home: FilePath

  /// What is allowed and still worth a look.
  public var warnings: [ConfigurationProblem]

  /// Returns the job of a name, or `nil` when there is none.
  public func job(named name: String) -> JobDefinition? {
    jobs.first { $0.name == name }
  }

  /// Reads and checks a file.
  ///
  /// - Throws: ``ConfigurationProblems`` with all that is wrong.
  public static func load(
    file: FilePath,
    registry: JobRegistry
  ) throws(ConfigurationProblems) -> HubConfiguration {
    do {
      let bytes = try ConfigurationFile.read(file)
      return try parse(bytes, file: file, registry: registry)
    } catch let problem as ConfigurationProblem {
      throw ConfigurationProblems([problem])
    } catch let problems as ConfigurationProblems {
      throw problems
    } catch {
      let problem = ConfigurationProblem(file: file, message: "cannot be read: \(error)")
      throw ConfigurationProblems([problem])
    }
  }

  /// Checks a configuration that is in memory.
  ///
  /// `file` is what messages name, and its directory is what relative paths are below.
  ///
  /// - Throws: ``ConfigurationProblems`` with all that is wrong.
  public static func parse(
    _ text: String,
    file: FilePath,
    registry: JobRegistry
  ) throws(ConfigurationProblems) -> HubConfiguration {
    try parse(Array(text.utf8), file: file, registry: registry)
  }

  /// Checks the bytes of a configuration.
  ///
  /// `file` is what messages name, and its directory is what relative paths are below.
  ///
  /// - Throws: ``ConfigurationProblems`` with all that is wrong.
  public static func parse(
    _ bytes: [UInt8],
    file: FilePath,
    registry: JobRegistry
  ) throws(ConfigurationProblems) -> HubConfiguration {
    var problems = ProblemList(file: file)
    if let root = ConfigParser.parse(bytes, problems: &problems) {
      var reader = FileReader(file: file, registry: registry, problems: problems)
      let configuration = reader.read(root)
      problems = reader.problems
      if problems.isEmpty { return configuration }
    }
    throw ConfigurationProblems(problems.problems)
  }
}
