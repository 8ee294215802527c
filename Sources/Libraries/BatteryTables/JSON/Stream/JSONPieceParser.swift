/// Reads a JSON text that comes in pieces of any size, part by part.
///
/// Only the part that is not complete yet is kept in memory. Duplicate keys are the caller's to
/// find: all are handed on.
///
/// ```swift
/// var parser = JSONPieceParser()
/// for piece in pieces {
///   parser.append(piece)
///   while let event = try parser.next() { … }
/// }
/// parser.finish()
/// while let event = try parser.next() { … }
/// ```
public struct JSONPieceParser: Sendable {
  private var machine: JSONMachine
  private var bytes: [UInt8] = []
  private var place = 0
  /// Where ``bytes`` begins in the text.
  private var start = JSONPlace()
  private var isFinished = false
  private var hasBegun = false

  /// Makes a parser.
  public init(_ options: JSONOptions = JSONOptions()) {
    machine = JSONMachine(depthLimit: options.depthLimit, tokenLimit: options.tokenLimit)
  }

  /// Whether the value is complete; only white space may follow it.
  public var isComplete: Bool { machine.isDone }

  /// Takes the next piece; it may end anywhere, within a character too.
  public mutating func append(_ piece: some Sequence<UInt8>) {
    dropUsed()
    bytes.append(contentsOf: piece)
  }

  /// Takes the next piece.
  public mutating func append(_ piece: UnsafeRawBufferPointer) {
    dropUsed()
    bytes.append(contentsOf: piece)
  }

  /// Says that no more pieces come.
  public mutating func finish() {
    isFinished = true
  }

  /// Returns the next part.
  ///
  /// - Returns: `nil` when it needs another piece; after ``finish()``, at the end of the text.
  /// - Throws: ``JSONSyntaxError``, which says where the text is wrong.
  public mutating func next() throws(JSONSyntaxError) -> JSONEvent? {
    if !hasBegun {
      // A byte order mark, once it can be told from something else.
      guard isFinished || bytes.count >= 3 || bytes.first != 0xEF else { return nil }
      if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { place = 3 }
      hasBegun = isFinished || !bytes.isEmpty
    }
    let isLast = isFinished
    let result: Result<JSONEvent?, JSONSyntaxError> = bytes.withUnsafeBufferPointer { bytes in
      // An array without elements may have no address.
      guard let base = bytes.baseAddress ?? UnsafePointer(bitPattern: 1) else {
        return .success(nil)
      }
      do throws(JSONFailure) {
        let token = try machine.next(base, &place, bytes.count, isLast: isLast)
        return .success(token.map { JSONEvent($0, base) })
      } catch {
        return .failure(JSONSyntaxError(error, in: bytes, from: start))
      }
    }
    return try result.get()
  }

  private mutating func dropUsed() {
    guard place > 0 else { return }
    bytes.withUnsafeBufferPointer {
      start.advance(over: UnsafeBufferPointer(rebasing: $0[..<place]))
    }
    bytes.removeFirst(place)
    place = 0
  }
}
