import CTransferCalls
import Synchronization
import SystemPackage

#if canImport(Glibc)
import Glibc
#elseif canImport(Darwin)
import Darwin
#endif

/// Copies what is in one open directory, name by name, into another.
struct FileCopier {
  enum Outcome {
    case done
    case isDirectory
  }

  let copy: TreeCopy
  let branch: TreeCopy.Branch
  let from: OpenDirectory
  let to: OpenDirectory
  private let buffer: UnsafeMutableRawBufferPointer

  /// Whether further names of a file become names of its copy.
  var linksFiles: Bool

  /// Whether further names of a file wait until all files are copied.
  var postponesNames = true

  /// The name of the copy, when it is not that of the source.
  private var copyName: EntryName?

  /// The name that the copy gets in the end, for messages.
  private var finalName: EntryName?

  /// Whose the files are that are made here; looked up once.
  private var created: NodeStatus?

  init(
    _ copy: TreeCopy,
    _ branch: TreeCopy.Branch,
    _ from: OpenDirectory,
    _ to: OpenDirectory,
    _ buffer: UnsafeMutableRawBufferPointer
  ) {
    self.copy = copy
    self.branch = branch
    self.from = from
    self.to = to
    self.buffer = buffer
    linksFiles = copy.transfer.kept.contains(.hardLinks)
  }

  /// Copies one thing under another name.
  mutating func copyOne(
    _ name: EntryName,
    as made: EntryName,
    named final: EntryName,
    _ report: inout TransferReport
  ) {
    copyName = made
    finalName = final
    _ = copy(NameListing.Item(name: name, type: UInt8(DT_UNKNOWN)), &report)
    copyName = nil
    finalName = nil
  }

  /// Copies a file, link, pipe, socket or device.
  mutating func copy(_ item: NameListing.Item, _ report: inout TransferReport) -> Outcome {
    let name = item.name
    if item.type == UInt8(DT_REG) {
      // Should it have become a pipe, this does not wait for a writer.
      let flags = O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC
      let file = openat(from.descriptor, name.characters, flags)
      if file >= 0 {
        defer { close(file) }
        guard let status = NodeStatus(file) else {
          copy.fail(branch.source, name, "look at")
          return .done
        }
        if status.isFile {
          copyFile(file, status, name, &report)
          return .done
        }
      } else if errno != ELOOP {
        // What is gone by now is not to be copied.
        if errno != ENOENT { copy.fail(branch.source, name, "open") }
        return .done
      }
    }
    guard let status = from.status(name) else {
      if errno != ENOENT { copy.fail(branch.source, name, "look at") }
      return .done
    }
    if status.isDirectory { return .isDirectory }
    if status.isFile {
      guard item.type != UInt8(DT_REG) else {
        // It was something else a moment ago, and may be again.
        errno = EBUSY
        copy.fail(branch.source, name, "copy")
        return .done
      }
      return copy(NameListing.Item(name: name, type: UInt8(DT_REG)), &report)
    }
    copySpecial(status, name, &report)
    return .done
  }

  /// Whether the file has another name, under which it is copied; this one is added later then.
  private func isLater(_ status: NodeStatus, _ name: EntryName) -> Bool {
    guard linksFiles, postponesNames, status.links > 1 else { return false }
    let place = TreeCopy.Place(branch: branch, name: name)
    let isLater = copy.links.withLock { links in
      if links.seen.insert(status.identity).inserted { return false }
      links.later.append((status.identity, place))
      return true
    }
    if isLater { branch.awaitsLinks.store(true, ordering: .relaxed) }
    return isLater
  }

  private mutating func copyFile(
    _ file: Int32,
    _ status: NodeStatus,
    _ name: EntryName,
    _ report: inout TransferReport
  ) {
    if branch.isMerged, !mayReplace(status, name, &report) { return }
    if isLater(status, name) { return }
    let made = copyName ?? (branch.isMerged ? name.temporary : name)
    let flags = O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC
    let target = openat(to.descriptor, made.characters, flags, copy.transfer.fileMode)
    guard target >= 0 else {
      return copy.fail(branch.target, finalName ?? name, "make", isTarget: true)
    }
    defer { close(target) }
    if created == nil { created = NodeStatus(target) }
    let isCopied =
      copy.content.copy(
        from: file,
        to: target,
        status,
        buffer,
        keepsHoles: copy.transfer.kept.contains(.holes),
        isCancelled: { copy.monitor.isStopped }
      )
      && FileMetadata.apply(
        status,
        from: file,
        to: target,
        copy.transfer.kept,
        created: created
      )
      && isStill(status, file)
    guard isCopied else {
      let cause = errno
      unlinkat(to.descriptor, made.characters, 0)
      errno = cause
      return cause == ECANCELED ? () : copy.fail(branch.source, name, "copy")
    }
    let identity = linksFiles && status.links > 1 ? NodeStatus(target)?.identity : nil
    guard let published = branch.isMerged ? publish(made, name) : made else { return }
    report.files += 1
    report.bytes += status.size
    record(status, name, published, identity)
  }

  /// When the source is to be removed afterwards, it must not have been changed while it was read.
  private func isStill(_ status: NodeStatus, _ file: Int32) -> Bool {
    guard copy.copied != nil else { return true }
    guard let now = NodeStatus(file) else { return false }
    if CopyStamp(now).isSameContent(as: CopyStamp(status)) { return true }
    errno = EBUSY
    return false
  }

  /// Notes what was copied, and of a file with several names where its copy is.
  private func record(
    _ status: NodeStatus,
    _ name: EntryName,
    _ published: EntryName,
    _ identity: NodeStatus.Identity?
  ) {
    copy.copied?.withLock { $0.insert(status, name, in: from) }
    guard let identity else { return }
    let place = TreeCopy.Place(branch: branch, name: published)
    let original = TreeCopy.Original(place: place, identity: identity)
    copy.links.withLock { $0.originals[status.identity] = original }
  }

  private func copySpecial(
    _ status: NodeStatus,
    _ name: EntryName,
    _ report: inout TransferReport
  ) {
    if branch.isMerged, !mayReplace(status, name, &report) { return }
    if isLater(status, name) { return }
    let made = copyName ?? (branch.isMerged ? name.temporary : name)
    let isMade: Bool
    if status.isLink {
      guard let text = from.destination(name) else {
        return copy.fail(branch.source, name, "read the link")
      }
      isMade = symlinkat(text + [0], to.descriptor, made.characters) == 0
    } else {
      let device = UInt64(status.raw.st_rdev)
      isMade =
        transfer_make_special(to.descriptor, made.characters, UInt32(status.raw.st_mode), device)
        == 0
    }
    guard isMade, FileMetadata.applyByName(status, made, in: to, copy.transfer.kept) else {
      return copy.fail(branch.target, finalName ?? name, "make", isTarget: true)
    }
    let identity = linksFiles && status.links > 1 ? to.status(made)?.identity : nil
    guard let published = branch.isMerged ? publish(made, name) : made else { return }
    if status.isLink { report.symbolicLinks += 1 } else { report.others += 1 }
    record(status, name, published, identity)
  }

  // MARK: - Where something may have the name already

  /// Whether a file may take its name; one that is to be left alone is counted as that.
  func mayReplace(
    _ status: NodeStatus,
    _ name: EntryName,
    _ report: inout TransferReport
  ) -> Bool {
    guard let there = to.status(name) else { return true }
    switch copy.transfer.decide(status, there) {
    case .take: return true
    case .leave:
      report.skipped += 1
      return false
    case .refuse:
      errno = EEXIST
      copy.fail(branch.target, finalName ?? name, "make", isTarget: true)
      return false
    }
  }

  /// Gives what was made its final name; `nil` when that fails.
  func publish(_ made: EntryName, _ name: EntryName) -> EntryName? {
    do {
      let path = copy.target.pushing(branch.target.path).appending(name)
      return try copy.transfer.publish(made, as: name, in: to, path: path)
    } catch {
      unlinkat(to.descriptor, made.characters, 0)
      copy.monitor.fail(error)
      return nil
    }
  }
}
