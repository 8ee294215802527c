import BatteryJobs
import Foundation
import SystemPackage

/// What a command sees of the world: its environment, its directory, the clock and its outputs.
///
/// Commands use ``current``, which tests replace.
struct Console: Sendable {
  /// An output of the program.
  enum Stream: Sendable {
    /// Results.
    case output
    /// Everything else.
    case error
  }

  /// The environment variables.
  var environment: [String: String]

  /// The directory that relative paths are below.
  var directory: FilePath

  /// The clock.
  var clock: any TimeSource = SystemTimeSource()

  /// How many columns a terminal has; `nil` when the stream is no terminal.
  var terminalWidth: @Sendable (Stream) -> Int?

  /// How many lines a terminal has; `nil` when the stream is no terminal.
  var terminalHeight: @Sendable (Stream) -> Int? = { _ in nil }

  /// Writes bytes; throws ``ClosedPipe`` when nobody reads them any more.
  var write: @Sendable (Stream, [UInt8]) throws -> Void

  /// The console of the running command.
  @TaskLocal static var current = Console.process
}

/// Nobody reads the output any more, which is not an error.
struct ClosedPipe: Error {}

extension Console {
  /// The process's own.
  static let process = Console(
    environment: ProcessInfo.processInfo.environment,
    directory: FilePath(FileManager.default.currentDirectoryPath),
    terminalWidth: { Terminal.width(of: descriptor($0)) },
    terminalHeight: { Terminal.height(of: descriptor($0)) },
    write: { stream, bytes in
      do {
        _ = try descriptor(stream).writeAll(bytes)
      } catch Errno.brokenPipe {
        throw ClosedPipe()
      }
    }
  )

  private static func descriptor(_ stream: Stream) -> FileDescriptor {
    switch stream {
    case .output: .standardOutput
    case .error: .standardError
    }
  }

  /// Writes a text and a line ending to standard output.
  func print(_ text: String) throws {
    try write(.output, Array(text.utf8) + (text.utf8.last == 0x0A ? [] : [0x0A]))
  }

  /// Writes a table to standard output; `styler` chooses colours where they are wanted.
  func print(
    _ table: ReportTable,
    format: TableFormat = .text,
    styler: @escaping TableRenderer.Styler = { _, _ in nil }
  ) throws {
    let renderer = TableRenderer(
      format,
      width: width(of: .output),
      styler: hasColours(.output) ? styler : nil
    )
    try print(renderer.render(table))
  }

  /// Writes a file as it is.
  func copy(_ file: FilePath, to stream: Stream) throws {
    let descriptor = try FileDescriptor.open(file, .readOnly, options: [.closeOnExec])
    try descriptor.closeAfter {
      var chunk = [UInt8](repeating: 0, count: 1 << 16)
      while true {
        let count = try chunk.withUnsafeMutableBytes { try descriptor.read(into: $0) }
        guard count > 0 else { return }
        try write(stream, Array(chunk[..<count]))
      }
    }
  }

  /// Writes a line about what goes on to standard error.
  func note(_ text: String) {
    try? write(.error, Array("\(text)\n".utf8))
  }

  /// Writes the one line of an error to standard error.
  func complain(_ text: String) {
    let name = "batteries:"
    note((style(.red, on: .error)?.applied(to: name) ?? name) + " \(text)")
  }

  /// How wide text on a stream may be; `nil` when it does not go to a terminal.
  func width(of stream: Stream) -> Int? { terminalWidth(stream) }

  /// Whether a stream is a terminal that a person looks at.
  func isTerminal(_ stream: Stream) -> Bool { terminalWidth(stream) != nil }

  /// Whether colours are wanted on a stream.
  func hasColours(_ stream: Stream) -> Bool {
    isTerminal(stream) && (environment["NO_COLOR"] ?? "").isEmpty && environment["TERM"] != "dumb"
  }

  /// Returns a style where colours are wanted, and `nil` elsewhere.
  func style(_ style: TerminalStyle, on stream: Stream) -> TerminalStyle? {
    hasColours(stream) ? style : nil
  }

  /// Returns a text in a style where colours are wanted, and as it is elsewhere.
  func styled(_ text: String, _ style: TerminalStyle, on stream: Stream = .output) -> String {
    self.style(style, on: stream)?.applied(to: text) ?? text
  }

  /// Resolves a path of the command line: `~`, and relative paths below the directory.
  func resolve(_ path: String) -> FilePath {
    ConfiguredPath.resolve(path, home: directory)
  }
}
