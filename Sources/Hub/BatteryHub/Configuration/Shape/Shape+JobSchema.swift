import BatteryJobs

extension Shape {
  /// The shape of a field of a job.
  init(_ type: JobSchema.ValueType) {
    switch type {
    case .string: self = .text("a text")
    case .path: self = .text("a path")
    case .integer(let range): self = .integer(range)
    case .boolean: self = .boolean
    case .timeSpan: self = .timeSpan()
    case .byteCount: self = .byteCount
    case .choice(let words): self = .choice(words)
    case .list(let item): self = .list(Shape(item))
    case .map(let value): self = .map(key: .any, Shape(value))
    case .object(let fields): self = .object(ObjectShape(fields: fields.map { .init($0) }))
    case .anyOf(let types): self = .anyOf(types.map { Shape($0) })
    }
  }

  /// The shape of a kind of job: its long form or one of its short ones.
  init(_ schema: JobSchema) {
    let long = Shape.object(
      ObjectShape(fields: schema.fields.map { .init($0) }, summary: schema.summary)
    )
    self = schema.shorthand.isEmpty ? long : .anyOf(schema.shorthand.map { Shape($0) } + [long])
  }
}

extension ObjectShape.Field {
  fileprivate init(_ field: JobSchema.Field) {
    self.init(
      field.name,
      Shape(field.type),
      field.summary,
      isRequired: field.isRequired,
      defaultValue: field.defaultValue
    )
  }
}
