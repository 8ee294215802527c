import SystemPackage

/// The problems found so far in one file.
struct ProblemList {
  let file: FilePath
  private(set) var problems: [ConfigurationProblem] = []

  init(file: FilePath) {
    self.file = file
  }

  var isEmpty: Bool { problems.isEmpty }

  mutating func add(_ node: ConfigNode, _ message: String, _ remedy: String = "") {
    add(at: node.position, path: node.path, message, remedy)
  }

  mutating func add(
    at position: SourcePosition,
    path: ConfigPath,
    _ message: String,
    _ remedy: String = ""
  ) {
    problems.append(
      ConfigurationProblem(
        file: file,
        line: position.line,
        column: position.column,
        path: path.description,
        message: message,
        remedy: remedy
      )
    )
  }
}
