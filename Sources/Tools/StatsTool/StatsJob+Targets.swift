import BatteryFiles
import BatteryJobs
import BatteryTables
import SystemPackage

/// Where a job writes, and what it writes nowhere.
extension StatsJob {
  /// Refuses to write over what is read, or to write two things to one place, as far as names say.
  func checkTargets() throws(ConfigurationError) {
    let rest = (question as? SampleQuestion)?.rest
    let targets: [(path: String, name: String)] = [
      ("output", output), ("sample.rest", rest), ("rejects", reading.rejects),
    ].compactMap { path, name in name.map { (path, $0) } }
    for (place, target) in targets.enumerated() {
      if let file = files.first(where: { Self.names($0, target.name) }) {
        throw ConfigurationError(
          path: target.path,
          problem: "is one of the files that are read, \(file)",
          remedy: "Name another file."
        )
      }
      guard
        let other = targets[..<place].first(where: {
          FilePath($0.name).lexicallyNormalized() == FilePath(target.name).lexicallyNormalized()
        })
      else { continue }
      throw ConfigurationError(
        path: target.path,
        problem: "is the same file as \(other.path)",
        remedy: "Name another file."
      )
    }
  }

  /// Whether a path, or a pattern that is no path, leads to a file.
  private static func names(_ pattern: String, _ name: String) -> Bool {
    let (pattern, path) = (FilePath(pattern), FilePath(name).lexicallyNormalized())
    if pattern.lexicallyNormalized() == path { return true }
    guard pattern.isAbsolute == path.isAbsolute, path.lastComponent?.string.first != ".",
      pattern.components.contains(where: { $0.string.contains { "*?[{".contains($0) } })
    else { return false }
    let components = pattern.lexicallyNormalized().components.map(\.string)
    let glob = try? Glob(components.joined(separator: "/"))
    return glob?.matches(path.components.map(\.string).joined(separator: "/")) ?? false
  }

  /// An answer in the report is JSON with a table: it has neither another format nor drawings.
  func checkReport() throws(ConfigurationError) {
    guard output == nil else { return }
    let given = [
      ("format", format != nil), ("answerTable", table != nil), ("plots", plots == true),
    ]
    guard let path = given.first(where: \.1)?.0 else { return }
    throw ConfigurationError(
      path: path,
      problem: "makes no difference without an output",
      remedy: "Write one, such as output: figures.html, or leave \(path) out."
    )
  }
}
