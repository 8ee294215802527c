import BatteryFiles
import Foundation
import SystemPackage

/// Looks into one file after another; for one thread.
///
/// A file is opened at the first question about its content, and its beginning read once.
final class FileProbe {
  /// How much of the beginning, and of the end of longer files, goes into the hash.
  static let part = 16_384

  /// How much of a file is searched for text.
  static let textLimit = 4 << 20

  private let root: RootedDirectory
  private var directory: (path: FilePath, open: RootedDirectory)?
  private var candidate = FileCandidate(
    directory: 0,
    name: [],
    size: 0,
    modified: 0,
    created: nil,
    device: 0,
    inode: 0
  )
  private var path = FilePath()
  private var descriptor: FileDescriptor?
  private let head = UnsafeMutableRawBufferPointer.allocate(byteCount: part, alignment: 16)
  private let tail = UnsafeMutableRawBufferPointer.allocate(byteCount: part, alignment: 16)
  private var headCount: Int?

  init(_ root: RootedDirectory) {
    self.root = root
  }

  deinit {
    close()
    head.deallocate()
    tail.deallocate()
  }

  /// Goes on to another file.
  func begin(_ candidate: FileCandidate, in path: FilePath) {
    close()
    self.candidate = candidate
    self.path = path
    headCount = nil
  }

  /// Lets go of the file.
  func close() {
    try? descriptor?.close()
    descriptor = nil
  }

  /// The beginning of the file.
  func start() throws(FileError) -> UnsafeRawBufferPointer {
    if let headCount { return UnsafeRawBufferPointer(rebasing: head[..<headCount]) }
    let count = candidate.size == 0 ? 0 : try read(at: 0, into: head)
    headCount = count
    return UnsafeRawBufferPointer(rebasing: head[..<count])
  }

  /// What the file is.
  func kind() throws(FileError) -> FileKind {
    let start = try start()
    let part = UnsafeRawBufferPointer(rebasing: start.prefix(KindDetector.headSize))
    return KindDetector.kind(part, suffix: FileDetails.suffix(candidate.name))
  }

  /// The file as a plan has it, with the hash.
  func stamp() throws(FileError) -> FileStamp {
    var hasher = ContentHasher()
    hasher.update(try start())
    if candidate.size > Int64(Self.part) {
      let offset = max(Int64(Self.part), candidate.size - Int64(Self.part))
      let count = try read(at: offset, into: tail)
      hasher.update(UnsafeRawBufferPointer(rebasing: tail[..<count]))
    }
    return FileStamp(
      device: candidate.device,
      inode: candidate.inode,
      size: candidate.size,
      modified: candidate.modified,
      hash: hasher.finish().low
    )
  }

  /// Some bytes of the file; fewer at its end.
  func bytes(at offset: Int64, _ count: Int) throws(FileError) -> [UInt8] {
    guard count > 0, offset >= 0, offset < candidate.size else { return [] }
    let room = Int(min(Int64(count), candidate.size - offset))
    var bytes = [UInt8](repeating: 0, count: room)
    let file = try file()
    var done = 0
    while done < room {
      let place = offset + Int64(done)
      let got = bytes.withUnsafeMutableBytes { buffer in
        try? file.read(
          fromAbsoluteOffset: place,
          into: UnsafeMutableRawBufferPointer(rebasing: buffer[done...])
        )
      }
      guard let got else { throw failure("read") }
      if got == 0 { break }
      done += got
    }
    return Array(bytes.prefix(done))
  }

  /// The file's tags.
  func tags() throws(FileError) -> [String] {
    let name = FilePath().appending(nameBytes: candidate.name)
    let value = try open().extendedAttribute(FileTags.attribute, of: name)
    return value.map(FileTags.read) ?? []
  }

  /// The digits of the hash of the whole content.
  func digits() throws(FileError) -> String {
    var hasher = ContentHasher()
    var offset: Int64 = 0
    while true {
      let piece = try bytes(at: offset, 1 << 20)
      piece.withUnsafeBytes { hasher.update($0) }
      offset += Int64(piece.count)
      if piece.count < 1 << 20 { return hasher.finish().description }
    }
  }

  private func read(
    at offset: Int64,
    into buffer: UnsafeMutableRawBufferPointer
  ) throws(FileError) -> Int {
    let file = try file()
    var done = 0
    while done < buffer.count, offset + Int64(done) < candidate.size {
      let rest = UnsafeMutableRawBufferPointer(rebasing: buffer[done...])
      guard let got = try? file.read(fromAbsoluteOffset: offset + Int64(done), into: rest) else {
        throw failure("read")
      }
      if got == 0 { break }
      done += got
    }
    return done
  }

  private func file() throws(FileError) -> FileDescriptor {
    if let descriptor { return descriptor }
    let name = FilePath().appending(nameBytes: candidate.name)
    let file = try open().open(name, options: [.noFollow, .nonBlocking])
    descriptor = file
    return file
  }

  private func open() throws(FileError) -> RootedDirectory {
    if let directory, directory.path == path { return directory.open }
    let found = path.isEmpty ? root : try root.directory(path)
    directory = (path, found)
    return found
  }

  private func failure(_ operation: String) -> FileError {
    let path = root.path.pushing(path).appending(nameBytes: candidate.name)
    return FileError(path: path, operation: operation, cause: .ioError)
  }
}
