public import SystemPackage

/// Something that is wrong with a configuration file: where, what, and what to do about it.
public struct ConfigurationProblem: Error, Hashable, Sendable, CustomStringConvertible {
  /// The file, as it was named.
  public var file: FilePath

  /// The line, from 1; 0 when the problem is with the file as a whole.
  public var line: Int

  /// The column in characters, from 1; 0 when the problem is with the file as a whole.
  public var column: Int

  /// The keys that lead to the value, such as `jobs.nightly.steps[0].run`; may be empty.
  public var path: String

  /// What is wrong, as the end of a sentence that begins with the path.
  public var message: String

  /// What to do about it, as a sentence; empty when the message says it.
  public var remedy: String

  /// Describes a problem.
  public init(
    file: FilePath,
    line: Int = 0,
    column: Int = 0,
    path: String = "",
    message: String,
    remedy: String = ""
  ) {
    self.file = file
    self.line = line
    self.column = column
    self.path = path
    self.message = message
    self.remedy = remedy
  }

  /// The problem in one line: `batteries.yaml:12:5: jobs.nightly.timout: unknown key. …`.
  public var description: String {
    let place = line > 0 ? "\(file):\(line):\(column): " : "\(file): "
    let subject = path.isEmpty ? "" : "\(path): "
    let end = message.hasSuffix("?") ? "" : "."
    return "\(place)\(subject)\(message)\(end)" + (remedy.isEmpty ? "" : " \(remedy)")
  }
}
