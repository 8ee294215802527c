public import BatteryJobs
import SystemPackage

extension HTTPJob {
  /// Returns the request as the one step.
  public func plan(in context: JobContext) async throws -> Plan {
    let expected = expect.map(\.description).joined(separator: ", ")
    let place = output.map { ", into \($0)" } ?? ""
    return Plan(
      steps: [
        Plan.Step(
          verb: "request",
          subject: title,
          detail: "expecting \(expected)\(place)",
          isDestructive: method == "DELETE"
        )
      ]
    )
  }

  /// Sends the request, again where that may help, and checks the status.
  ///
  /// - Throws: ``JobError`` when there was no answer or one with another status.
  public func run(in context: JobContext) async throws -> HTTPReport {
    let exchange = try await exchange(in: context)
    let start = context.clock.uptime
    let retries = attempts
    var attempt = 0
    while true {
      attempt += 1
      do {
        let answer = try await send(exchange, context)
        if let output, let file = exchange.output {
          await context.report(.artifact(name: output, path: file.string))
        }
        return HTTPReport(
          request: title,
          status: answer.status,
          seconds: (context.clock.uptime - start) / .seconds(1),
          bytes: answer.bytes,
          attempts: attempt,
          output: output
        )
      } catch let failure as Failure {
        let wait = max(retries.delay(afterAttempt: attempt), failure.wait ?? .zero)
        guard failure.error.code.isRetryable, attempt < retries.attempts,
          wait <= HTTPRetries.longestWait
        else { throw failure.error }
        await context.log("\(failure.error.message) Trying again in \(wait).")
        try await context.clock.sleep(for: wait.duration)
      }
    }
  }

  private struct Failure: Error {
    var error: JobError
    var wait: TimeSpan?
  }

  /// Sends the request once and logs what came.
  private func send(
    _ exchange: HTTPExchange,
    _ context: JobContext
  ) async throws -> HTTPExchange.Answer {
    let start = context.clock.uptime
    let answer: HTTPExchange.Answer
    do {
      answer = try await exchange.perform()
    } catch let error as JobError {
      throw Failure(error: error)
    }
    let milliseconds = Int(((context.clock.uptime - start) / .milliseconds(1)).rounded())
    await context.log("\(title): \(answer.status) \(answer.reason), \(milliseconds) ms")
    if exchange.isExpected(answer.status) { return answer }
    await showBeginning(of: answer, context)
    throw Failure(
      error: Self.error(status: answer.status, title),
      wait: RetryAfter.wait(answer.retryAfter, now: context.clock.now)
    )
  }

  private func showBeginning(of answer: HTTPExchange.Answer, _ context: JobContext) async {
    let time = context.clock.now
    let lines = answer.beginning.split(separator: 0x0A, omittingEmptySubsequences: false)
      .prefix(20)
      .map { line in
        let bytes = line.last == 0x0D ? Array(line.dropLast()) : Array(line)
        return LogLine(source: .error, time: time, bytes: bytes)
      }
    if !answer.beginning.isEmpty { await context.report(.log(Array(lines))) }
  }

  private static func error(status: Int, _ title: String) -> JobError {
    let text = "\(title) answered \(status)."
    switch status {
    case 408, 425, 429: return JobError(.unavailable, "\(text) The server asks to wait.")
    case 500...: return JobError(.unavailable, "\(text) Look at the server; the log has its words.")
    case 401, 403: return JobError(.denied, "\(text) Check the secret that is sent.")
    case 404, 410: return JobError(.notFound, "\(text) Check the address.")
    default:
      return JobError(.invalidInput, "\(text) The log has its words; or widen expect.")
    }
  }

  private func exchange(in context: JobContext) async throws -> HTTPExchange {
    var headers: [(name: String, value: String)] = []
    var privateHeaders: Set<String> = []
    for (name, value) in self.headers.sorted(by: { $0.key < $1.key }) {
      switch value {
      case .text(let text): headers.append((name, text))
      case .secret(let secret):
        headers.append((name, try await text(of: secret, in: context)))
        privateHeaders.insert(name.lowercased())
      }
    }
    if let bearer {
      headers.append(("Authorization", "Bearer \(try await text(of: bearer, in: context))"))
    }
    if !headers.contains(where: { $0.name.lowercased() == "user-agent" }) {
      headers.append(("User-Agent", "batteries"))
    }
    return HTTPExchange(
      url: url,
      method: method,
      headers: headers,
      privateHeaders: privateHeaders,
      body: body.map { Array($0.utf8) },
      expect: expect,
      timeout: timeout,
      maxBody: maxBody,
      output: output.map { context.directory.pushing(FilePath($0)) }
    )
  }

  private func text(
    of name: SecretName,
    in context: JobContext
  ) async throws(JobError) -> String {
    let secret = try await context.secret(named: name.secret)
    let text = secret.withBytes { String(validating: $0, as: UTF8.self) }
    guard let text, Self.isHeaderText(text) else {
      throw JobError(
        .invalidInput,
        "The secret \"\(name.secret)\" has a line break or another byte that no header may hold."
      )
    }
    return text
  }
}
