import BatteryJobs

/// The shape of the whole file: every key there is, with what it means.
enum FileShape {
  static func root(_ registry: JobRegistry) -> Shape {
    .object(
      ObjectShape(
        fields: [
          .init("hub", hub, "What concerns the hub itself."),
          .init(
            "jobs",
            .map(
              key: .name(of: "the name of a job"),
              .object(JobShape.object(registry) { Shape($0) })
            ),
            "The jobs, by their names."
          ),
        ],
        misplaced: [
          "services": .init(
            message: "services are not supported yet",
            remedy: "Remove the key."
          )
        ],
        summary: "A configuration of batteries."
      )
    )
  }

  // MARK: - The hub

  static let hub = Shape.object(
    ObjectShape(fields: [
      .init(
        "listen",
        .text("an address such as 127.0.0.1:8800"),
        "The address and port of the dashboard and the API.",
        defaultValue: "127.0.0.1:8800"
      ),
      .init(
        "url",
        .text("an address such as https://jobs.example.org", pattern: "^https?://[^/?#]+"),
        "The address under which people reach the hub, for links."
      ),
      .init(
        "data",
        .text("a path"),
        "The directory of the hub's own data, relative to this file.",
        defaultValue: ".batteries"
      ),
      .init(
        "concurrency",
        .integer(1...10_000),
        "How many runs may be at work at once.",
        defaultValue: "the number of cores, at least 4"
      ),
      .init(
        "grace",
        .timeSpan(),
        "How long a run that is stopped has to end by itself.",
        defaultValue: "10s"
      ),
      .init(
        "shutdown",
        .timeSpan(),
        "How long runs may go on when the hub shuts down.",
        defaultValue: "30s"
      ),
      .init(
        "timezone",
        .text("a time zone such as Europe/Berlin"),
        "The time zone of schedules that name none.",
        defaultValue: "that of the machine"
      ),
      .init("keep", keep, "How much history is kept of each job."),
      .init(
        "secrets",
        .map(key: .name(of: "the name of a secret"), secret),
        "Where the secrets are, by the names that jobs use."
      ),
      .init(
        "limits",
        .map(key: .name(of: "the name of a limit"), .integer(1...10_000)),
        "How many jobs of a group may be at work at once, by the names of the groups."
      ),
      .init("environment", environment, "Variables for the programs of all jobs."),
    ])
  )

  static let secret = Shape.object(
    ObjectShape(
      fields: [
        .init("file", .text("a path"), "A file that holds nothing else; mode 600."),
        .init(
          "environment",
          .text("the name of an environment variable", pattern: KeyRule.variable.pattern),
          "A variable of the hub's own environment."
        ),
      ],
      exactlyOne: ["file", "environment"],
      otherwise: .init(
        message: "the value of a secret may not stand in this file",
        remedy: "Put it in a file that only you can read (mode 600) and write { file: PATH } here."
      )
    )
  )

  static let keep = Shape.object(
    ObjectShape(fields: [
      .init(
        "history",
        .timeSpan(atLeast: .hours(1)),
        "How long a run stays in history.",
        defaultValue: "90d"
      ),
      .init(
        "runs",
        .integer(1...10_000_000),
        "How many runs of a job stay in history.",
        defaultValue: "1000"
      ),
      .init(
        "logs",
        .timeSpan(atLeast: .hours(1)),
        "How long the log of a run is kept.",
        defaultValue: "30d"
      ),
    ])
  )

  static let environment = Shape.map(key: .variable, .text("a text"))
}
