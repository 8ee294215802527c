extension [Double] {
  /// Adds up the numbers on all processors; the result has the same bits on each run.
  ///
  /// Adding floating-point numbers rounds, so a sum depends on the order of its additions. Here the
  /// order depends on the number of elements alone: blocks of 4,096 elements are added up in 16 lanes,
  /// then the sums of the blocks in a binary tree. Neither the number of chunks nor which of them is
  /// done first changes a bit.
  ///
  /// With *B* = ⌈count / 4096⌉ blocks and *k* = 259 + ⌈log₂ *B*⌉, the result differs from the exact sum
  /// by at most *k u* / (1 − *k u*) times the sum of the absolute values, *u* being 2⁻⁵³ (N. Higham,
  /// *Accuracy and Stability of Numerical Algorithms*, section 4.2). For a sum one after the other *k*
  /// is count − 1.
  ///
  /// - Parameters:
  ///   - chunks: Into how many chunks to cut, each of them whole blocks.
  ///   - limit: How many are worked on at once; the number of processors unless it is said.
  /// - Returns: The sum; 0 of no elements.
  /// - Throws: `CancellationError` when the task is cancelled.
  /// - Complexity: O(*n*).
  public func parallelSum(
    chunks: Int = 4 * Processors.count,
    limit: Int = Processors.count
  ) async throws -> Double {
    let blocks = (count + SumBlock.size - 1) / SumBlock.size
    let sums = try await chunkRanges(of: blocks, chunks: chunks).concurrentMap(limit: limit) {
      SumBlock.sums(of: self, blocks: $0)
    }
    return SumBlock.tree(Array(sums.joined()))
  }

  /// Adds up the numbers on this thread; the result has the bits of ``parallelSum(chunks:limit:)``.
  public func reproducibleSum() -> Double {
    SumBlock.tree(SumBlock.sums(of: self, blocks: 0..<(count + SumBlock.size - 1) / SumBlock.size))
  }
}

/// A block of numbers that is always added up in the same order.
enum SumBlock {
  static let size = 4096

  /// Returns the sums of some blocks.
  static func sums(of numbers: [Double], blocks: Range<Int>) -> [Double] {
    numbers.withUnsafeBytes { bytes in
      blocks.map { block in
        let start = block * size
        let end = min(start + size, numbers.count)
        return sum(UnsafeRawBufferPointer(rebasing: bytes[start * 8..<end * 8]))
      }
    }
  }

  /// Adds up numbers in pairs, the pairs in pairs, and so on.
  static func tree(_ numbers: [Double]) -> Double {
    var level = numbers
    while level.count > 1 {
      level = stride(from: 0, to: level.count, by: 2).map {
        $0 + 1 < level.count ? level[$0] + level[$0 + 1] : level[$0]
      }
    }
    return level.first ?? 0
  }

  private static func sum(_ bytes: UnsafeRawBufferPointer) -> Double {
    typealias Lanes = SIMD8<Double>
    var (low, high) = (Lanes.zero, Lanes.zero)
    var offset = 0
    // Two vectors, since one addition must wait for the one before it.
    while offset + 128 <= bytes.count {
      low += bytes.loadUnaligned(fromByteOffset: offset, as: Lanes.self)
      high += bytes.loadUnaligned(fromByteOffset: offset + 64, as: Lanes.self)
      offset += 128
    }
    var lane = 0
    while offset < bytes.count {
      let number = bytes.loadUnaligned(fromByteOffset: offset, as: Double.self)
      if lane < 8 { low[lane] += number } else { high[lane - 8] += number }
      lane += 1
      offset += 8
    }
    let eight = low + high
    let four = eight.lowHalf + eight.highHalf
    let two = four.lowHalf + four.highHalf
    return two[0] + two[1]
  }
}
