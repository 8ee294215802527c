import Subprocess
import Synchronization
import SystemPackage

#if canImport(Glibc)
import Glibc
#elseif canImport(Darwin)
import Darwin
#endif

/// A program that is ready to be started: its file is found and its input is at hand.
struct ProcessLaunch: Sendable {
  private let name: String
  private let directory: FilePath
  private let configuration: Configuration
  private let input: FileDescriptor

  /// Prepares a start.
  ///
  /// - Throws: ``JobError`` when the program or the directory is missing, or when a text cannot be
  ///   handed to a program.
  init(_ request: ProcessRequest) throws(JobError) {
    directory = request.directory
    var environment = request.environment
    if !request.mark.isEmpty { environment[JobContext.processMarkVariable] = request.mark }
    let file: FilePath
    let arguments: [String]
    switch request.command {
    case .shell(let text):
      name = "/bin/sh"
      file = FilePath(name)
      // The shell would take a text that begins with a dash for options.
      arguments = ["-c", text.first == "-" || text.first == "+" ? " \(text)" : text]
    case .arguments(let list):
      name = list.first ?? ""
      arguments = Array(list.dropFirst())
      file = try ExecutableSearch.find(name, path: environment["PATH"], directory: directory)
    }
    try Self.check(arguments, environment)
    var options = PlatformOptions()
    // Nothing else may be set: a session or a user would have Subprocess fork, which is many times
    // slower once this program is large.
    options.processGroupID = 0
    configuration = Configuration(
      executable: .path(file),
      arguments: Arguments(executablePathOverride: name, remainingValues: arguments),
      environment: .custom(Self.keyed(environment)),
      workingDirectory: directory,
      platformOptions: options
    )
    input = try Self.open(request.input)
  }

  /// Starts the program, tells its process group and waits for its end.
  ///
  /// Closes the input and both ends it is given, also when the program cannot be started.
  func run(
    output: FileDescriptor,
    error: FileDescriptor,
    onStart: (Int32) -> Void
  ) async throws(JobError) -> ProcessOutcome.Status {
    do {
      let result = try await Subprocess.run(
        configuration,
        input: .fileDescriptor(input, closeAfterSpawningProcess: true),
        output: .fileDescriptor(output, closeAfterSpawningProcess: true),
        error: .fileDescriptor(error, closeAfterSpawningProcess: true)
      ) { execution in
        onStart(execution.processIdentifier.value)
      }
      switch result.terminationStatus {
      case .exited(let status): return .exited(status)
      case .signaled(let signal): return .signalled(signal)
      }
    } catch let error as SubprocessError {
      throw explain(error)
    } catch {
      throw JobError(.inputOutput, "\"\(name)\" could not be started: \(error).")
    }
  }

  private func explain(_ error: SubprocessError) -> JobError {
    let reason = error.underlyingError
    switch error.code {
    case .failedToChangeWorkingDirectory:
      return JobError(
        reason == .permissionDenied ? .denied : .notFound,
        "The directory \(directory) cannot be entered: \(reason.map(String.init) ?? "unknown"). "
          + "Create it, or name another.",
        exitStatus: 126
      )
    case .executableNotFound:
      return JobError(
        .notFound,
        "\"\(name)\" could not be started: it, or the interpreter in its first line, is missing.",
        exitStatus: 127
      )
    default: break
    }
    switch reason {
    case .some(.execFormatError):
      return JobError(
        .denied,
        "\"\(name)\" is no program for this machine. Begin a script with #!/bin/sh or the like.",
        exitStatus: 126
      )
    case .some(.argListTooLong):
      return JobError(
        .configuration,
        "The arguments and environment of \"\(name)\" are too long. Hand them over as input."
      )
    default:
      let text = reason.map(String.init) ?? error.description
      return JobError(.unavailable, "\"\(name)\" could not be started: \(text).")
    }
  }

  private static func check(
    _ arguments: [String],
    _ environment: [String: String]
  ) throws(JobError) {
    guard !arguments.contains(where: { $0.utf8.contains(0) }) else {
      throw JobError(.configuration, "An argument has a NUL byte. Hand it over as input.")
    }
    for (name, value) in environment {
      if name.isEmpty || name.utf8.contains(where: { $0 == 0 || $0 == UInt8(ascii: "=") }) {
        throw JobError(.configuration, "\"\(name)\" is no name for an environment variable.")
      }
      if value.utf8.contains(0) {
        throw JobError(
          .configuration,
          "The environment variable \(name) has a NUL byte. Hand it over as input."
        )
      }
    }
  }

  private static func keyed(_ environment: [String: String]) -> [Environment.Key: String] {
    var keyed: [Environment.Key: String] = [:]
    keyed.reserveCapacity(environment.count)
    for (name, value) in environment {
      if let key = Environment.Key(rawValue: name) { keyed[key] = value }
    }
    return keyed
  }

  /// Opens what the program reads: nothing, or a file without a name, which unlike a pipe needs
  /// nobody to write to it while the program runs.
  private static func open(_ input: [UInt8]?) throws(JobError) -> FileDescriptor {
    do {
      guard let input, !input.isEmpty else {
        return try .open("/dev/null", .readOnly, options: .closeOnExec)
      }
      var name = Array("/tmp/batteries-input.XXXXXX".utf8CString)
      let file = FileDescriptor(rawValue: mkstemp(&name))
      guard file.rawValue >= 0 else { throw Errno(rawValue: errno) }
      unlink(name)
      do {
        _ = fcntl(file.rawValue, F_SETFD, FD_CLOEXEC)
        try file.writeAll(input)
        try file.seek(offset: 0, from: .start)
      } catch {
        try? file.close()
        throw error
      }
      return file
    } catch {
      throw JobError(.inputOutput, "The input could not be made ready: \(error).")
    }
  }
}
