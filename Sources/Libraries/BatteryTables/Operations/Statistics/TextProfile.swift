/// What is known of a column of texts or of decimals.
struct TextProfile: Sendable {
  private let type: ColumnType
  private var present = 0
  private var distinct: FingerprintSet
  private var estimate: HyperLogLog?
  private var minimum = Extreme(isLeast: true)
  private var maximum = Extreme(isLeast: false)
  /// What decimals add up to, and their values as doubles.
  private var sum = DecimalSum()
  private var numbers: NumberProfile

  /// Begins to look at values.
  ///
  /// `limit` is how much memory the counts will ever be allowed,
  /// `room` about how many bytes are there for the latest values.
  init(_ type: ColumnType, limit: Int, room: Int) {
    self.type = type
    distinct = FingerprintSet(limit: limit)
    numbers = NumberProfile(.double, room: room)
  }

  /// How much memory the counts take; nothing once they are replaced by estimates.
  var size: Int { (estimate == nil ? distinct.size : 0) + numbers.size }

  mutating func add(_ column: Column) throws(TableError) {
    present += column.count - column.nulls.nullCount
    switch column {
    case .decimal(let texts): try addDecimals(texts)
    case .text(let texts): add(texts)
    case .dictionary(let texts):
      // Only the entries that a row has are values of the column.
      var isUsed = [Bool](repeating: false, count: texts.dictionary.count)
      let nulls = texts.codes.nulls
      for row in 0..<texts.count where !nulls[row] { isUsed[Int(texts.codes.values[row])] = true }
      add(texts.dictionary.gathering(isUsed.indices.filter { isUsed[$0] }.map { Int32($0) }))
    default: break
    }
  }

  private mutating func add(_ texts: TextColumn) {
    let hasNulls = texts.nulls.hasNulls
    let (secret, fixed) = (ByteHash.process, ByteHash.fixed)
    let isExact = estimate == nil
    texts.bytes.withUnsafeBytes { raw in
      let bytes = raw.bindMemory(to: UInt8.self)
      texts.offsets.withUnsafeBufferPointer { offsets in
        for row in 0..<texts.count {
          if hasNulls, texts.nulls[row] { continue }
          let text = UnsafeBufferPointer(rebasing: bytes[offsets[row]..<offsets[row + 1]])
          let head = Extreme.head(of: text)
          minimum.offer(text, head)
          maximum.offer(text, head)
          guard let start = text.baseAddress, !text.isEmpty else {
            count(Self.empty)
            continue
          }
          if isExact {
            distinct.insert(secret.fingerprint(start, text.count, with: fixed))
          } else {
            estimate?.add(hash: fixed(start, text.count))
          }
        }
      }
    }
  }

  /// The fingerprint of an empty text.
  private static let empty = SIMD2<UInt64>(0, 1)

  /// Counts a value by its fingerprint.
  ///
  /// The first half decides the slot, and no file can be made for it since it is secret; the second
  /// is what is estimated with, so that an estimate is the same in every run.
  private mutating func count(_ print: SIMD2<UInt64>) {
    if estimate == nil { distinct.insert(print) } else { estimate?.add(hash: print.y) }
  }

  private mutating func addDecimals(_ texts: TextColumn) throws(TableError) {
    for row in 0..<texts.count where !texts.nulls[row] {
      texts.withBytes(of: row) { bytes in
        minimum.replaceDecimal(bytes)
        maximum.replaceDecimal(bytes)
      }
      guard texts.withBytes(of: row, { sum.add($0) }) else {
        throw TableError(
          .typeMismatch,
          "The number \(texts[row] ?? "") is too long to be added. Read the column as text."
        )
      }
    }
    let (secret, fixed) = (ByteHash.process, ByteHash.fixed)
    let canonical = texts.canonicalDecimals
    for row in 0..<texts.count where !texts.nulls[row] {
      let print = canonical.withBytes(of: row) { bytes in
        bytes.baseAddress.map { secret.fingerprint($0, bytes.count, with: fixed) } ?? Self.empty
      }
      count(print)
    }
    numbers.add(Column.decimal(texts).widened(to: .double))
  }

  mutating func beginToEstimate() {
    numbers.beginToEstimate(0)
    guard estimate == nil else { return }
    var sketch = HyperLogLog()
    distinct.forEach { sketch.add(hash: $0.y) }
    estimate = sketch
    distinct = FingerprintSet()
  }

  mutating func seal() { numbers.seal() }

  mutating func merge(_ other: TextProfile) {
    present += other.present
    minimum.offer(other.minimum, areDecimals: type == .decimal)
    maximum.offer(other.maximum, areDecimals: type == .decimal)
    sum.merge(other.sum)
    numbers.merge(other.numbers)
    if let sketch = other.estimate {
      if estimate == nil { beginToEstimate() }
      estimate?.merge(sketch)
    } else if estimate != nil {
      var sketch = HyperLogLog()
      other.distinct.forEach { sketch.add(hash: $0.y) }
      estimate?.merge(sketch)
    } else {
      distinct.merge(other.distinct)
    }
  }

  mutating func finish(_ name: String, nulls: Int) -> ColumnStatistics {
    var result = ColumnStatistics(name: name, type: type, count: present, nulls: nulls)
    result.distinct = estimate?.estimate ?? distinct.count()
    result.isDistinctEstimated = estimate != nil
    func value(_ text: String) -> Value { type == .decimal ? .decimal(text) : .text(text) }
    result.minimum = minimum.text.map(value) ?? .null
    result.maximum = maximum.text.map(value) ?? .null
    if type == .decimal, present > 0 {
      let approximate = numbers.finish(name, nulls: nulls)
      result.mean = sum.double / Double(present)
      result.standardDeviation = approximate.standardDeviation
      result.median = approximate.median
      result.isMedianEstimated = approximate.isMedianEstimated
    }
    return result
  }

  /// The least or greatest text so far.
  private struct Extreme: Sendable {
    private let isLeast: Bool
    private var bytes: [UInt8]?
    /// The first eight bytes, which decide most comparisons.
    private var head: UInt64 = 0

    init(isLeast: Bool) {
      self.isLeast = isLeast
    }

    var text: String? { bytes.map { String(decoding: $0, as: UTF8.self) } }

    /// Takes in what another one found.
    mutating func offer(_ other: Extreme, areDecimals: Bool) {
      other.bytes?.withUnsafeBufferPointer { text in
        if areDecimals { replaceDecimal(text) } else { offer(text, other.head) }
      }
    }

    /// Takes in a text whose first bytes are known.
    @inline(__always)
    mutating func offer(_ text: UnsafeBufferPointer<UInt8>, _ first: UInt64) {
      if bytes != nil, isLeast ? first > head : first < head { return }
      replaceText(text, first)
    }

    @inline(never)
    private mutating func replaceText(_ text: UnsafeBufferPointer<UInt8>, _ first: UInt64) {
      let order = bytes?.withUnsafeBufferPointer { BatteryTables.order(text, $0) }
      if let order, isLeast ? order >= 0 : order <= 0 { return }
      bytes = Array(text)
      head = first
    }

    /// Takes in a decimal; of those that are equal the shortest is kept, and of these the first in
    /// the order of texts, so that it does not matter which is met first.
    mutating func replaceDecimal(_ text: UnsafeBufferPointer<UInt8>) {
      guard let own = bytes else {
        bytes = Array(text)
        return
      }
      let order = own.withUnsafeBufferPointer { own in
        let order = compareDecimals(text, own)
        guard order == 0 else { return isLeast ? order : -order }
        return text.count == own.count ? BatteryTables.order(text, own) : text.count - own.count
      }
      if order < 0 { bytes = Array(text) }
    }

    @inline(__always)
    static func head(of text: UnsafeBufferPointer<UInt8>) -> UInt64 {
      if text.count >= 8, let start = text.baseAddress {
        return UInt64(bigEndian: UnsafeRawPointer(start).loadUnaligned(as: UInt64.self))
      }
      var head: UInt64 = 0
      for byte in text { head = head << 8 | UInt64(byte) }
      return text.isEmpty ? 0 : head << UInt64(64 - text.count * 8)
    }
  }
}
