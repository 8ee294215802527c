import CTransferCalls
import Synchronization
import SystemPackage

#if canImport(Glibc)
import Glibc
#elseif canImport(Darwin)
import Darwin
#endif

/// Copies a directory and all that is in it, by names in open directories.
final class TreeCopy: Sendable {
  /// A directory that is being copied.
  final class Branch: Sendable {
    let source: TreeNode
    let target: TreeNode
    /// Whether the target was there, so that its entries may be as well.
    let isMerged: Bool
    let status = Mutex<NodeStatus?>(nil)
    /// The lots of files that are not copied yet, and one for the listing.
    let pending = Atomic(1)
    /// Whether names of files that are elsewhere will be added at the end.
    let awaitsLinks = Atomic(false)

    init(_ source: TreeNode, _ target: TreeNode, isMerged: Bool) {
      self.source = source
      self.target = target
      self.isMerged = isMerged
    }
  }

  enum Job: Sendable {
    case enter(Branch)
    case copy(Branch, ArraySlice<NameListing.Item>)
  }

  /// A name of a file with several, by the branch that it is in.
  struct Place: Sendable {
    var branch: Branch
    var name: EntryName
  }

  /// A copy that gets further names: where it is, which need not be its source's name, and what.
  struct Original: Sendable {
    var place: Place
    var identity: NodeStatus.Identity
  }

  /// The files of the source with several names.
  struct Links: Sendable {
    var seen: Set<NodeStatus.Identity> = []
    var originals: [NodeStatus.Identity: Original] = [:]
    var later: [(identity: NodeStatus.Identity, place: Place)] = []
  }

  let transfer: FileTransfer
  let monitor: TransferMonitor
  let source: FilePath
  let target: FilePath
  let content = FileContent()
  let sources = DirectoryPool()
  let targets = DirectoryPool()
  let links = Mutex(Links())
  /// What was copied, when a removal is to follow.
  let copied: Mutex<CopiedFiles>?
  let device = Atomic<UInt64>(0)

  private static let lot = 64
  static let bufferSize = 256 * 1024

  init(
    _ transfer: FileTransfer,
    _ monitor: TransferMonitor,
    from source: FilePath,
    to target: FilePath,
    recordsFiles: Bool = false
  ) {
    self.transfer = transfer
    self.monitor = monitor
    self.source = source
    self.target = target
    copied = recordsFiles ? Mutex(CopiedFiles()) : nil
  }

  /// Copies what is in one directory into another, which is there.
  func copy(_ from: OpenDirectory, into to: OpenDirectory, isMerged: Bool) {
    if let status = NodeStatus(from.descriptor) {
      device.store(status.identity.device, ordering: .relaxed)
    }
    let top = Branch(TreeNode(root: from), TreeNode(root: to), isMerged: isMerged)
    let stack = WorkStack([Job.enter(top)])
    stack.run(threads: transfer.threads) {
      let buffer = CopyBuffer()
      return { job in
        var report = TransferReport()
        switch job {
        case .enter(let branch): self.enter(branch, buffer.bytes, stack, &report)
        case .copy(let branch, let items):
          self.copy(items, branch, buffer.bytes, &report)
          self.settle(branch)
        }
        self.monitor.add(report)
      }
    }
    addLinks()
  }

  private func enter(
    _ branch: Branch,
    _ buffer: UnsafeMutableRawBufferPointer,
    _ stack: WorkStack<Job>,
    _ report: inout TransferReport
  ) {
    guard !monitor.isStopped else { return }
    guard let directory = sources.directory(branch.source),
      let status = NodeStatus(directory.descriptor)
    else {
      return fail(branch.source, nil, "open the directory")
    }
    branch.status.withLock { $0 = status }
    if transfer.isOneFilesystem, status.identity.device != device.load(ordering: .relaxed) {
      return settle(branch)
    }
    guard let listing = NameListing(directory) else {
      return fail(branch.source, nil, "read the directory")
    }
    guard let target = targets.directory(branch.target) else {
      return fail(branch.target, nil, "open the directory", isTarget: true)
    }
    report.directories += 1
    var files: [NameListing.Item] = []
    var jobs: [Job] = []
    for item in listing.items {
      guard item.type == UInt8(DT_DIR) else {
        files.append(item)
        continue
      }
      if let below = makeDirectory(item.name, branch, target) { jobs.append(.enter(below)) }
    }
    // The last lot is done here, the others by whoever is free.
    var start = 0
    while files.count - start > Self.lot {
      jobs.append(.copy(branch, files[start..<start + Self.lot]))
      branch.pending.add(1, ordering: .relaxed)
      start += Self.lot
    }
    stack.push(jobs)
    copy(files[start...], branch, buffer, &report, stack)
    settle(branch)
  }

  /// Makes the directory for one in the source; `nil` when that fails or something is in its place.
  private func makeDirectory(
    _ name: EntryName,
    _ branch: Branch,
    _ target: OpenDirectory
  ) -> Branch? {
    let below = { (isMerged: Bool) in
      Branch(
        TreeNode(name, in: branch.source),
        TreeNode(name, in: branch.target),
        isMerged: isMerged
      )
    }
    if mkdirat(target.descriptor, name.characters, transfer.directoryMode) == 0 {
      return below(branch.isMerged)
    }
    if errno == EEXIST, branch.isMerged {
      if target.status(name)?.isDirectory == true { return below(true) }
      errno = EEXIST
    }
    fail(branch.target, name, "make the directory", isTarget: true)
    return nil
  }

  /// Copies everything but directories.
  private func copy(
    _ items: ArraySlice<NameListing.Item>,
    _ branch: Branch,
    _ buffer: UnsafeMutableRawBufferPointer,
    _ report: inout TransferReport,
    _ stack: WorkStack<Job>? = nil
  ) {
    guard !items.isEmpty, !monitor.isStopped else { return }
    guard let from = sources.directory(branch.source) else {
      return fail(branch.source, nil, "open the directory")
    }
    guard let to = targets.directory(branch.target) else {
      return fail(branch.target, nil, "open the directory", isTarget: true)
    }
    var copier = FileCopier(self, branch, from, to, buffer)
    for item in items where !monitor.isStopped {
      if case .isDirectory = copier.copy(item, &report) {
        // The file system does not say the sorts of its entries.
        if let below = makeDirectory(item.name, branch, to), let stack {
          stack.push([.enter(below)])
        }
      }
    }
  }

  /// Counts a lot as done; gives the directory its metadata with the last.
  private func settle(_ branch: Branch) {
    guard branch.pending.subtract(1, ordering: .acquiringAndReleasing).newValue == 0 else { return }
    if !branch.awaitsLinks.load(ordering: .relaxed) { finish(branch) }
  }

  private func finish(_ branch: Branch) {
    guard let status = branch.status.withLock({ $0 }), !monitor.isStopped else { return }
    guard let target = targets.directory(branch.target) else {
      return fail(branch.target, nil, "open the directory", isTarget: true)
    }
    let from =
      transfer.kept.contains(.extendedAttributes) ? sources.directory(branch.source) : nil
    let isDone = FileMetadata.apply(
      status,
      from: from?.descriptor,
      to: target.descriptor,
      transfer.kept,
      created: nil
    )
    if !isDone { fail(branch.target, nil, "set the attributes", isTarget: true) }
  }

  /// Adds the further names of files, when all files are there, and dates their directories anew.
  private func addLinks() {
    let later = links.withLock { $0.later }
    var changed: [ObjectIdentifier: Branch] = [:]
    var report = TransferReport()
    let buffer = CopyBuffer()
    for (identity, place) in later where !monitor.isStopped {
      changed[ObjectIdentifier(place.branch)] = place.branch
      guard let to = targets.directory(place.branch.target),
        let from = sources.directory(place.branch.source)
      else {
        fail(place.branch.target, place.name, "link", isTarget: true)
        continue
      }
      var copier = FileCopier(self, place.branch, from, to, buffer.bytes)
      copier.postponesNames = false
      if copier.addName(place.name, of: identity, &report) { continue }
      // Too many names for one file, or no copy of it is there: a file of its own.
      _ = copier.copy(NameListing.Item(name: place.name, type: UInt8(DT_UNKNOWN)), &report)
    }
    for branch in changed.values { finish(branch) }
    monitor.add(report)
  }

  func fail(
    _ node: TreeNode,
    _ name: EntryName?,
    _ operation: String,
    isTarget: Bool = false
  ) {
    let cause = errno
    let base = isTarget ? target : source
    let path = base.pushing(node.path)
    errno = cause
    monitor.fail(FileError.system(name.map { path.appending($0) } ?? path, operation))
  }
}

/// Memory that file contents go through, one for each thread.
final class CopyBuffer {
  let bytes = UnsafeMutableRawBufferPointer.allocate(
    byteCount: TreeCopy.bufferSize,
    alignment: 4_096
  )

  deinit {
    bytes.deallocate()
  }
}
