import BatteryTables

extension ByteSource {
  /// The first bytes of a log after the zero bytes that it may begin with; zero bytes when there is
  /// nothing else.
  mutating func head(_ limit: Int) throws -> [UInt8] {
    var head: [UInt8] = []
    var zeros: [UInt8] = []
    while head.count < limit {
      var bytes = [UInt8](repeating: 0, count: limit - head.count)
      let count = try bytes.withUnsafeMutableBytes { try fill($0) }
      let isAtEnd = count < bytes.count
      bytes.removeLast(bytes.count - count)
      if !head.isEmpty {
        head += bytes
      } else if let start = bytes.firstIndex(where: { $0 != 0 }) {
        head = Array(bytes[start...])
      } else if count > 0 {
        zeros = bytes
      }
      if isAtEnd { break }
    }
    return head.isEmpty ? zeros : head
  }
}
