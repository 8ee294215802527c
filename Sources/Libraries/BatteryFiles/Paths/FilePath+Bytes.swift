public import SystemPackage

extension FilePath {
  /// Makes a path from bytes, which need not be UTF-8; a zero byte ends them.
  public init(bytes: some Collection<UInt8>) {
    var characters: [CInterop.PlatformChar] = []
    characters.reserveCapacity(bytes.count + 1)
    for byte in bytes { characters.append(CInterop.PlatformChar(bitPattern: byte)) }
    characters.append(0)
    self.init(platformString: characters)
  }

  /// The bytes of the path: Python's `os.fsencode`.
  public var bytes: [UInt8] {
    withBytes { Array($0) }
  }

  /// Calls a closure with the bytes, which are valid during the call.
  func withBytes<Result>(_ body: (UnsafeBufferPointer<UInt8>) throws -> Result) rethrows -> Result {
    try withPlatformString { text in
      let count = length
      return try text.withMemoryRebound(to: UInt8.self, capacity: count) {
        try body(UnsafeBufferPointer(start: $0, count: count))
      }
    }
  }
}

extension FilePath.Component {
  /// Makes a name from bytes, which need not be UTF-8; `nil` when they are none, or a `/` or a zero
  /// byte is among them.
  public init?(bytes: some Collection<UInt8>) {
    guard !bytes.isEmpty, !bytes.contains(0x2F), !bytes.contains(0) else { return nil }
    var characters = bytes.map { CInterop.PlatformChar(bitPattern: $0) }
    characters.append(0)
    self.init(platformString: characters)
  }

  /// The bytes of the name.
  public var bytes: [UInt8] {
    withPlatformString { text in
      var bytes: [UInt8] = []
      var next = text
      while next.pointee != 0 {
        bytes.append(UInt8(bitPattern: next.pointee))
        next += 1
      }
      return bytes
    }
  }
}
