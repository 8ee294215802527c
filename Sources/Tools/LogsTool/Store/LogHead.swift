import BatteryTables

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

extension ByteSource {
  /// The first bytes of a log after the zero bytes that it may begin with; zero bytes when there is
  /// nothing else.
  ///
  /// - Throws: ``TableError`` when more than `zeroLimit` zero bytes come first; what the source throws.
  mutating func head(_ limit: Int, zeroLimit: Int = .max) throws -> [UInt8] {
    var head: [UInt8] = []
    var zeros: [UInt8] = []
    var zeroCount = 0
    while head.count < limit {
      var bytes = [UInt8](repeating: 0, count: limit - head.count)
      let count = try bytes.withUnsafeMutableBytes { try fill($0) }
      let isAtEnd = count < bytes.count
      bytes.removeLast(bytes.count - count)
      if !head.isEmpty {
        head += bytes
      } else if let start = bytes.placeAfterZeros {
        head = Array(bytes[start...])
      } else if count > 0 {
        zeros = bytes
        zeroCount += count
        guard zeroCount <= zeroLimit else {
          throw TableError(
            .invalidData,
            "\(name): begins with more than \(zeroLimit >> 20) MiB of zero bytes. Name a log."
          )
        }
      }
      if isAtEnd { break }
    }
    return head.isEmpty ? zeros : head
  }
}

extension [UInt8] {
  /// The place of the first byte that is not zero; `nil` without one.
  fileprivate var placeAfterZeros: Int? {
    // Zeros may go on for gigabytes: they are compared with themselves, one place further.
    let isZero = withUnsafeBytes { bytes in
      guard let start = bytes.baseAddress, let first = bytes.first else { return true }
      return first == 0 && memcmp(start, start + 1, bytes.count - 1) == 0
    }
    return isZero ? nil : firstIndex { $0 != 0 }
  }
}
