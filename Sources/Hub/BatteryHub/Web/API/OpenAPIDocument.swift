import HTTPTypes

/// The description of the API by the OpenAPI Specification 3.1, made from the routes themselves.
struct OpenAPIDocument: Sendable {
  /// The routes; those without an operation are left out.
  var routes: [Route]
  /// The version of the program.
  var version: String

  /// The document.
  var json: JSON {
    var paths: [(String, JSON)] = []
    for path in orderedPaths {
      let methods = routes.filter { $0.path == path }.compactMap { route in
        route.operation.map { (route.method.rawValue.lowercased(), operation($0, of: route)) }
      }
      paths.append((path, .object(methods)))
    }
    return [
      "openapi": "3.1.0",
      "info": [
        "title": "Batteries",
        "summary": "Jobs, runs, logs and live events of a hub.",
        "version": .string(version),
        "license": ["name": "Apache-2.0", "identifier": "Apache-2.0"],
      ],
      "servers": [["url": "/"]],
      "security": [["token": []], ["session": []]],
      "paths": .object(paths),
      "components": [
        "schemas": .object(APISchemas.all),
        "responses": [
          "Problem": [
            "description": "Why the request was refused.",
            "content": ["application/problem+json": ["schema": Operation.reference("Problem")]],
          ]
        ],
        "securitySchemes": [
          "token": [
            "type": "http", "scheme": "bearer",
            "description": "An API token; it begins with bat_.",
          ],
          "session": [
            "type": "apiKey", "in": "cookie", "name": "batteries-8800",
            "description": "A browser's session; its name ends with the port of the hub.",
          ],
        ],
      ],
    ]
  }

  private var orderedPaths: [String] {
    var seen: Set<String> = []
    return routes.filter { $0.operation != nil }.map(\.path).filter { seen.insert($0).inserted }
  }

  private func operation(_ operation: Operation, of route: Route) -> JSON {
    var members: [(String, JSON)] = [
      ("operationId", .string(operation.id)), ("summary", .string(operation.summary)),
    ]
    if let detail = operation.detail { members.append(("description", .string(detail))) }
    switch route.access {
    case .open, .signed: members.append(("security", []))
    case .role(let role): members.append(("x-role", .string(role.rawValue)))
    }
    let parameters = pathParameters(route) + operation.parameters.map(parameter)
    if !parameters.isEmpty { members.append(("parameters", .array(parameters))) }
    if let type = operation.bodyType {
      let content = JSON.object([(type, ["schema": .object([])])])
      members.append(("requestBody", ["content": content, "required": true] as JSON))
    }
    members.append(("responses", .object(responses(operation, of: route))))
    return .object(members)
  }

  private func pathParameters(_ route: Route) -> [JSON] {
    route.path.split(separator: "/").filter { $0.hasPrefix("{") }.map { segment in
      let name = String(segment.dropFirst().dropLast())
      let schema: JSON =
        name == "job"
        ? ["type": "string", "minLength": 1]
        : ["type": "integer", "format": "int64", "minimum": 1]
      return [
        "name": .string(name), "in": "path", "required": true, "schema": schema,
        "description": .string(
          name == "job" ? "The name of the job." : "The number of the \(name)."
        ),
      ]
    }
  }

  private func parameter(_ parameter: Operation.Parameter) -> JSON {
    [
      "name": .string(parameter.name), "in": .string(parameter.place.rawValue),
      "required": .bool(parameter.isRequired), "description": .string(parameter.summary),
      "schema": parameter.schema,
    ]
  }

  private func responses(_ operation: Operation, of route: Route) -> [(String, JSON)] {
    var responses: [(String, JSON)] = operation.answers.map { answer in
      var members: [(String, JSON)] = [("description", .string(answer.summary))]
      if !answer.headers.isEmpty {
        members.append(
          (
            "headers",
            .object(
              answer.headers.map { header in
                (
                  header.name,
                  ["description": .string(header.summary), "schema": ["type": "string"]] as JSON
                )
              }
            )
          )
        )
      }
      if let type = answer.type {
        let schema: JSON = ["schema": answer.schema ?? .object([])]
        members.append(("content", .object([(type, schema)])))
      }
      return (String(answer.status), .object(members))
    }
    var problems = operation.problems
    if case .role = route.access { problems += [401, 403] }
    if !operation.parameters.isEmpty { problems.append(400) }
    if route.path.contains("{") { problems.append(404) }
    for status in Set(problems).sorted() {
      let problem: JSON = ["$ref": "#/components/responses/Problem"]
      responses.append((String(status), problem))
    }
    return responses
  }
}
