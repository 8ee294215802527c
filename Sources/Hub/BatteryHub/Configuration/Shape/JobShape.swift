import BatteryJobs

/// The shape of one job: what is done, and the policies that all kinds share.
enum JobShape {
  /// The keys of a job that are no kind of it.
  static let policies: [ObjectShape.Field] = [
    .init("description", .text("a text"), "What the job is for."),
    .init("on", on, "What starts the job; without it, only somebody who asks for it."),
    .init(
      "needs",
      dependencies,
      "Jobs whose latest run must have ended well, or as said, before this one starts."
    ),
    .init("retry", retry, "How often the work is tried in all, or how in detail."),
    .init(
      "timeout",
      .timeSpan(atLeast: TimeSpan(milliseconds: 1)),
      "How long one attempt may take."
    ),
    .init(
      "grace",
      .timeSpan(),
      "How long a run that is stopped has to end by itself.",
      defaultValue: "hub.grace"
    ),
    .init(
      "overlap",
      .choice(OverlapPolicy.allCases.map(\.rawValue)),
      "What happens when the job is due while it runs.",
      defaultValue: "skip"
    ),
    .init("misfire", misfire, "What happens to times that passed while nothing ran."),
    .init(
      "priority",
      .integer(-100...100),
      "Which of two waiting jobs goes first: that with the greater number.",
      defaultValue: "0"
    ),
    .init(
      "limit",
      .text("the name of a limit"),
      "The group of hub.limits that the job belongs to."
    ),
    .init(
      "rerun",
      .boolean,
      "Whether a run that a crash or a shutdown interrupted starts again.",
      defaultValue: "false"
    ),
    .init("environment", FileShape.environment, "Variables for the job's programs."),
    .init(
      "outputLimit",
      .byteCount,
      "How much output is kept of one attempt.",
      defaultValue: "64MiB"
    ),
    .init("keep", FileShape.keep, "How much history is kept of this job."),
    .init(
      "enabled",
      .boolean,
      "Whether the job starts by itself.",
      defaultValue: "true"
    ),
    .init("was", .text("the name of a job"), "The job's name before it was renamed."),
  ]

  static func object(_ registry: JobRegistry, kinds: (JobSchema) -> Shape) -> ObjectShape {
    let names = registry.kinds.map(\.rawValue)
    let kindFields = registry.kinds.compactMap { kind in
      registry.schema(of: kind).map {
        ObjectShape.Field(kind.rawValue, kinds($0), $0.summary)
      }
    }
    var object = ObjectShape(fields: policies + kindFields)
    object.fields.append(
      .init(
        "steps",
        .list(.object(step(kindFields)), atLeast: 1),
        "What is done, one after the other."
      )
    )
    object.exactlyOne = names + ["steps"]
    object.misplaced = misplaced
    object.unknown = "The kinds of job are \(Wording.list(names.sorted(), "and"))."
    return object
  }

  static func step(_ kinds: [ObjectShape.Field]) -> ObjectShape {
    let name = ObjectShape.Field(
      "name",
      .text("a name"),
      "What the step is called in history.",
      defaultValue: "its kind"
    )
    let words = kinds.map(\.name)
    return ObjectShape(
      fields: [name] + kinds,
      exactlyOne: words,
      unknown: "The kinds of step are \(Wording.list(words.sorted(), "and"))."
    )
  }

  /// Keys of `on` that people write one level too high.
  private static let misplaced = Dictionary(
    uniqueKeysWithValues: [
      "schedule", "cron", "every", "at", "jitter", "timezone", "webhook", "watch", "after",
    ]
    .map { key in
      (
        key,
        ObjectShape.Advice(
          message: "this key belongs under \"on\"",
          remedy: "Write on: { \(key): … }."
        )
      )
    }
  )

  static let on = Shape.anyOf([
    .text("a schedule such as \"daily at 02:00\""),
    .object(
      ObjectShape(
        fields: [
          .init(
            "schedule",
            .text("a schedule such as \"daily at 02:00\""),
            "A time of the calendar, in words or as a cron expression."
          ),
          .init("cron", .text("a cron expression"), "A cron expression of five or six fields."),
          .init("every", .timeSpan(atLeast: .seconds(1)), "The length of time between two runs."),
          .init("at", .text("a date and time"), "The one time at which the job runs."),
          .init(
            "jitter",
            .timeSpan(),
            "By how much chance delays each run of \"every\"."
          ),
          .init(
            "timezone",
            .text("a time zone such as Europe/Berlin"),
            "The schedule's time zone."
          ),
          .init("webhook", webhook, "Lets a signed request start the job."),
          .init("watch", watch, "Folders in which the arrival of files starts the job."),
          .init("after", dependencies, "The jobs whose end starts this one."),
        ],
        atMostOne: ["schedule", "cron", "every", "at"]
      )
    ),
  ])

  static let webhook = Shape.anyOf([
    .boolean,
    .object(
      ObjectShape(fields: [
        .init(
          "secret",
          .anyOf([.text("the name of a secret"), .list(.text("the name of a secret"), atLeast: 1)]),
          "The secret of hub.secrets with which requests are signed; several while one is replaced.",
          defaultValue: "webhook-JOB"
        ),
        .init(
          "tolerance",
          .timeSpan(atLeast: .seconds(1)),
          "How old a request may be.",
          defaultValue: "5m"
        ),
      ])
    ),
  ])

  static let watch = Shape.anyOf([
    .text("a folder"), .list(.text("a folder"), atLeast: 1),
    .object(
      ObjectShape(fields: [
        .init(
          "path",
          .anyOf([.text("a folder"), .list(.text("a folder"), atLeast: 1)]),
          "The folder, or several.",
          isRequired: true
        ),
        .init(
          "match",
          .anyOf([.text("a pattern"), .list(.text("a pattern"), atLeast: 1)]),
          "Patterns of the files that count; all but hidden and partial ones without it."
        ),
        .init(
          "quiet",
          .timeSpan(),
          "How long a file is left alone until it has arrived.",
          defaultValue: "500ms"
        ),
        .init(
          "recursive",
          .boolean,
          "Whether the folders in the folder are watched too.",
          defaultValue: "false"
        ),
        .init(
          "poll",
          .timeSpan(atLeast: .seconds(1)),
          "How often to look, on a file system of the network that tells of nothing."
        ),
      ])
    ),
  ])

  static let dependencies = Shape.anyOf([
    .text("the name of a job"), dependencyMap,
    .list(.anyOf([.text("the name of a job"), dependencyMap]), atLeast: 1),
  ])

  private static let dependencyMap = Shape.map(
    key: .name(of: "the name of a job"),
    .choice(Dependency.Condition.allCases.map(\.rawValue))
  )

  static let retry = Shape.anyOf([
    .integer(1...100),
    .object(
      ObjectShape(fields: [
        .init(
          "attempts",
          .integer(1...100),
          "How often the work is tried in all.",
          isRequired: true
        ),
        .init(
          "backoff",
          .timeSpan(),
          "How long to wait before the second attempt.",
          defaultValue: "30s"
        ),
        .init(
          "factor",
          .number(1...100),
          "By what the wait is multiplied before each further attempt.",
          defaultValue: "2"
        ),
        .init("limit", .timeSpan(), "The longest wait.", defaultValue: "1h"),
        .init(
          "jitter",
          .number(0...1),
          "The share of the wait that chance takes away or adds.",
          defaultValue: "0.1"
        ),
      ])
    ),
  ])

  static let misfire = Shape.anyOf([
    .choice(MisfirePolicy.Action.allCases.map(\.rawValue)),
    .object(
      ObjectShape(fields: [
        .init(
          "action",
          .choice(MisfirePolicy.Action.allCases.map(\.rawValue)),
          "Which of the missed times run: the latest once, none, or all.",
          defaultValue: "once"
        ),
        .init(
          "window",
          .timeSpan(atLeast: .seconds(1)),
          "How far back a missed time still counts.",
          defaultValue: "1d"
        ),
        .init(
          "tolerance",
          .timeSpan(atLeast: .seconds(1)),
          "How late a start may be before it counts as missed.",
          defaultValue: "1m"
        ),
      ])
    ),
  ])
}
