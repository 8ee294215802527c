import Foundation
import HTTPTypes
import Hummingbird
import NIOCore
import SystemPackage

/// A file that a run made, on its way to whoever asks for it.
///
/// A browser gets it as a download that it does not render, since jobs may have written anything into
/// it; or to be looked at, within ``ArtifactPresentation``. Only plain files below the run's own directory are sent, and no link is followed to one.
struct ArtifactDownload: Sendable {
  private static let chunk = 65_536

  /// What is sent.
  let artifact: ArtifactRecord
  /// The directory of its run.
  let directory: FilePath
  /// What a browser does with it.
  var presentation = ArtifactPresentation.download

  /// The answer.
  ///
  /// - Throws: ``Problem`` when the file is gone or is no plain file.
  func response() throws -> Response {
    let file = OpenFile(try open())
    let size = try file.descriptor.seek(offset: 0, from: .end)
    _ = try file.descriptor.seek(offset: 0, from: .start)
    let body = ResponseBody(contentLength: Int(size)) { writer in
      var rest = Int(size)
      while rest > 0 {
        let bytes = try [UInt8](unsafeUninitializedCapacity: min(rest, Self.chunk)) {
          buffer,
          count in
          count = try file.descriptor.read(into: UnsafeMutableRawBufferPointer(buffer))
        }
        guard !bytes.isEmpty else { throw Errno.ioError }
        rest -= bytes.count
        try await writer.write(ByteBuffer(bytes: bytes))
      }
      try await writer.finish(nil)
    }
    var response = Response(
      status: .ok,
      headers: presentation.headers,
      body: body
    )
    if presentation == .download {
      response.headers[.contentDisposition] = Self.disposition(artifact.name)
    }
    return response
  }

  private func open() throws(Problem) -> SystemPackage.FileDescriptor {
    let gone = Problem.notFound("The file \(artifact.name) is no longer there.")
    let path = FilePath(artifact.path)
    // The directory itself may be reached by a link; nothing below it may.
    let root = URL(fileURLWithPath: directory.string).resolvingSymlinksInPath().path
    let real = URL(fileURLWithPath: path.string).resolvingSymlinksInPath().path
    guard path.lexicallyNormalized() == path, path.starts(with: directory),
      FilePath(real).starts(with: FilePath(root))
    else { throw gone }
    let descriptor: SystemPackage.FileDescriptor
    do {
      descriptor = try SystemPackage.FileDescriptor.open(
        path,
        .readOnly,
        options: [.noFollow, .closeOnExec, .nonBlocking]
      )
    } catch { throw gone }
    guard let status = try? Stat(descriptor), status.type == .regular else {
      try? descriptor.close()
      throw gone
    }
    return descriptor
  }

  /// A header that names a file for people, in whatever language (RFC 6266, RFC 8187).
  static func disposition(_ name: String) -> String {
    let last = name.split(separator: "/").last.map(String.init) ?? "artifact"
    let plain = last.unicodeScalars.map { scalar -> Character in
      let isSafe =
        scalar.isASCII && scalar.value >= 0x20 && scalar.value != 0x7F
        && scalar != "\"" && scalar != "\\" && scalar != "%"
      return isSafe ? Character(scalar) : "_"
    }
    return "attachment; filename=\"\(String(plain))\"; filename*=UTF-8''\(LocalPath.encoded(last))"
  }
}

/// A file that is closed when nobody refers to it any more.
private final class OpenFile: Sendable {
  let descriptor: SystemPackage.FileDescriptor

  init(_ descriptor: SystemPackage.FileDescriptor) { self.descriptor = descriptor }

  deinit { try? descriptor.close() }
}
