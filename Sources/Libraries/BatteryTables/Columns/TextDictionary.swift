#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// Different texts, and a number for each, in the order in which they came.
public struct TextDictionary: Sendable {
  /// A text of up to 16 bytes is told by two words and its length; of a longer one the first word is
  /// the hash.
  private struct Slot: Sendable {
    var first: UInt64 = 0
    var second: UInt64 = 0
    var count: UInt32 = 0
    /// The number of the text plus one; zero is free.
    var code: UInt32 = 0
  }

  private let limit: Int
  private let hash = ByteHash.process
  private var slots = [Slot](repeating: Slot(), count: 256)
  /// The texts.
  public private(set) var texts = TextColumn()

  /// Makes a dictionary of at most so many texts.
  public init(limit: Int = Int(Int32.max)) { self.limit = limit }

  /// Makes a dictionary of texts that are different from each other and all have a value.
  ///
  /// Nothing is done for them before the number of a text is asked for.
  public init(_ texts: TextColumn) {
    self.init()
    self.texts = texts
    if texts.count > 0 { slots = [] }
  }

  /// The number of a text, which is added when it is new; `nil` when there are too many.
  ///
  /// - Complexity: O(length), amortised.
  public mutating func code(of text: UnsafeBufferPointer<UInt8>) -> UInt32? {
    guard let start = text.baseAddress else {
      return withUnsafePointer(to: 0 as UInt8) { code(of: $0, 0) }
    }
    return code(of: start, text.count)
  }

  @inline(__always)
  mutating func code(of start: UnsafePointer<UInt8>, _ count: Int) -> UInt32? {
    if slots.isEmpty { fill() }
    let wanted = key(start, count)
    let found = slots.withUnsafeBufferPointer { slots -> Int in
      let mask = slots.count &- 1
      var place = Int(truncatingIfNeeded: ByteHash.mix(wanted.first, wanted.second)) & mask
      while slots[place].code != 0 {
        let slot = slots[place]
        if slot.first == wanted.first, slot.second == wanted.second, slot.count == wanted.count,
          count <= 16 || isText(Int(slot.code) &- 1, start, count)
        {
          return Int(slot.code) &- 1
        }
        place = (place &+ 1) & mask
      }
      return -1 &- place
    }
    if found >= 0 { return UInt32(truncatingIfNeeded: found) }
    return add(start, wanted, at: -1 - found)
  }

  @inline(__always)
  private func key(_ start: UnsafePointer<UInt8>, _ count: Int) -> Slot {
    let length = UInt32(truncatingIfNeeded: count)
    guard count <= 16 else {
      let hashed = hash(UnsafeRawPointer(start), count)
      return Slot(first: hashed, second: hash.second, count: length)
    }
    // Secret words spread the slots differently in every process and leave the texts apart.
    let (first, second) = ByteHash.tail(UnsafeRawPointer(start), count)
    return Slot(first: first ^ hash.first, second: second ^ hash.second, count: length)
  }

  private func isText(_ number: Int, _ start: UnsafePointer<UInt8>, _ count: Int) -> Bool {
    texts.withBytes(of: number) { text in
      text.count == count && memcmp(text.baseAddress.unsafelyUnwrapped, start, count) == 0
    }
  }

  @inline(never)
  private mutating func add(
    _ start: UnsafePointer<UInt8>,
    _ wanted: Slot,
    at place: Int
  ) -> UInt32? {
    guard texts.count < limit else { return nil }
    texts.append(UnsafeBufferPointer(start: start, count: Int(wanted.count)))
    slots[place] = wanted
    slots[place].code = UInt32(texts.count)
    if texts.count * 2 > slots.count { grow() }
    return UInt32(texts.count - 1)
  }

  /// Finds places for the texts of a dictionary that was made of them.
  @inline(never)
  private mutating func fill() {
    var capacity = 256
    while capacity < texts.count * 2 { capacity *= 4 }
    slots = [Slot](repeating: Slot(), count: capacity)
    for number in 0..<texts.count {
      var slot = texts.withBytes(of: number) { bytes in
        guard let start = bytes.baseAddress else {
          return withUnsafePointer(to: 0 as UInt8) { key($0, 0) }
        }
        return key(start, bytes.count)
      }
      slot.code = UInt32(number + 1)
      put(slot)
    }
  }

  private mutating func put(_ slot: Slot) {
    let mask = slots.count - 1
    var place = Int(truncatingIfNeeded: ByteHash.mix(slot.first, slot.second)) & mask
    while slots[place].code != 0 { place = (place + 1) & mask }
    slots[place] = slot
  }

  private mutating func grow() {
    let old = slots
    slots = [Slot](repeating: Slot(), count: old.count * 4)
    for slot in old where slot.code != 0 { put(slot) }
  }
}
