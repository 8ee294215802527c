import Foundation
import Synchronization
import Testing

@testable import BatteryTables

@Suite("CSV supply", .timeLimit(.minutes(5))) struct CSVSupplyTests {
  private static func supply(ahead: Int) -> CSVSupply {
    let text = (0..<40).map { "\($0)\n" }.joined()
    let blocks = CSVBlockReader(
      MemoryByteSource(Array(text.utf8)),
      dialect: .standard,
      blockSize: 4,
      fieldLimit: 100,
      headerEnd: 0
    )
    return CSVSupply(blocks, ahead: ahead)
  }

  /// Takes blocks on a thread of its own and gives them back at once.
  private static func takeAll(
    _ supply: CSVSupply,
    _ body: @escaping @Sendable (Int) -> Void
  ) -> DispatchSemaphore {
    let end = DispatchSemaphore(value: 0)
    Thread.detachNewThread {
      while let block = supply.next() {
        body(block.ordinal)
        supply.reuse(block)
      }
      end.signal()
    }
    return end
  }

  /// The blocks that were handed out.
  private final class Seen: Sendable {
    private let ordinals = Mutex<[Int]>([])

    func add(_ ordinal: Int) { ordinals.withLock { $0.append(ordinal) } }

    /// All so far.
    var all: [Int] { ordinals.withLock { $0 } }
  }

  @Test("hands out only so many blocks after one that takes long")
  func bound() throws {
    let supply = Self.supply(ahead: 3)
    let slow = try #require(supply.next())
    let seen = Seen()
    let reached = DispatchSemaphore(value: 0)
    let end = Self.takeAll(supply) { ordinal in
      seen.add(ordinal)
      if ordinal == 2 { reached.signal() }
    }
    reached.wait()
    #expect(seen.all == [1, 2])
    supply.reuse(slow)
    end.wait()
    #expect(seen.all.count > 10)
  }

  @Test("lets nobody wait once something has failed")
  func failure() throws {
    struct Failure: Error {}
    let supply = Self.supply(ahead: 1)
    let slow = try #require(supply.next())
    let end = Self.takeAll(supply) { _ in }
    supply.fail(Failure(), in: slow.ordinal)
    end.wait()
    #expect(supply.firstFailure?.ordinal == 0)
  }
}
