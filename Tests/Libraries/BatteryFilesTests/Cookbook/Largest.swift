import ArgumentParser
import BatteryFiles
import Foundation
import SystemPackage

// page: begin
struct Largest: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Print the largest files below a folder."
  )

  @Argument(help: "The folder.")
  var folder = "."

  @Option(help: "How many files to print.")
  var count = 10

  @Option(help: "Which names count, as in '*.log'.")
  var name: String?

  func validate() throws {
    guard count > 0 else { throw ValidationError("Give --count a number above 0.") }
  }

  func run() throws {
    let (files, failures) = try search()
    for file in files { print(file.size, file.path) }
    for failure in failures { FileHandle.standardError.write(Data("\(failure)\n".utf8)) }
    if !failures.isEmpty { throw ExitCode.failure }
  }

  func search() throws -> (files: [(size: Int64, path: FilePath)], failures: [FileError]) {
    let pattern = try name.map { try Glob($0) }
    var walk = DirectoryWalk(FilePath(folder))
    walk.fields = .size
    var (files, failures): ([(size: Int64, path: FilePath)], [FileError]) = ([], [])
    try walk.forEach { event in
      switch event {
      case .failure(let error): failures.append(error)
      case .listing(let listing):
        for entry in listing where entry.kind == .file {
          if let pattern, !entry.withName({ pattern.matches($0) }) { continue }
          files.append((entry.status?.size ?? 0, entry.path))
        }
      }
    }
    files.sort { ($1.size, $0.path.string) < ($0.size, $1.path.string) }
    return (Array(files.prefix(count)), failures)
  }
}
// page: end
