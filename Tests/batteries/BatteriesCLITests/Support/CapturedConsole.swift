import BatteryJobs
import Foundation
import Synchronization
import SystemPackage
import TestKit

@testable import BatteriesCLI

/// Runs commands in this process, in a directory of their own, and keeps what they print.
final class CapturedConsole: Sendable {
  /// How a command ended.
  struct Result {
    var status: Int32
    var output: String
    var error: String
  }

  let directory: TemporaryDirectory
  private let clock: any TimeSource
  private let environment: [String: String]
  private let width: Int?
  private let isClosed: Bool
  private let written = Mutex((output: [UInt8](), error: [UInt8]()))

  init(
    clock: any TimeSource = SystemTimeSource(),
    environment: [String: String] = [:],
    width: Int? = nil,
    isClosed: Bool = false
  ) throws {
    directory = try TemporaryDirectory()
    self.clock = clock
    self.environment = environment
    self.width = width
    self.isClosed = isClosed
  }

  /// Writes the configuration of the directory.
  func configure(_ text: String) throws {
    try directory.write(text, to: "batteries.yaml")
  }

  /// Runs a command line.
  func run(_ arguments: String...) async -> Result {
    await run(arguments)
  }

  /// Runs a command line.
  func run(_ arguments: [String]) async -> Result {
    written.withLock { $0 = ([], []) }
    let console = Console(
      environment: ["PATH": "/usr/bin:/bin"].merging(environment) { $1 },
      directory: directory.path,
      clock: clock,
      terminalWidth: { [width] _ in width },
      write: { [self] stream, bytes in
        if isClosed, stream == .output { throw ClosedPipe() }
        written.withLock { written in
          switch stream {
          case .output: written.output += bytes
          case .error: written.error += bytes
          }
        }
      }
    )
    let status = await Console.$current.withValue(console) {
      await CommandLineTool.run(arguments)
    }
    return written.withLock { written in
      Result(
        status: status,
        output: String(decoding: written.output, as: UTF8.self),
        error: String(decoding: written.error, as: UTF8.self)
      )
    }
  }
}
