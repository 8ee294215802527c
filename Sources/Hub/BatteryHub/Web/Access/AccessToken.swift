import Crypto
import Foundation

/// The secret text of a link, a session or an API token: 256 random bits.
enum AccessToken {
  /// What every API token begins with, so that people and scanners recognise it.
  static let prefix = "bat_"

  /// Longer texts are no tokens and are not looked up.
  static let longest = 128

  /// Makes a token of 43 characters from the system's random numbers.
  static func random() -> String {
    var generator = SystemRandomNumberGenerator()
    var bytes: [UInt8] = []
    for _ in 0..<4 {
      withUnsafeBytes(of: generator.next() as UInt64) { bytes.append(contentsOf: $0) }
    }
    return Data(bytes).base64EncodedString()
      .replacing("+", with: "-").replacing("/", with: "_").replacing("=", with: "")
  }

  /// The hash under which a token is stored: SHA-256, in hexadecimal.
  ///
  /// A fast hash is enough: 256 random bits cannot be guessed from it.
  static func hash(_ token: String) -> String {
    let digits = Array("0123456789abcdef".utf8)
    let hex = SHA256.hash(data: Data(token.utf8)).flatMap {
      [digits[Int($0 >> 4)], digits[Int($0 & 15)]]
    }
    return String(decoding: hex, as: UTF8.self)
  }
}
