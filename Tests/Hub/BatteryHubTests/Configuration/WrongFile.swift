import Testing

/// A file that is refused, with all that is said about it.
struct WrongFile: Sendable, CustomTestStringConvertible {
  var testDescription: String
  var text: String
  var message: String

  init(_ what: String, _ text: String, says message: String) {
    testDescription = what
    self.text = text
    self.message = message
  }
}
