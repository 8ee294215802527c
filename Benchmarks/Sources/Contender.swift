/// One side of a comparison: a process that prints `figure value unit`, one a line.
struct Contender: Sendable {
  /// What is run.
  enum Program: Sendable {
    /// A measure of this program.
    case ours(String)
    /// A script in Peers.
    case python(String)
  }

  var name: String
  var program: Program
  var arguments: [String]

  init(_ name: String, _ program: Program, _ arguments: [String]) {
    self.name = name
    self.program = program
    self.arguments = arguments
  }
}
