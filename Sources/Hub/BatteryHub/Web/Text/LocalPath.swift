/// A path on this server, whose interpolated parts are percent-encoded: `"/jobs/\(name)/run"`.
struct LocalPath: Hashable, Sendable, ExpressibleByStringInterpolation, CustomStringConvertible {
  private(set) var description: String

  init(stringLiteral value: StaticString) { description = "\(value)" }

  init(stringInterpolation: Interpolation) { description = stringInterpolation.text }

  /// Adds a parameter to the query; `nil` and empty values are left out.
  func with(_ name: StaticString, _ value: String?) -> LocalPath {
    guard let value, !value.isEmpty else { return self }
    var path = self
    path.description += description.contains("?") ? "&" : "?"
    path.description += "\(name)=\(Self.encoded(value))"
    return path
  }

  /// Adds a fragment.
  func at(_ fragment: String) -> LocalPath {
    var path = self
    path.description += "#" + Self.encoded(fragment)
    return path
  }

  /// The text with every byte but RFC 3986's unreserved characters percent-encoded.
  static func encoded(_ text: String) -> String {
    let digits = Array("0123456789ABCDEF".utf8)
    var bytes: [UInt8] = []
    for byte in text.utf8 {
      switch byte {
      case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x2E, 0x5F, 0x7E: bytes.append(byte)
      default: bytes += [0x25, digits[Int(byte >> 4)], digits[Int(byte & 15)]]
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  struct Interpolation: StringInterpolationProtocol {
    var text = ""

    init(literalCapacity: Int, interpolationCount: Int) {}

    mutating func appendLiteral(_ literal: StaticString) { text += "\(literal)" }

    mutating func appendInterpolation(_ part: String) { text += LocalPath.encoded(part) }

    mutating func appendInterpolation(_ number: Int64) { text += String(number) }
  }
}
