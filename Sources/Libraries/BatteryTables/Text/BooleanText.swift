/// Reads and writes truth values.
public enum BooleanText {
  /// Reads `true` or `false`.
  public static func boolean(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool? {
    guard let start = bytes.baseAddress else { return nil }
    return boolean(start, bytes.count)
  }

  @inline(__always)
  static func boolean(_ start: UnsafePointer<UInt8>, _ count: Int) -> Bool? {
    if count == 4, start[0] == UInt8(ascii: "t"), start[1] == UInt8(ascii: "r"),
      start[2] == UInt8(ascii: "u"), start[3] == UInt8(ascii: "e")
    {
      return true
    }
    if count == 5, start[0] == UInt8(ascii: "f"), start[1] == UInt8(ascii: "a"),
      start[2] == UInt8(ascii: "l"), start[3] == UInt8(ascii: "s"), start[4] == UInt8(ascii: "e")
    {
      return false
    }
    return nil
  }

  /// Writes `true` or `false`; eight bytes must be writable.
  ///
  /// - Returns: The place after it.
  @inline(__always)
  static func write(
    _ isTrue: Bool,
    to output: UnsafeMutablePointer<UInt8>
  ) -> UnsafeMutablePointer<UInt8> {
    // The letters, the first one lowest.
    let word: UInt64 = isTrue ? 0x6575_7274 : 0x65_736C_6166
    DigitFormat.store(word, to: output)
    return output + (isTrue ? 4 : 5)
  }
}
