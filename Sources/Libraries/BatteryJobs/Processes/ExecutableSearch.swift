import SystemPackage

#if canImport(Glibc)
import Glibc
#elseif canImport(Darwin)
import Darwin
#endif

/// Finds the file of a program the way shells do.
///
/// The search happens here and not by trying to start each candidate, since each try costs as much
/// as starting a program.
enum ExecutableSearch {
  static let standardPath = "/usr/local/bin:/usr/bin:/bin"

  /// Returns the file to start.
  ///
  /// - Throws: ``JobError`` with the exit status 127 when there is no such program, 126 when it
  ///   may not be started.
  static func find(
    _ program: String,
    path: String?,
    directory: FilePath
  ) throws(JobError) -> FilePath {
    guard !program.isEmpty, !program.utf8.contains(0) else {
      throw JobError(
        .configuration,
        "The command has no program name. Write one as its first word."
      )
    }
    if program.utf8.contains(UInt8(ascii: "/")) {
      let file = directory.pushing(FilePath(program))
      guard exists(file) else { throw missing(program) }
      guard isExecutable(file) else { throw forbidden(program) }
      return file
    }
    var isForbidden = false
    for folder in (path ?? standardPath).split(separator: ":") where folder.first == "/" {
      let file = FilePath(String(folder)).appending(program)
      if isExecutable(file) { return file }
      isForbidden = isForbidden || exists(file)
    }
    throw isForbidden ? forbidden(program) : missing(program)
  }

  private static func exists(_ file: FilePath) -> Bool {
    file.withPlatformString { access($0, F_OK) == 0 }
  }

  private static func isExecutable(_ file: FilePath) -> Bool {
    file.withPlatformString { name in
      var status = stat()
      return access(name, X_OK) == 0 && stat(name, &status) == 0
        && status.st_mode & S_IFMT == S_IFREG
    }
  }

  private static func missing(_ program: String) -> JobError {
    JobError(
      .notFound,
      "There is no program \"\(program)\". Install it, or write its whole path.",
      exitStatus: 127
    )
  }

  private static func forbidden(_ program: String) -> JobError {
    JobError(
      .denied,
      "\"\(program)\" is not an executable file. Allow it with chmod +x, or name another program.",
      exitStatus: 126
    )
  }
}
