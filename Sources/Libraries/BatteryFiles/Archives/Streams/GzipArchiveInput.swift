/// The bytes that a gzip file holds, of all its members one after the other.
public final class GzipArchiveInput: ArchiveInput {
  /// What messages call it.
  public var name: String { input.name }

  /// The compressed bytes that were read so far.
  public var consumed: Int64 { input.consumed }

  private let input: any ArchiveInput
  private let inflater: Inflater
  private let buffer: UnsafeMutableRawBufferPointer
  private var start = 0
  private var end = 0
  private var isInMember = false
  private var hadMember = false
  private var isAtEnd = false

  /// Reads compressed bytes from an input.
  ///
  /// - Throws: ``ArchiveError`` when there is no memory for it.
  public init(_ input: any ArchiveInput) throws(ArchiveError) {
    guard let inflater = Inflater(.gzip) else {
      throw ArchiveError(
        .unsupported,
        archive: input.name,
        "zlib could not be started. Free some memory."
      )
    }
    self.input = input
    self.inflater = inflater
    buffer = .allocate(byteCount: 1 << 17, alignment: 16)
  }

  deinit {
    buffer.deallocate()
  }

  /// Reads the bytes that come next.
  ///
  /// - Throws: ``ArchiveError`` when the file is damaged or cut off.
  public func read(into output: UnsafeMutableRawBufferPointer) throws -> Int {
    while !isAtEnd {
      if start == end, try !refill() { break }
      if !isInMember, try !beginMember() { break }
      let given = UnsafeRawBufferPointer(rebasing: buffer[start..<end])
      guard let step = inflater.step(given, into: output) else {
        throw ArchiveError(
          .damaged,
          archive: name,
          "the gzip data is damaged: \(inflater.problem). Fetch the file again."
        )
      }
      start += step.consumed
      if step.isAtEnd { isInMember = false }
      if step.produced > 0 { return step.produced }
    }
    return 0
  }

  private func refill() throws -> Bool {
    start = 0
    end = try input.read(into: buffer)
    if end > 0 { return true }
    guard !isInMember else {
      throw ArchiveError(
        .damaged,
        archive: name,
        "the gzip data is cut off. Fetch the file again."
      )
    }
    isAtEnd = true
    return false
  }

  /// Looks at what comes after a member: another one, zeros up to the end of a block, or an error.
  private func beginMember() throws -> Bool {
    if hadMember {
      while buffer[start] == 0 {
        start += 1
        if start == end, try !refill() { return false }
      }
      inflater.reset()
    }
    hadMember = true
    isInMember = true
    return true
  }
}
