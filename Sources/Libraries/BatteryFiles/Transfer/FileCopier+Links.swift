import Synchronization
import SystemPackage

#if canImport(Glibc)
import Glibc
#elseif canImport(Darwin)
import Darwin
#endif

/// Further names of files that were copied.
extension FileCopier {
  /// Makes a name of a file one of its copy's, as a copy would get it.
  ///
  /// - Returns: `false` when the content has to be copied anew.
  func addName(
    _ name: EntryName,
    of identity: NodeStatus.Identity,
    _ report: inout TransferReport
  ) -> Bool {
    // What has another file's name by now is copied as that.
    guard let status = from.status(name), status.identity == identity,
      let original = copy.links.withLock({ $0.originals[identity] }),
      let origin = copy.targets.directory(original.place.branch.target)
    else { return false }
    if branch.isMerged, !mayReplace(status, name, &report) { return true }
    let first = original.place.name
    let made = branch.isMerged ? name.temporary : name
    guard linkat(origin.descriptor, first.characters, to.descriptor, made.characters, 0) == 0 else {
      return false
    }
    // Somebody may have put another file in the copy's place.
    guard to.status(made)?.identity == original.identity else {
      unlinkat(to.descriptor, made.characters, 0)
      return false
    }
    if branch.isMerged {
      guard publish(made, name) != nil else { return true }
      // Renaming one name of a file over another does nothing at all.
      unlinkat(to.descriptor, made.characters, 0)
    }
    report.hardLinks += 1
    copy.copied?.withLock { $0.insert(name, in: from, of: identity) }
    return true
  }
}
