/// The schemas of what the API answers, by JSON Schema 2020-12.
enum APISchemas {
  /// All schemas by name.
  static let all: [(String, JSON)] = [
    ("Problem", problem), ("RunState", states), ("RunTrigger", triggers), ("Run", run),
    ("RunList", list("runs", of: "Run")), ("RunDetail", runDetail), ("Attempt", attempt),
    ("Step", step), ("Artifact", artifact), ("Job", job), ("JobList", list("jobs", of: "Job")),
    ("LastRun", lastRun), ("Upcoming", upcoming), ("Explanation", explanation),
    ("LogLine", logLine),
    ("LogPage", logPage), ("Reload", reload), ("Health", health),
  ]

  private static let text: JSON = ["type": "string"]
  private static let textOrNull: JSON = ["type": ["string", "null"]]
  private static let whole: JSON = ["type": "integer", "format": "int64"]
  private static let wholeOrNull: JSON = ["type": ["integer", "null"]]
  private static let time: JSON = ["type": "string", "format": "date-time"]
  private static let timeOrNull: JSON = ["type": ["string", "null"], "format": "date-time"]
  private static let numberOrNull: JSON = ["type": ["number", "null"]]

  private static func object(_ members: [(String, JSON)]) -> JSON {
    [
      "type": "object", "required": .array(members.map { .string($0.0) }),
      "properties": .object(members),
    ]
  }

  private static func array(_ items: JSON) -> JSON { ["type": "array", "items": items] }

  private static func list(_ name: String, of schema: String) -> JSON {
    object([(name, array(Operation.reference(schema)))])
  }

  private static let problem = object([
    ("type", text), ("title", text), ("status", whole), ("code", text), ("detail", text),
  ])

  private static let states: JSON = [
    "type": "string", "enum": .array(RunState.allCases.map { .string($0.rawValue) }),
  ]

  private static let triggers: JSON = [
    "type": "string", "enum": .array(RunTrigger.allCases.map { .string($0.rawValue) }),
  ]

  private static let runMembers: [(String, JSON)] = [
    ("id", whole), ("job", text), ("state", Operation.reference("RunState")),
    ("trigger", Operation.reference("RunTrigger")), ("scheduledFor", timeOrNull),
    ("startedAt", timeOrNull), ("finishedAt", timeOrNull), ("attempt", whole),
    ("exitStatus", wholeOrNull), ("reason", textOrNull),
  ]

  private static let run = object(runMembers)

  private static let runDetail = object(
    runMembers + [
      ("createdAt", time), ("scheduledUntil", timeOrNull), ("cause", textOrNull),
      ("summary", textOrNull), ("warnings", whole),
      (
        "progress",
        [
          "type": ["object", "null"], "required": ["done", "total", "label"],
          "properties": ["done": whole, "total": wholeOrNull, "label": text],
        ]
      ),
      ("attempts", array(Operation.reference("Attempt"))),
      ("steps", array(Operation.reference("Step"))),
      ("artifacts", array(Operation.reference("Artifact"))),
    ]
  )

  private static let attempt = object([
    ("number", whole), ("state", Operation.reference("RunState")), ("startedAt", time),
    ("finishedAt", timeOrNull), ("exitStatus", wholeOrNull), ("reason", textOrNull),
  ])

  private static let step = object([
    ("attempt", whole), ("index", whole), ("kind", text), ("title", text),
    ("state", Operation.reference("RunState")), ("startedAt", timeOrNull),
    ("finishedAt", timeOrNull), ("exitStatus", wholeOrNull), ("summary", textOrNull),
    ("warnings", array(text)),
    (
      "table",
      [
        "type": ["object", "null"], "required": ["columns", "rows"],
        "properties": [
          "columns": array(object([("name", text), ("alignment", text)])),
          "rows": array(array(text)),
        ],
      ]
    ),
  ])

  private static let artifact = object([
    ("id", whole), ("name", text), ("size", whole), ("url", text),
  ])

  private static let job = object([
    ("name", text), ("description", textOrNull), ("schedule", textOrNull), ("timezone", text),
    ("triggers", array(text)), ("steps", array(object([("kind", text), ("title", text)]))),
    ("isPaused", ["type": "boolean"]), ("isEnabled", ["type": "boolean"]),
    ("nextFire", timeOrNull),
    ("lastRun", ["anyOf": [Operation.reference("LastRun"), ["type": "null"]]]),
    ("usualSeconds", numberOrNull),
  ])

  private static let lastRun = object([
    ("id", whole), ("state", Operation.reference("RunState")), ("startedAt", timeOrNull),
    ("finishedAt", timeOrNull),
  ])

  private static let upcoming = object([("job", text), ("upcoming", array(time))])

  private static let explanation = object([
    ("job", text), ("answer", text), ("facts", array(text)),
    ("slots", array(Operation.reference("Run"))), ("upcoming", array(time)),
  ])

  private static let logLine = object([
    ("number", whole), ("attempt", whole),
    ("source", ["type": "string", "enum": ["system", "output", "error"]]), ("time", time),
    ("text", text),
  ])

  private static let logPage = object([
    ("run", whole), ("lines", array(Operation.reference("LogLine"))),
    ("next", ["type": ["integer", "null"], "description": "The after of the next page."]),
  ])

  private static let reload = object([
    ("reloaded", ["type": "boolean"]), ("problems", array(text)),
  ])

  private static let health = object([("status", text), ("version", text)])
}
