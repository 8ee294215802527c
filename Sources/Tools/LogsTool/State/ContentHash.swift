internal import Crypto
internal import Foundation

/// Hashes by which the content of a log is known again, whatever the file is called.
///
/// Of each log the first bytes are hashed at a ladder of lengths, and the last bytes before the place
/// that it was read to. Half of each SHA-256 is kept, which is plenty to tell logs apart.
enum ContentHash {
  /// How many of the first bytes are hashed at most.
  static let headReach = 65_536
  /// How many bytes before the place that was read to are hashed at most.
  static let tailReach = 4096

  /// The lengths, four to each power of two: of a content that is at least as long as the first of
  /// them, they tell four fifths and more.
  static let rungs: [Int] = {
    var rungs: [Int] = []
    var power = 256
    while power < headReach {
      rungs += [power, power / 4 * 5, power / 4 * 6, power / 4 * 7]
      power *= 2
    }
    return rungs + [headReach]
  }()

  /// How many rungs a length reaches.
  static func rungCount(_ length: Int) -> Int {
    rungs.firstIndex { $0 > length } ?? rungs.count
  }

  /// The hashes of the first bytes, as far as they go.
  static func ladder(_ head: [UInt8]) -> [String] {
    var hash = SHA256()
    var place = 0
    return head.withUnsafeBytes { head in
      rungs.prefix(rungCount(head.count)).map { rung in
        hash.update(bufferPointer: UnsafeRawBufferPointer(rebasing: head[place..<rung]))
        place = rung
        return text(hash.finalize())
      }
    }
  }

  /// The hash of bytes.
  static func hash(_ bytes: [UInt8]) -> String { text(SHA256.hash(data: bytes)) }

  private static func text(_ digest: SHA256.Digest) -> String {
    let digits = Array("0123456789abcdef".utf8)
    var bytes: [UInt8] = []
    for byte in digest.prefix(16) {
      bytes.append(digits[Int(byte >> 4)])
      bytes.append(digits[Int(byte & 15)])
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}
