/// A template that is none: where, what, and what to do.
struct TemplateError: Error, Hashable, CustomStringConvertible {
  var template: String
  var problem: String
  var remedy: String

  var description: String { "\"\(template)\" \(problem). \(remedy)" }
}
