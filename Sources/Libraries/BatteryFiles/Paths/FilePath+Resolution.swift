public import SystemPackage

#if canImport(Glibc)
import Glibc
#elseif canImport(Darwin)
import Darwin
#endif

extension FilePath {
  /// Returns the absolute path without links, `.` and `..` that leads to the same file.
  ///
  /// - Parameter strict: Whether everything on the way has to be there. Otherwise what is not, or
  ///   cannot be looked at, stays as it is, and so does a link that leads to itself.
  /// - Returns: The path: `os.path.realpath`.
  /// - Throws: ``FileError`` when the current directory is gone or, with `strict`, when something
  ///   on the way is not there, is no directory, or is a link that leads to itself.
  public func resolved(strict: Bool = false) throws(FileError) -> FilePath {
    var result = isAbsolute ? FilePath("/") : try Self.currentDirectory()
    var rest: [ResolutionStep] = components.reversed().map { .name($0) }
    // Where links lead; `nil` while that is being found out.
    var links: [FilePath: FilePath?] = [:]
    while let step = rest.popLast() {
      guard case .name(let name) = step else {
        if case .end(let link) = step { links[link] = result }
        continue
      }
      switch name.kind {
      case .currentDirectory: continue
      case .parentDirectory:
        result.removeLastComponent()
        continue
      case .regular: break
      }
      let next = result.appending(name)
      do throws(FileError) {
        guard try FileStatus(at: next, followsLink: false).kind == .symbolicLink else {
          result = next
          continue
        }
        if let known = links[next] {
          if known == nil, strict {
            throw FileError(
              path: self,
              operation: "resolve the path",
              cause: .tooManySymbolicLinkLevels
            )
          }
          result = known ?? next
          continue
        }
        let target = try next.linkTarget()
        links[next] = .some(nil)
        if target.isAbsolute { result = "/" }
        rest.append(.end(next))
        rest += target.components.reversed().map { .name($0) }
      } catch {
        if strict {
          throw FileError(path: self, operation: "resolve the path", cause: error.cause)
        }
        result = next
      }
    }
    return result
  }

  /// Returns what a link holds: `os.readlink`.
  ///
  /// - Throws: ``FileError`` when the path is not that of a link.
  public func linkTarget() throws(FileError) -> FilePath {
    var buffer = [CInterop.PlatformChar](repeating: 0, count: 256)
    while true {
      let count = withPlatformString { readlink($0, &buffer, buffer.count) }
      guard count >= 0 else {
        throw FileError(path: self, operation: "read the link", cause: Errno(rawValue: errno))
      }
      // A target that fills the buffer may go on.
      if count < buffer.count {
        buffer[count] = 0
        return FilePath(platformString: buffer)
      }
      buffer = Array(repeating: 0, count: buffer.count * 2)
    }
  }

  /// The directory in which the program is.
  ///
  /// - Throws: ``FileError`` when it has been removed.
  public static func currentDirectory() throws(FileError) -> FilePath {
    guard let text = getcwd(nil, 0) else {
      throw FileError(
        path: ".",
        operation: "find the current directory",
        cause: Errno(rawValue: errno)
      )
    }
    defer { free(text) }
    return FilePath(platformString: text)
  }

  private enum ResolutionStep {
    case name(Component)
    /// What a link leads to has been resolved.
    case end(FilePath)
  }
}
