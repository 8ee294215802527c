/// A problem that ends the reading of a file: what is after it cannot be understood.
struct SyntaxProblem: Error {
  var position: SourcePosition
  var path: ConfigPath = .root
  var message: String
  var remedy: String = ""
}
