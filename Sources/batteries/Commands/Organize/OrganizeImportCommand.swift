import ArgumentParser
import Foundation
import OrganizeTool
import SystemPackage

/// `batteries organize import`: takes rules of organize-tool over.
struct OrganizeImportCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "import",
    abstract: "Turn the YAML of organize-tool into jobs of a configuration.",
    discussion: """
      Prints the jobs. What cannot be said is named with its line, and the rule that it stands in is \
      left out; the status is 1 then. Example:
        batteries organize import ~/.config/organize/config.yaml > batteries.yaml
      """
  )

  @Argument(help: "The rules of organize-tool.", completion: .file(extensions: ["yaml", "yml"]))
  var file: String

  func run() throws {
    let console = Console.current
    guard let data = FileManager.default.contents(atPath: console.resolve(file).string) else {
      throw CommandFailure(ExitStatus.missing, "\(file): the rules cannot be read. Check the path.")
    }
    let result = try OrganizeImport(String(decoding: data, as: UTF8.self), file: file)
    for problem in result.problems { console.note("\(file):\(problem)") }
    if !result.jobs.isEmpty { try console.print(result.yaml()) }
    if result.problems.contains(where: \.isOmission) { throw CommandFailure(ExitStatus.negative) }
  }
}
