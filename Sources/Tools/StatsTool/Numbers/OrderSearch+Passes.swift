import BatteryNumbers
import BatteryStatistics
import BatteryTables
import Synchronization

extension OrderSearch {
  /// An integer in the order of the doubles.
  @inline(__always)
  static func key(_ value: Double) -> UInt64 {
    // Zero has one key only.
    let bits = (value + 0).bitPattern
    return bits ^ (UInt64(bitPattern: Int64(bitPattern: bits) &>> 63) | 1 &<< 63)
  }

  static func value(_ key: UInt64) -> Double {
    Double(bitPattern: key >> 63 == 1 ? key ^ 1 << 63 : ~key)
  }

  /// Some blocks that one thread works on.
  struct Part {
    let blocks: BlockSupply

    /// Calls `body` for the words of each block.
    @inline(__always)
    func forEachBlock(_ body: (NumberStore.Kind, UnsafeBufferPointer<Int64>) -> Void) {
      while let (store, block) = blocks.next() {
        do {
          try store.withWords(block) { body(block.kind, $0) }
        } catch {
          blocks.fail(error)
        }
      }
    }

    @inline(__always)
    func forEachKey(_ body: (UInt64, () -> ScaledNumber) -> Void) {
      forEachBlock { kind, words in
        switch kind {
        case .scaled(let scale):
          let power = Self.powers[scale]
          for word in words {
            body(
              key(Double(word) / power),
              { ScaledNumber(BigInteger(Int(word)), scale: scale, base: .ten) }
            )
          }
        case .mixed:
          Self.powers.withUnsafeBufferPointer { powers in
            for word in words {
              let scale = Int(truncatingIfNeeded: word & 63)
              let coefficient = word &>> 6
              body(
                key(Double(coefficient) / powers[scale]),
                { ScaledNumber(BigInteger(Int(coefficient)), scale: scale, base: .ten) }
              )
            }
          }
        case .doubles:
          for word in words {
            let value = Double(bitPattern: UInt64(bitPattern: word))
            body(key(value), { ScaledNumber(value) })
          }
        case .long: LongWords.forEach(words, body)
        }
      }
    }

    private static let powers: [Double] = (0...NumberStore.largestScale).map {
      Double("1e\($0)") ?? 1
    }
  }

  /// Runs a pass: every block is handed to one of the threads.
  func forEachPart<T: Sendable>(
    _ body: @escaping @Sendable (Part) -> T
  ) throws -> [T] {
    let supply = BlockSupply(stores)
    let threads = threads
    let results = Mutex([T?](repeating: nil, count: threads))
    let check = isCancelled
    Workers.run(threads, "order") { worker in
      do { try check() } catch { supply.fail(error) }
      let result = body(Part(blocks: supply))
      results.withLock { $0[worker] = result }
    }
    if let failure = supply.failure { throw failure }
    return results.withLock { $0.compactMap { $0 } }
  }
}
