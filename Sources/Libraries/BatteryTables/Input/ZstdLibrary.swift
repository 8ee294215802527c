#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// The system's libzstd, found when it is first needed: nothing is linked against it.
struct ZstdLibrary: @unchecked Sendable {
  /// `ZSTD_inBuffer` and `ZSTD_outBuffer`: an address, a size and a place.
  struct Buffer {
    var start: UnsafeMutableRawPointer?
    var size: Int
    var place: Int
  }

  typealias Create = @convention(c) () -> OpaquePointer?
  typealias Free = @convention(c) (OpaquePointer?) -> Int
  typealias Decompress =
    @convention(c) (OpaquePointer?, UnsafeMutableRawPointer, UnsafeMutableRawPointer) -> Int
  typealias Compress =
    @convention(c) (OpaquePointer?, UnsafeMutableRawPointer, UnsafeMutableRawPointer, Int32) -> Int
  typealias Reset = @convention(c) (OpaquePointer?, Int32) -> Int
  typealias IsError = @convention(c) (Int) -> UInt32
  typealias ErrorName = @convention(c) (Int) -> UnsafePointer<CChar>?

  let createDecompressor: Create
  let freeDecompressor: Free
  let decompress: Decompress
  let resetDecompressor: Reset
  let createCompressor: Create
  let freeCompressor: Free
  let compress: Compress
  let isError: IsError
  let errorName: ErrorName

  private static let names = ["libzstd.so.1", "libzstd.so", "libzstd.1.dylib", "libzstd.dylib"]

  private static let shared = names.lazy.compactMap { dlopen($0, RTLD_NOW | RTLD_LOCAL) }.first
    .flatMap(ZstdLibrary.init)

  /// Returns the library.
  ///
  /// - Throws: ``TableError`` with the code `unavailable` and the package to install.
  static func load(for name: String) throws(TableError) -> ZstdLibrary {
    if let shared { return shared }
    throw TableError(
      .unavailable,
      "\(name): this file is compressed with zstd, and the system has no libzstd. Install the "
        + "package libzstd1 (Debian, Ubuntu), libzstd (Fedora) or zstd (Alpine, Arch, Homebrew)."
    )
  }

  private init?(_ handle: UnsafeMutableRawPointer) {
    func symbol<Function>(_ name: String, _ type: Function.Type) -> Function? {
      dlsym(handle, name).map { unsafeBitCast($0, to: type) }
    }
    guard let createDecompressor = symbol("ZSTD_createDCtx", Create.self),
      let freeDecompressor = symbol("ZSTD_freeDCtx", Free.self),
      let decompress = symbol("ZSTD_decompressStream", Decompress.self),
      let resetDecompressor = symbol("ZSTD_DCtx_reset", Reset.self),
      let createCompressor = symbol("ZSTD_createCCtx", Create.self),
      let freeCompressor = symbol("ZSTD_freeCCtx", Free.self),
      let compress = symbol("ZSTD_compressStream2", Compress.self),
      let isError = symbol("ZSTD_isError", IsError.self),
      let errorName = symbol("ZSTD_getErrorName", ErrorName.self)
    else { return nil }
    self.createDecompressor = createDecompressor
    self.freeDecompressor = freeDecompressor
    self.decompress = decompress
    self.resetDecompressor = resetDecompressor
    self.createCompressor = createCompressor
    self.freeCompressor = freeCompressor
    self.compress = compress
    self.isError = isError
    self.errorName = errorName
  }

  /// What to say when a context cannot be made.
  static var noMemory: TableError {
    TableError(.inputOutput, "zstd could not be started. Free some memory.")
  }

  /// The name of an error that a function returned.
  func message(_ result: Int) -> String {
    errorName(result).map { String(cString: $0) } ?? "unknown"
  }
}
