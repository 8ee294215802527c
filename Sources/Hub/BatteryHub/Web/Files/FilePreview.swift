import BatteryJobs
import HTTPTypes
import Hummingbird
import NIOCore
import SystemPackage

/// What is shown of a file: a picture, the beginning of a text, or nothing.
///
/// The type is told by the first bytes, whatever the name says. Only pictures of pixels are shown;
/// those that can hold scripts are not.
enum FilePreview: Sendable {
  case image(type: String, size: Int)
  case text(String, isWhole: Bool)
  case none

  /// The longest picture that is sent.
  static let longestImage = 32 << 20

  /// How much of a text is shown.
  static let longestText = 64 << 10

  /// Looks at an open file, which has to be an ordinary one.
  init(_ file: SystemPackage.FileDescriptor) throws {
    let size = Int(try file.seek(offset: 0, from: .end))
    var start = [UInt8](repeating: 0, count: Self.longestText)
    let count = try start.withUnsafeMutableBytes {
      try file.read(fromAbsoluteOffset: 0, into: $0)
    }
    start.removeLast(start.count - count)
    if let type = Self.imageType(start) {
      self = size <= Self.longestImage ? .image(type: type, size: size) : .none
    } else if let text = Self.text(start) {
      self = .text(text, isWhole: count == size)
    } else {
      self = .none
    }
  }

  /// The type of a picture by its first bytes.
  static func imageType(_ bytes: [UInt8]) -> String? {
    func has(_ signature: [UInt8], at place: Int = 0) -> Bool {
      bytes.count >= place + signature.count && bytes[place...].starts(with: signature)
    }
    if has([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]) { return "image/png" }
    if has([0xFF, 0xD8, 0xFF]) { return "image/jpeg" }
    if has(Array("GIF87a".utf8)) || has(Array("GIF89a".utf8)) { return "image/gif" }
    if has(Array("RIFF".utf8)), has(Array("WEBP".utf8), at: 8) { return "image/webp" }
    if has(Array("ftypavif".utf8), at: 4) { return "image/avif" }
    return nil
  }

  private static func text(_ bytes: [UInt8]) -> String? {
    guard !bytes.contains(0) else { return nil }
    // The end may be in the middle of a sign.
    for cut in 0..<min(4, bytes.count + 1) {
      guard let text = String(validating: bytes.dropLast(cut), as: UTF8.self) else { continue }
      let signs = text.unicodeScalars.prefix(4096)
      let controls = signs.count { $0.value < 0x20 && !(0x09...0x0D).contains($0.value) }
      return controls * 50 <= signs.count ? text : nil
    }
    return nil
  }

  /// An answer with a picture, which a browser treats as a picture and nothing else.
  static func response(
    _ file: SystemPackage.FileDescriptor,
    type: String,
    size: Int
  ) throws -> Response {
    var bytes = [UInt8](repeating: 0, count: size)
    var count = 0
    while count < size {
      let done = count
      let number = try bytes.withUnsafeMutableBytes {
        try file.read(
          fromAbsoluteOffset: Int64(done),
          into: UnsafeMutableRawBufferPointer(rebasing: $0[done...])
        )
      }
      if number == 0 { break }
      count += number
    }
    bytes.removeLast(size - count)
    return Response(
      status: .ok,
      headers: [
        .contentType: type, .contentSecurityPolicy: SecurityHeaders.sandbox,
        .contentDisposition: "inline",
      ],
      body: ResponseBody(byteBuffer: ByteBuffer(bytes: bytes))
    )
  }
}
