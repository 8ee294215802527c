public import ArgumentParser
import BatteryFiles
import BatteryJobs
import Foundation
public import HTTPTool
import SystemPackage

/// `batteries http`: calls an API.
struct HTTPCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "http",
    abstract: "Call an API, or fetch a file, and check the status of the answer."
  )

  @Argument(help: "The address, http or https.")
  var url: String

  @Option(name: [.customShort("X"), .long], help: "The method.")
  var method: String?

  @Option(
    name: [.customShort("H"), .long],
    help: ArgumentHelp(
      "A header, \"Name: value\"; may be given several times.",
      valueName: "header"
    )
  )
  var header: [String] = []

  @Option(name: [.customShort("d"), .long], help: "The body of the request; makes it a POST.")
  var body: String?

  @Option(
    help: ArgumentHelp(
      "The environment variable that holds the token for Authorization: Bearer.",
      valueName: "variable"
    )
  )
  var bearer: String?

  @Option(
    help: ArgumentHelp(
      "A status that means success, such as 200, 2xx or 200-204; may be given several times.",
      valueName: "status"
    )
  )
  var expect: [StatusRange] = []

  @Option(help: ArgumentHelp("How long one attempt may take.", valueName: "time"))
  var timeout = TimeSpan.seconds(30)

  @Option(help: "How often the request is sent at most.")
  var attempts: Int?

  @Option(
    name: .shortAndLong,
    help: ArgumentHelp(
      "Where the body of the answer goes; - is standard output.",
      valueName: "file"
    ),
    completion: .file()
  )
  var output: String?

  @OptionGroup var options: ToolOptions

  private static let bodyName = "body"

  func run() async throws {
    let job = HTTPJob(
      url: url,
      method: method ?? (body == nil ? "GET" : "POST"),
      headers: try headers(),
      body: body,
      bearer: bearer.map(SecretName.init(secret:)),
      expect: expect.isEmpty ? HTTPJob.success : expect,
      timeout: timeout,
      retries: attempts.map { HTTPRetries(attempts: $0) },
      maxBody: .mebibytes(1024),
      output: output.map { _ in Self.bodyName }
    )
    let console = Console.current
    try await options.run(job, isResultElsewhere: output == "-") { [output] directory in
      guard let output else { return }
      let body = directory.appending(Self.bodyName)
      if output == "-" {
        try console.copy(body, to: .output)
      } else {
        try Self.move(body, to: console.resolve(output))
      }
    }
  }

  private func headers() throws -> [String: HeaderValue] {
    var headers: [String: HeaderValue] = [:]
    for header in header {
      guard let colon = header.firstIndex(of: ":") else {
        throw CommandFailure(
          ExitStatus.usage,
          "--header \"\(header)\": write it as \"Name: value\"."
        )
      }
      let value = header[header.index(after: colon)...].trimmingCharacters(in: .whitespaces)
      headers[String(header[..<colon])] = .text(value)
    }
    return headers
  }

  private static func move(_ body: FilePath, to target: FilePath) throws {
    do {
      // A rename keeps a reader from seeing half a file; it works within one file system only.
      let beside = target.removingLastComponent()
        .appending(".\(target.lastComponent?.string ?? "body").\(UUID().uuidString)")
      try FileManager.default.copyItem(atPath: body.string, toPath: beside.string)
      guard rename(beside.string, target.string) == 0 else {
        let cause = Errno(rawValue: errno)
        try? FileManager.default.removeItem(atPath: beside.string)
        throw cause
      }
    } catch {
      throw CommandFailure(
        ExitStatus.cannotCreate,
        "\(target): the answer cannot be written there: \(CommandFailure(error).lines.joined())."
      )
    }
  }
}

extension StatusRange: ExpressibleByArgument {
  /// Reads an argument.
  public init?(argument: String) { self.init(argument) }
}
