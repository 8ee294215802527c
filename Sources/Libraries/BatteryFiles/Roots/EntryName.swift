import SystemPackage

/// A name in a directory: its bytes, whatever they are, and a zero byte for the system's calls.
struct EntryName: Hashable, Sendable {
  let characters: [CChar]

  /// Copies a name that the system handed out.
  init(_ pointer: UnsafePointer<CChar>) {
    var count = 0
    while pointer[count] != 0 { count += 1 }
    characters = Array(UnsafeBufferPointer(start: pointer, count: count + 1))
  }

  /// Copies the bytes of a name, which have no zero among them.
  init(_ bytes: UnsafeBufferPointer<CChar>) {
    characters = Array(unsafeUninitializedCapacity: bytes.count + 1) { buffer, count in
      _ = buffer.initialize(fromContentsOf: bytes)
      buffer.initializeElement(at: bytes.count, to: 0)
      count = bytes.count + 1
    }
  }

  init(_ component: FilePath.Component) {
    characters = component.withPlatformString { EntryName($0).characters }
  }

  /// Makes a name of text of our own, which holds no zero byte and no slash.
  init(_ text: String) {
    characters = text.utf8.map { CChar(bitPattern: $0) } + [0]
  }

  /// The bytes without the zero.
  var bytes: [UInt8] { characters.dropLast().map { UInt8(bitPattern: $0) } }

  var component: FilePath.Component? {
    characters.withUnsafeBufferPointer { buffer in
      buffer.baseAddress.flatMap { FilePath.Component(platformString: $0) }
    }
  }

  /// A name beside this one that nobody has: hidden, short enough, and not to be guessed.
  var temporary: EntryName { unfinished(Self.random) }

  /// The name of what is not complete, of which something is said that makes it known again.
  func unfinished(_ mark: String) -> EntryName {
    // 255 bytes are the longest name; the beginning of this one says whose the file is.
    let start = characters.dropLast().prefix(200)
    return EntryName(
      characters: [0x2E] + start + ".\(mark)".utf8.map { CChar(bitPattern: $0) } + [0]
    )
  }

  /// Twelve letters and digits that nobody can guess.
  static var random: String {
    let alphabet = Array("abcdefghijklmnopqrstuvwxyz0123456789")
    var generator = SystemRandomNumberGenerator()
    return String((0..<12).map { _ in alphabet[Int.random(in: 0..<36, using: &generator)] })
  }

  init(characters: [CChar]) {
    self.characters = characters
  }
}

extension FilePath {
  /// The path with a name behind it.
  func appending(_ name: EntryName) -> FilePath {
    name.component.map { appending($0) } ?? self
  }
}
