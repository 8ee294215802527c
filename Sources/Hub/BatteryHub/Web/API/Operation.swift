/// The description of a route in the API's document.
struct Operation: Sendable {
  /// A parameter of the query or a header.
  struct Parameter: Sendable {
    enum Place: String, Sendable {
      case query
      case header
    }

    var name: String
    var place = Place.query
    var summary: String
    var schema: JSON
    var isRequired = false
  }

  /// An answer that is no problem.
  struct Answer: Sendable {
    var status: Int
    var summary: String
    var type: String?
    var schema: JSON?
    var headers: [(name: String, summary: String)] = []
  }

  /// The name of the operation, for generated clients.
  var id: String
  /// What it does, in one line.
  var summary: String
  /// What else there is to know.
  var detail: String?
  /// Parameters other than those of the path.
  var parameters: [Parameter] = []
  /// The type of the body; `nil` when there is none.
  var bodyType: String?
  /// What it answers.
  var answers: [Answer]
  /// The statuses of the problems it answers with, apart from those that all have.
  var problems: [Int] = []

  /// An answer of JSON by a named schema.
  static func json(_ schema: String, _ summary: String, status: Int = 200) -> Answer {
    Answer(
      status: status,
      summary: summary,
      type: "application/json",
      schema: reference(schema)
    )
  }

  /// An answer of some type of text or bytes.
  static func content(_ type: String, _ summary: String) -> Answer {
    Answer(status: 200, summary: summary, type: type, schema: ["type": "string"])
  }

  /// A reference to a named schema.
  static func reference(_ schema: String) -> JSON {
    .object([("$ref", .string("#/components/schemas/\(schema)"))])
  }
}
