public import BatteryJobs

extension RunJob {
  private enum Key: String, CodingKey {
    case shell
    case command
    case directory
    case environment
    case input
    case success
    case artifacts
  }

  /// Reads the long form, a text for the shell, or a list of arguments.
  public init(from decoder: any Decoder) throws {
    if let text = try? decoder.singleValueContainer().decode(String.self) {
      self.init(.shell(text))
      return
    }
    if let list = try? decoder.singleValueContainer().decode([String].self) {
      self.init(.arguments(list))
      return
    }
    let container = try decoder.container(keyedBy: Key.self)
    let shell = try container.decodeIfPresent(String.self, forKey: .shell)
    let list = try container.decodeIfPresent([String].self, forKey: .command)
    let command: ProcessRequest.Command
    switch (shell, list) {
    case (.some(let text), nil): command = .shell(text)
    case (nil, .some(let list)): command = .arguments(list)
    case (nil, nil):
      throw ConfigurationError(
        path: "",
        problem: "has neither shell nor command",
        remedy: "Write shell: \"make\" or command: [make, all]."
      )
    case (.some, .some):
      throw ConfigurationError(
        path: "command",
        problem: "and shell exclude each other",
        remedy: "Keep one of them."
      )
    }
    self.init(
      command,
      directory: try container.decodeIfPresent(String.self, forKey: .directory),
      environment: try container.decodeIfPresent(
        [String: EnvironmentValue].self,
        forKey: .environment
      ) ?? [:],
      input: try container.decodeIfPresent(String.self, forKey: .input),
      success: try container.decodeIfPresent([Int32].self, forKey: .success) ?? [0],
      artifacts: try container.decodeIfPresent([String].self, forKey: .artifacts) ?? []
    )
  }

  /// Writes the long form.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Key.self)
    switch command {
    case .shell(let text): try container.encode(text, forKey: .shell)
    case .arguments(let list): try container.encode(list, forKey: .command)
    }
    try container.encodeIfPresent(directory, forKey: .directory)
    try container.encode(environment, forKey: .environment)
    try container.encodeIfPresent(input, forKey: .input)
    try container.encode(success, forKey: .success)
    try container.encode(artifacts, forKey: .artifacts)
  }

  /// The fields of the long form.
  public static var schema: JobSchema {
    JobSchema(
      summary: "Runs a command.",
      fields: [
        .init("shell", .string, "A text for /bin/sh -c; instead of command."),
        .init("command", .list(.string), "A program and its arguments; instead of shell."),
        .init(
          "directory",
          .path,
          "Where the command starts.",
          defaultValue: "a directory of the run's own"
        ),
        .init(
          "environment",
          .map(
            .anyOf([
              .string,
              .object([
                .init("secret", .string, "The name of a secret.", isRequired: true)
              ]),
            ])
          ),
          "Variables for the command; a secret by its name."
        ),
        .init("input", .string, "What the command reads from its standard input."),
        .init(
          "success",
          .list(.integer(0...255)),
          "The exit statuses that mean success.",
          defaultValue: "[0]"
        ),
        .init(
          "artifacts",
          .list(.string),
          "Patterns of the files in the directory that history keeps, such as \"*.csv\"."
        ),
      ],
      shorthand: [.string, .list(.string)]
    )
  }
}
