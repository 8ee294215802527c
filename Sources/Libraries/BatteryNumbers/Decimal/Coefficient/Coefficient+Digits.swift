extension Coefficient {
  /// Reads ASCII digits.
  init(digits: some RandomAccessCollection<UInt8>) {
    let count = digits.count
    if count <= LimbMath.digits {
      var value: UInt64 = 0
      for digit in digits { value = value &* 10 &+ UInt64(digit &- 0x30) }
      self.init(low: value, high: 0)
      return
    }
    let limbs = (count + LimbMath.digits - 1) / LimbMath.digits
    self.init(count: limbs) { target in
      var index = digits.startIndex
      var length = count - (limbs - 1) * LimbMath.digits
      for limb in stride(from: limbs - 1, through: 0, by: -1) {
        var value: UInt64 = 0
        for _ in 0..<length {
          value = value &* 10 &+ UInt64(digits[index] &- 0x30)
          digits.formIndex(after: &index)
        }
        target[limb] = value
        length = LimbMath.digits
      }
    }
  }

  /// The digits in ASCII, without zeros in front; one zero for zero.
  var digits: [UInt8] {
    let length = digitCount
    return withLimbs { limbs, count in
      [UInt8](unsafeUninitializedCapacity: length) { memory, initialized in
        var end = length
        for index in 0..<max(count, 1) {
          var limb = count == 0 ? 0 : limbs[index]
          let start = max(0, end - LimbMath.digits)
          while end > start {
            end -= 1
            let (quotient, digit) = limb.quotientAndRemainder(dividingBy: 10)
            memory[end] = 0x30 + UInt8(digit)
            limb = quotient
          }
        }
        initialized = length
      }
    }
  }

  /// Reads a number in 64-bit words, the least significant first.
  init(words: [UInt64]) {
    var limbs: [Limb] = [0]
    for word in words.reversed() {
      // value * 2^64 + word, 2^32 at a time so that each factor is under the base
      for part in [word >> 32, word & 0xFFFF_FFFF] {
        let count = limbs.count
        let carry = limbs.withUnsafeMutableBufferPointer { buffer in
          buffer.baseAddress.map {
            Limbs.multiply($0, $0, count, by: 1 << 32, adding: part)
          } ?? 0
        }
        if carry != 0 { limbs.append(carry) }
      }
    }
    self.init(count: limbs.count) { target in
      for (index, limb) in limbs.enumerated() { target[index] = limb }
    }
  }

  /// The number in 64-bit words, the least significant first, without zeros at the top.
  var words: [UInt64] {
    var limbs = withLimbs { source, count in (0..<count).map { source[$0] } }
    var words: [UInt64] = []
    while !limbs.isEmpty {
      // The remainder of dividing by 2^64, in two steps of 2^32.
      var word: UInt64 = 0
      for shift: UInt64 in [0, 32] {
        let count = limbs.count
        let part = limbs.withUnsafeMutableBufferPointer { buffer in
          buffer.baseAddress.map { Limbs.divide($0, $0, count, by: 1 << 32) } ?? 0
        }
        word |= part << shift
        while limbs.last == 0 { limbs.removeLast() }
        if limbs.isEmpty { break }
      }
      words.append(word)
    }
    return words
  }
}
