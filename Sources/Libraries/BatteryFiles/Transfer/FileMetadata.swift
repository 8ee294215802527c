import CTransferCalls
import SystemPackage

#if canImport(Glibc)
import Glibc
#elseif canImport(Darwin)
import Darwin
#endif

/// Carries what belongs to a file, beside its content, from one open file to another.
enum FileMetadata {
  /// Copies extended attributes, access control lists among them; `false` with `errno` on failure.
  ///
  /// A file system that has none is no failure, nor is one that refuses a system's attribute to
  /// somebody who is not root.
  static func copyExtendedAttributes(from source: Int32, to target: Int32) -> Bool {
    var size = transfer_list_attributes(source, nil, 0)
    guard size != 0 else { return true }
    guard size > 0 else { return transfer_is_unsupported(errno) != 0 }
    var names = [CChar](repeating: 0, count: size + 256)
    size = transfer_list_attributes(source, &names, names.count)
    guard size >= 0 else { return false }
    for name in names.prefix(size).split(separator: 0) {
      guard copyAttribute(Array(name) + [0], from: source, to: target) else { return false }
    }
    return true
  }

  private static func copyAttribute(
    _ name: [CChar],
    from source: Int32,
    to target: Int32
  ) -> Bool {
    // 64 KiB are the most that Linux takes.
    withUnsafeTemporaryAllocation(byteCount: 65_536, alignment: 8) { value in
      let count = transfer_get_attribute(source, name, value.baseAddress, value.count)
      guard count >= 0 else { return errno == ENODATA || transfer_is_unsupported(errno) != 0 }
      if transfer_set_attribute(target, name, value.baseAddress, count) == 0 { return true }
      return transfer_is_unsupported(errno) != 0
    }
  }

  /// Gives an open file owner, mode, attributes and times; `false` with `errno` on failure.
  ///
  /// Only root can give files away: for others the owner stays who they are, and the bits that
  /// lend the owner's rights are left out then.
  static func apply(
    _ status: NodeStatus,
    from source: Int32?,
    to target: Int32,
    _ kept: FileTransfer.Kept,
    created: NodeStatus?
  ) -> Bool {
    var mode = status.permissions
    if kept.contains(.owner), !isOwnedAlike(status, created) {
      if fchown(target, status.raw.st_uid, status.raw.st_gid) != 0 {
        guard errno == EPERM || errno == EINVAL else { return false }
        mode &= ~(S_ISUID | S_ISGID)
      }
    } else if !kept.contains(.owner) {
      mode &= ~(S_ISUID | S_ISGID)
    }
    if kept.contains(.extendedAttributes), let source,
      !copyExtendedAttributes(from: source, to: target)
    {
      return false
    }
    if kept.contains(.permissions), created?.permissions != mode || !kept.isDisjoint(with: .owner),
      fchmod(target, mode) != 0
    {
      return false
    }
    if kept.contains(.times) {
      var times = (status.accessTime, status.modificationTime)
      let result = withUnsafePointer(to: &times) { pointer in
        pointer.withMemoryRebound(to: timespec.self, capacity: 2) { futimens(target, $0) }
      }
      if result != 0 { return false }
    }
    return true
  }

  private static func isOwnedAlike(_ status: NodeStatus, _ created: NodeStatus?) -> Bool {
    guard let created else { return false }
    return created.raw.st_uid == status.raw.st_uid && created.raw.st_gid == status.raw.st_gid
  }

  /// Gives something that is not opened, a link above all, owner and times.
  static func applyByName(
    _ status: NodeStatus,
    _ name: EntryName,
    in directory: OpenDirectory,
    _ kept: FileTransfer.Kept
  ) -> Bool {
    if kept.contains(.owner) {
      let result = fchownat(
        directory.descriptor,
        name.characters,
        status.raw.st_uid,
        status.raw.st_gid,
        AT_SYMLINK_NOFOLLOW
      )
      if result != 0, errno != EPERM { return false }
    }
    if kept.contains(.permissions), !status.isLink,
      fchmodat(directory.descriptor, name.characters, status.permissions, 0) != 0
    {
      return false
    }
    if kept.contains(.times) {
      var times = (status.accessTime, status.modificationTime)
      return withUnsafePointer(to: &times) { pointer in
        pointer.withMemoryRebound(to: timespec.self, capacity: 2) {
          utimensat(directory.descriptor, name.characters, $0, AT_SYMLINK_NOFOLLOW) == 0
            || transfer_is_unsupported(errno) != 0
        }
      }
    }
    return true
  }
}
