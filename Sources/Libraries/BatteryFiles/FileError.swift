public import SystemPackage

/// A file operation that failed: on what, why, and what to do.
public struct FileError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The file or directory.
  public var path: FilePath

  /// What could not be done, as a verb: `open`, `read`, `replace`.
  public var operation: String

  /// Why; `nil` when it was not the system that refused.
  public var cause: Errno?

  /// What to do about it, as a sentence; empty when there is nothing to say.
  public var remedy: String

  /// Describes a failure.
  public init(path: FilePath, operation: String, cause: Errno?, remedy: String? = nil) {
    self.path = path
    self.operation = operation
    self.cause = cause
    self.remedy = remedy ?? Self.remedy(for: cause)
  }

  /// The failure in one line.
  public var description: String {
    let reason = cause.map { " \($0.description.lowercased())." } ?? ""
    return
      "\(Self.text(path)): could not \(operation):\(reason)\(remedy.isEmpty ? "" : " \(remedy)")"
  }

  /// A path in one line: one with control characters, or that is no text, has these as `%0A`.
  package static func text(_ path: FilePath) -> String {
    let bytes = path.bytes
    let isPlain =
      bytes.allSatisfy { $0 >= 0x20 && $0 != 0x7F }
      && String(validating: bytes, as: UTF8.self) != nil
    return isPlain ? path.string : EscapedPath.text(path)
  }

  private static func remedy(for cause: Errno?) -> String {
    switch cause {
    case .some(.permissionDenied), .some(.notPermitted): "Check the owner and the mode."
    case .some(.noSuchFileOrDirectory): "Check the path."
    case .some(.noSpace): "Make room on the file system."
    case .some(.tooManyOpenFiles): "Raise the limit of open files (ulimit -n)."
    case .some(.readOnlyFileSystem): "Mount the file system for writing."
    default: ""
    }
  }
}
