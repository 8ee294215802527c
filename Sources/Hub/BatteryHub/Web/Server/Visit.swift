import BatteryJobs
import Foundation
import HTTPTypes
import Hummingbird
import NIOCore

/// One request, with what is known of it when its route is called.
struct Visit: Sendable {
  /// The request.
  let request: Request
  /// The route's parameters, decoded.
  let parameters: [String: String]
  /// The query.
  let query: FormFields
  /// Who asks; `nil` only on open and signed routes.
  let visitor: Visitor?
  /// When the request came.
  let now: Date

  /// The name of the job in the path.
  var job: String { parameters["job"] ?? "" }

  /// How history names who asks.
  var cause: String { visitor?.cause ?? "unknown" }

  /// Whether who asks has at least this role.
  func may(_ role: Role) -> Bool { visitor.map { $0.role >= role } ?? false }

  /// The number in the path.
  ///
  /// - Throws: ``Problem`` when it is not a number.
  func number(_ name: String) throws(Problem) -> Int64 {
    guard let text = parameters[name], let number = Self.number(text), number > 0 else {
      throw .notFound("There is no \(name) \"\(parameters[name] ?? "")\": it has to be a number.")
    }
    return number
  }

  /// A whole number of the query.
  ///
  /// - Throws: ``Problem`` when it is not a number in the range.
  func number(
    _ name: String,
    in range: ClosedRange<Int64>,
    default value: Int64
  ) throws(Problem)
    -> Int64
  {
    guard let text = query[name] else { return value }
    guard let number = Self.number(text), range.contains(number) else {
      throw .badRequest(
        "The parameter \(name) has to be a number from \(range.lowerBound) to \(range.upperBound)."
      )
    }
    return number
  }

  /// Checks that the query has no parameters but these, so that a misspelt one is noticed.
  func allow(_ names: String...) throws(Problem) {
    for name in query.names where !names.contains(name) {
      throw .badRequest(
        names.isEmpty
          ? "There is no parameter \(name); this address takes none."
          : "There is no parameter \(name). Use \(names.joined(separator: ", "))."
      )
    }
  }

  /// Reads the body.
  ///
  /// - Throws: ``Problem`` when it is too large or takes too long.
  func body(limit: Int, within time: TimeSpan, clock: any TimeSource) async throws -> [UInt8] {
    let tooLarge = Problem(
      .contentTooLarge,
      "too-large",
      "The body has more than \(limit) bytes. Send a smaller one."
    )
    if let text = request.headers[.contentLength], let length = Int(text), length > limit {
      throw tooLarge
    }
    let body = request.body
    return try await withThrowingTaskGroup(of: [UInt8].self) { group in
      group.addTask {
        do {
          return Array((try await body.collect(upTo: limit)).readableBytesView)
        } catch is NIOTooManyBytesError {
          throw tooLarge
        }
      }
      group.addTask {
        try await clock.sleep(for: time.duration)
        throw Problem(.requestTimeout, "timeout", "The body did not arrive within \(time).")
      }
      defer { group.cancelAll() }
      return try await group.next() ?? []
    }
  }

  private static func number(_ text: String) -> Int64? {
    guard !text.isEmpty, text.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
    return Int64(text)
  }
}
