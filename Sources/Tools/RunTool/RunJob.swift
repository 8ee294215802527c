public import BatteryJobs
import SystemPackage

/// Runs a command: a text for the shell, or a program with its arguments.
///
/// ```yaml
/// run: "make report"
/// run: [ rsync, -a, photos/, backup:photos/ ]
/// run: { shell: "./import.sh", environment: { TOKEN: { secret: import-token } } }
/// ```
public struct RunJob: Job {
  /// What is run.
  public var command: ProcessRequest.Command

  /// The directory in which the command starts; the run's own when there is none.
  public var directory: String?

  /// Variables beside those that every run has.
  public var environment: [String: EnvironmentValue]

  /// A text that the command reads from its standard input.
  public var input: String?

  /// The exit statuses that mean success.
  public var success: [Int32]

  /// Patterns of the files that history keeps, relative to the directory.
  public var artifacts: [String]

  /// Describes a command.
  public init(
    _ command: ProcessRequest.Command,
    directory: String? = nil,
    environment: [String: EnvironmentValue] = [:],
    input: String? = nil,
    success: [Int32] = [0],
    artifacts: [String] = []
  ) {
    self.command = command
    self.directory = directory
    self.environment = environment
    self.input = input
    self.success = success
    self.artifacts = artifacts
  }

  /// The key `run`.
  public static var kind: JobKind { "run" }

  /// The command as a person would type it.
  public var title: String {
    switch command {
    case .shell(let text): text
    case .arguments(let list): list.map(Self.quoted).joined(separator: " ")
    }
  }

  private static func quoted(_ word: String) -> String {
    let plain = word.utf8.allSatisfy { byte in
      switch byte {
      case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: true
      default: "-_./:=@%+,".utf8.contains(byte)
      }
    }
    if plain, !word.isEmpty { return word }
    return "'\(word.replacing("'", with: #"'\''"#))'"
  }

  /// Checks the command, the environment and the statuses.
  public func validate() throws(ConfigurationError) {
    switch command {
    case .shell(let text):
      guard text.contains(where: { !$0.isWhitespace }) else {
        throw ConfigurationError(
          path: "shell",
          problem: "is empty",
          remedy: "Write the command that is to run."
        )
      }
    case .arguments(let list):
      guard let program = list.first, !program.isEmpty else {
        throw ConfigurationError(
          path: "command",
          problem: "has no program",
          remedy: "Write the program as the first item, such as [ls, -l]."
        )
      }
    }
    for name in environment.keys.sorted() {
      try Self.checkVariable(name)
    }
    guard !success.isEmpty, success.allSatisfy({ (0...255).contains($0) }) else {
      throw ConfigurationError(
        path: "success",
        problem: "must be one or more exit statuses from 0 to 255",
        remedy: "Leave it out to accept 0 alone."
      )
    }
    for (index, pattern) in artifacts.enumerated() {
      try Self.checkPattern(pattern, index)
    }
  }

  private static func checkVariable(_ name: String) throws(ConfigurationError) {
    let bytes = name.utf8
    let isPlain = bytes.allSatisfy { byte in
      switch byte {
      case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, UInt8(ascii: "_"): true
      default: false
      }
    }
    if !isPlain || bytes.isEmpty || bytes.first.map({ (0x30...0x39).contains($0) }) == true {
      throw ConfigurationError(
        path: "environment.\(name)",
        problem: "is not a name for an environment variable",
        remedy: "Use letters, digits and underscores, not beginning with a digit."
      )
    }
    if name == JobContext.processMarkVariable {
      throw ConfigurationError(
        path: "environment.\(name)",
        problem: "is set by the hub, which finds the processes of a run by it",
        remedy: "Use another name."
      )
    }
  }
}
