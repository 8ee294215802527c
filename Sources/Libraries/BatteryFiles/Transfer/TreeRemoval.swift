import Synchronization
import SystemPackage

#if canImport(Glibc)
import Glibc
#elseif canImport(Darwin)
import Darwin
#endif

/// Removes a directory and all that is in it, by names in open directories and never through a
/// link: whoever exchanges directories for links meanwhile has the links removed.
struct TreeRemoval {
  /// Whether something may be removed; what may not stays, with the directories above it.
  typealias Condition = @Sendable (NodeStatus, EntryName, OpenDirectory) -> Bool

  private final class Branch: @unchecked Sendable {
    let node: TreeNode
    /// Set once, and taken away only when the branch goes.
    private(set) var above: Branch?
    /// The directories in it that are not done, and one for the directory's own listing.
    let pending = Atomic(1)
    let isKept = Atomic(false)
    let attempts = Atomic(0)

    init(_ node: TreeNode, above: Branch?) {
      self.node = node
      self.above = above
    }

    deinit {
      // As with the nodes: a chain of them goes one by one.
      var rest = above
      above = nil
      while rest != nil, isKnownUniquelyReferenced(&rest) {
        let next = rest?.above
        rest?.above = nil
        rest = next
      }
    }
  }

  let transfer: FileTransfer
  let monitor: TransferMonitor
  let path: FilePath
  let condition: Condition?

  private let pool = DirectoryPool()

  init(
    _ transfer: FileTransfer,
    _ monitor: TransferMonitor,
    path: FilePath,
    condition: Condition? = nil
  ) {
    self.transfer = transfer
    self.monitor = monitor
    self.path = path
    self.condition = condition
  }

  /// Removes what has a name, a directory with all that is in it.
  func remove(_ name: EntryName, in parent: OpenDirectory) {
    guard let status = parent.status(name) else {
      return monitor.fail(FileError.system(path, "remove"))
    }
    guard status.isDirectory else {
      var report = TransferReport()
      let holder = TreeNode(root: parent)
      removeFile(NameListing.Item(name: name, type: 0), parent, holder, isRoot: true, &report)
      return monitor.add(report)
    }
    let root = TreeNode(root: parent)
    let top = Branch(TreeNode(name, in: root), above: nil)
    let device = status.identity.device
    let stack = WorkStack([top])
    stack.run(threads: transfer.threads) {
      { branch in
        var report = TransferReport()
        enter(branch, device, stack, &report)
        settle(branch, stack, &report)
        monitor.add(report)
      }
    }
  }

  /// Removes the files of a directory and pushes the directories in it.
  private func enter(
    _ branch: Branch,
    _ device: UInt64,
    _ stack: WorkStack<Branch>,
    _ report: inout TransferReport
  ) {
    guard !monitor.isStopped else { return branch.isKept.store(true, ordering: .relaxed) }
    let node = branch.node
    guard let directory = pool.directory(node) else {
      enterFailed(branch, &report)
      return
    }
    if transfer.isOneFilesystem, NodeStatus(directory.descriptor)?.identity.device != device {
      branch.isKept.store(true, ordering: .relaxed)
      return fail(
        FileError(
          path: path(node),
          operation: "remove",
          cause: nil,
          remedy: "Another file system is mounted there. Unmount it first."
        )
      )
    }
    guard let listing = NameListing(directory) else {
      branch.isKept.store(true, ordering: .relaxed)
      return fail(FileError.system(path(node), "read the directory"))
    }
    var branches: [Branch] = []
    for item in listing.items {
      if monitor.isStopped { branch.isKept.store(true, ordering: .relaxed) }
      if branch.isKept.load(ordering: .relaxed), monitor.isStopped { break }
      if item.type == UInt8(DT_DIR) {
        branches.append(Branch(TreeNode(item.name, in: node), above: branch))
        continue
      }
      switch removeFile(item, directory, node, &report) {
      case .removed: continue
      case .kept: branch.isKept.store(true, ordering: .relaxed)
      case .isDirectory: branches.append(Branch(TreeNode(item.name, in: node), above: branch))
      }
    }
    branch.pending.add(branches.count, ordering: .relaxed)
    stack.push(branches)
  }

  /// What was a directory may be a link or gone by now, or may not be opened but be empty.
  private func enterFailed(_ branch: Branch, _ report: inout TransferReport) {
    let cause = errno
    if let parent = branch.node.parent, let above = pool.directory(parent) {
      if cause == ENOTDIR || cause == ELOOP {
        let item = NameListing.Item(name: branch.node.name, type: 0)
        if removeFile(item, above, parent, &report) == .removed {
          return branch.attempts.store(.max, ordering: .relaxed)
        }
      } else if cause == ENOENT {
        return branch.attempts.store(.max, ordering: .relaxed)
      } else if cause == EACCES,
        unlinkat(above.descriptor, branch.node.name.characters, AT_REMOVEDIR) == 0
      {
        report.directories += 1
        return branch.attempts.store(.max, ordering: .relaxed)
      }
    }
    branch.isKept.store(true, ordering: .relaxed)
    errno = cause
    fail(FileError.system(path(branch.node), "open the directory"))
  }

  /// Counts one thing of a branch as done; removes the directory with its last, and so on upwards.
  private func settle(
    _ branch: Branch,
    _ stack: WorkStack<Branch>,
    _ report: inout TransferReport
  ) {
    var next: Branch? = branch
    while let branch = next {
      guard branch.pending.subtract(1, ordering: .acquiringAndReleasing).newValue == 0 else {
        return
      }
      pool.close(branch.node)
      if branch.isKept.load(ordering: .relaxed) {
        branch.above?.isKept.store(true, ordering: .relaxed)
      } else if !removeDirectory(branch, &report) {
        // Something was added meanwhile: once more from the start.
        branch.pending.store(1, ordering: .relaxed)
        return stack.push([branch])
      }
      next = branch.above
    }
  }

  /// Returns whether the directory is done with, removed or not.
  private func removeDirectory(_ branch: Branch, _ report: inout TransferReport) -> Bool {
    let attempts = branch.attempts.load(ordering: .relaxed)
    if attempts == .max { return true }
    let node = branch.node
    guard let parent = node.parent, let directory = pool.directory(parent) else {
      fail(FileError.system(path(node), "remove the directory"))
      branch.above?.isKept.store(true, ordering: .relaxed)
      return true
    }
    if unlinkat(directory.descriptor, node.name.characters, AT_REMOVEDIR) == 0 {
      report.directories += 1
      return true
    }
    if errno == ENOENT { return true }
    let isRefilled = errno == ENOTEMPTY || errno == EEXIST || errno == ENOTDIR
    if isRefilled, attempts < 8, condition == nil, !monitor.isStopped {
      branch.attempts.store(attempts + 1, ordering: .relaxed)
      return false
    }
    fail(FileError.system(path(node), "remove the directory"))
    branch.above?.isKept.store(true, ordering: .relaxed)
    return true
  }

  private enum Outcome {
    case removed
    case kept
    case isDirectory
  }

  @discardableResult
  private func removeFile(
    _ item: NameListing.Item,
    _ directory: OpenDirectory,
    _ node: TreeNode,
    isRoot: Bool = false,
    _ report: inout TransferReport
  ) -> Outcome {
    let place = { isRoot ? path : path(node).appending(item.name) }
    if let condition {
      guard let status = directory.status(item.name) else {
        let cause = errno
        if cause == ENOENT { return .removed }
        let missing = place()
        errno = cause
        fail(FileError.system(missing, "look at"))
        return .kept
      }
      if status.isDirectory { return .isDirectory }
      guard condition(status, item.name, directory) else {
        fail(
          FileError(
            path: place(),
            operation: "remove",
            cause: nil,
            remedy: "It was changed or added since it was copied, and stays. Look at both."
          )
        )
        return .kept
      }
    }
    if unlinkat(directory.descriptor, item.name.characters, 0) == 0 {
      switch Int(item.type) {
      case Int(DT_LNK): report.symbolicLinks += 1
      case Int(DT_REG), 0: report.files += 1
      default: report.others += 1
      }
      return .removed
    }
    let cause = errno
    if cause == ENOENT { return .removed }
    if cause == EISDIR || cause == EPERM, directory.status(item.name)?.isDirectory == true {
      return .isDirectory
    }
    errno = cause
    fail(FileError.system(place(), "remove"))
    return .kept
  }

  private func fail(_ error: FileError) { monitor.fail(error) }

  private func path(_ node: TreeNode) -> FilePath {
    // The first name below the open directory is the tree's own.
    path.removingLastComponent().pushing(node.path)
  }
}
