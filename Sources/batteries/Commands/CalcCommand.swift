import ArgumentParser
import CalcTool
import Foundation
import SystemPackage

/// `batteries calc`: exact arithmetic.
struct CalcCommand: AsyncParsableCommand {
  /// How results are written.
  enum Format: String, CaseIterable, ExpressibleByArgument {
    case text, json
  }

  static let configuration = CommandConfiguration(
    commandName: "calc",
    abstract: "Compute expressions exactly, or to any number of digits.",
    discussion: """
      Each expression is a line of output; without any, or for -, lines are read from standard \
      input, and on a terminal one after the other. Names and ans, the last result, are kept from \
      line to line. Operators are + - * / // % ^ ! and comparisons, 5% is 0.05, and there are \
      functions from abs to tanh, also compound, payment and present for interest. Examples:
        batteries calc '0.1 + 0.2'
        batteries calc 'compound(1000, 5%, 10)' 'round(ans, 2)'
        batteries calc --precision 50 'sqrt(2)'
        batteries calc --fraction '1/3 + 0.25'
      """
  )

  @Argument(help: "The expressions; - is lines of standard input.")
  var expressions: [String] = []

  @Option(
    help: ArgumentHelp(
      "How many significant digits a result without an end has, up to 1000000.",
      valueName: "digits"
    )
  )
  var precision = CalcSettings().precision

  @Option(
    help: ArgumentHelp(
      "Print so many digits behind the point, such as 19.90.",
      valueName: "digits"
    )
  )
  var places: Int?

  @Flag(help: "Print exact results as fractions, such as 7/12.")
  var fraction = false

  @Option(help: "How to write results; json is an object a line.")
  var format: Format = .text

  @Flag(name: .shortAndLong, help: "Say nothing but results and errors.")
  var quiet = false

  func validate() throws {
    guard 1...CalcSettings.precisionLimit ~= precision else {
      throw ValidationError(
        "--precision must be from 1 to \(CalcSettings.precisionLimit), not \(precision)."
      )
    }
    if let places {
      guard 0...CalcSettings.placesLimit ~= places else {
        throw ValidationError(
          "--places must be from 0 to \(CalcSettings.placesLimit), not \(places)."
        )
      }
      if fraction { throw ValidationError("Give --places or --fraction, not both.") }
    }
  }

  private static let mark = "\0"

  /// The words of a command line, in which an expression such as -sqrt(2) is none of options.
  ///
  /// A character that no argument can hold stands before it, and keeps the parser of options away.
  static func escaping(_ arguments: [String]) -> [String] {
    guard arguments.first == configuration.commandName else { return arguments }
    let valued = ["--precision", "--places", "--format"]
    return zip(arguments, [""] + arguments).map { word, last in
      let isExpression = word.hasPrefix("-") && !word.hasPrefix("--") && word.count > 1
      if valued.contains(last) { return word }
      return isExpression && word != "-q" && word != "-h" ? mark + word : word
    }
  }

  func run() async throws {
    var settings = CalcSettings()
    settings.precision = precision
    settings.printsFractions = fraction
    settings.places = places
    var session = CalcSession(
      calculator: Calculator(settings),
      console: .current,
      isJSON: format == .json,
      isQuiet: quiet
    )
    if expressions.isEmpty {
      try session.readInput()
    } else {
      try session.compute(
        expressions.map { $0.hasPrefix(Self.mark) ? String($0.dropFirst()) : $0 }
      )
    }
    if session.hasFailed { throw CommandFailure(ExitStatus.badData) }
  }
}
