import BatteryFiles
import Foundation
import SystemPackage
import TestKit
import Testing

@Suite("File lock") struct FileLockTests {
  let directory: TemporaryDirectory

  init() throws {
    directory = try TemporaryDirectory()
  }

  @Test("is held by one at a time, and says who holds it")
  func exclusive() throws {
    let path = directory.path.appending("lock")
    let lock = try FileLock(path)
    let held = #expect(throws: FileLock.Held.self) { try FileLock(path) }
    #expect(held?.process == getpid())
    #expect(held?.description.contains("process \(getpid()) holds the lock") == true)
    lock.unlock()
    lock.unlock()
    let again = try FileLock(path)
    again.unlock()
  }

  @Test("is given up with its last reference")
  func released() throws {
    let path = directory.path.appending("lock")
    do { _ = try FileLock(path) }
    #expect(throws: Never.self) { try FileLock(path) }
  }

  @Test("says where it cannot be")
  func missingDirectory() {
    let error = #expect(throws: FileError.self) { try FileLock("/no/such/lock") }
    #expect(error?.cause == .noSuchFileOrDirectory)
  }

  @Test("is not taken through a link")
  func link() throws {
    let path = directory.path.appending("lock")
    #expect(symlink("elsewhere", path.string) == 0)
    #expect(throws: FileError.self) { try FileLock(path) }
    #expect(access(directory.path.appending("elsewhere").string, F_OK) != 0)
  }
}
