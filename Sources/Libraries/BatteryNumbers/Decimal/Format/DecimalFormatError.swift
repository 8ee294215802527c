/// A specification of a format that cannot be read, or a text that would be too long.
public struct DecimalFormatError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The specification.
  public let specification: String
  /// The column at which it goes wrong, counted from 1.
  public let column: Int
  private let problem: String

  init(_ specification: String, _ index: Int, _ problem: String) {
    self.specification = specification
    column = index + 1
    self.problem = problem
  }

  /// One line: where, what, and what to do.
  public var description: String {
    let characters = Array(specification)
    let place = column <= characters.count ? ": \"\(characters[column - 1])\"" : ""
    return "format \"\(specification)\": column \(column)\(place): \(problem)"
  }
}
