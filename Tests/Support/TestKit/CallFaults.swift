import Foundation
public import SystemPackage

/// Lets chosen calls of a program to the system fail, by strace.
public struct CallFaults: Sendable {
  /// A call that fails: which one of its name in a thread, and with which error.
  public struct Fault: Sendable, CustomStringConvertible {
    /// The name of the call.
    public var call: String
    /// The name of the error.
    public var error: String
    /// The number of the call, from 1 on.
    public var number: Int

    /// Describes a fault.
    public init(_ call: String, _ error: String = "EIO", _ number: Int) {
      self.call = call
      self.error = error
      self.number = number
    }

    /// As a message names it.
    public var description: String { "\(call) \(number) failing with \(error)" }
  }

  /// The program, where it is installed and may look at others.
  public static let tracer: String? = {
    let paths = ["/usr/bin/strace", "/usr/local/bin/strace"]
    guard let path = paths.first(where: { access($0, X_OK) == 0 }) else { return nil }
    let line = "\(path) -o /dev/null -e trace=none /bin/true"
    var words: [UnsafeMutablePointer<CChar>?] =
      line.split(separator: " ").map { strdup(String($0)) } + [nil]
    defer { for word in words { free(word) } }
    var number: pid_t = 0
    guard posix_spawn(&number, path, nil, nil, &words, nil) == 0 else { return nil }
    var status: Int32 = 0
    while waitpid(number, &status, 0) < 0, errno == EINTR {}
    return status == 0 ? path : nil
  }()

  private let log: FilePath

  /// Writes what failed into a file in a directory.
  public init(in directory: FilePath) {
    log = directory.appending("calls.log")
  }

  /// The words of a command line that has to stand before that of a program.
  public func words(_ fault: Fault) -> [String] {
    [
      Self.tracer ?? "strace", "-f", "-qq", "-o", log.string, "-e", "trace=\(fault.call)", "-e",
      "inject=\(fault.call):error=\(fault.error):when=\(fault.number)",
    ]
  }

  /// The calls that failed in the run before.
  public func injected() throws -> [String] {
    let data = try Data(contentsOf: URL(fileURLWithPath: log.string))
    return String(decoding: data, as: UTF8.self).split(separator: "\n").filter {
      $0.contains("INJECTED")
    }.map(String.init)
  }

  /// The numbers that a sweep tries: all, or in its short form a few of them.
  public static func numbers(isWhole: Bool) -> some Sequence<Int> {
    isWhole ? AnySequence(1...) : AnySequence([1, 2, 4, 9, 20, 45, 100])
  }
}
