import SystemPackage

#if canImport(Glibc)
import Glibc
#elseif canImport(Darwin)
import Darwin
#endif

/// Looks at a source and a target, and writes down the steps from one to the other.
struct TransferPlanner {
  private struct Pair {
    var source: TreeNode
    /// The directory that is merged into; `nil` for one that is to be made.
    var target: TreeNode?
    var from: FilePath
    var to: FilePath
  }

  private let transfer: FileTransfer
  private let kind: TransferPlan.Kind
  private let sources = DirectoryPool()
  private let targets = DirectoryPool()
  private var steps: [TransferStep] = []
  private var first: [NodeStatus.Identity: (path: FilePath, step: Int)] = [:]
  private var removals: [TransferStep] = []
  private var directories: [FilePath] = []
  private var pending: [Pair] = []
  private let source: FilePath
  private let target: FilePath

  init(
    _ transfer: FileTransfer,
    _ kind: TransferPlan.Kind,
    _ source: FilePath,
    _ target: FilePath
  ) {
    self.transfer = transfer
    self.kind = kind
    self.source = source
    self.target = target
  }

  mutating func plan() throws -> TransferPlan {
    let (from, old) = try FileTransfer.place(source, kind.rawValue)
    let (to, new) = try FileTransfer.place(target, "\(kind.rawValue) to")
    guard let status = from.status(old) else { throw FileError.system(source, kind.rawValue) }
    var plan = TransferPlan(
      kind: kind,
      sourceDirectory: source.removingLastComponent(),
      targetDirectory: target.removingLastComponent(),
      identifier: EntryName.random,
      steps: []
    )
    guard let oldName = old.component, let newName = new.component else { return plan }
    let oldPath = FilePath(root: nil, [oldName])
    let newPath = FilePath(root: nil, [newName])
    let there = to.status(new)
    if status.isDirectory { try transfer.refuseNesting(status, to, source, target) }
    let merges = kind == .mirror || transfer.mergesDirectories
    if merges, status.isDirectory, let there, there.isDirectory {
      if there.identity == status.identity { throw sameFile() }
      // The nodes' paths begin at the two directories.
      pending = [
        Pair(
          source: TreeNode(old, in: TreeNode(root: from)),
          target: TreeNode(new, in: TreeNode(root: to)),
          from: oldPath,
          to: newPath
        )
      ]
      try gather()
      plan.steps = steps + removalSteps()
      return plan
    }
    if let there {
      if there.identity == status.identity { throw sameFile() }
      switch kind == .mirror ? .take : transfer.decide(status, there) {
      case .take: break
      case .leave: return plan
      case .refuse:
        errno = EEXIST
        throw FileError.system(target, "make")
      }
    }
    if kind == .move, NodeStatus(to.descriptor)?.identity.device == status.identity.device {
      plan.steps = [step(.rename, oldPath, newPath, status)]
      return plan
    }
    if kind == .mirror, there != nil { steps.append(step(.removeTarget, nil, newPath)) }
    guard status.isDirectory else {
      copyFile(oldPath, newPath, status)
      plan.steps = steps + removalSteps()
      return plan
    }
    let staging = FilePath().appending(new.unfinished(plan.identifier))
    steps.append(step(.makeDirectory, nil, staging))
    pending = [
      Pair(
        source: TreeNode(old, in: TreeNode(root: from)),
        target: nil,
        from: oldPath,
        to: staging
      )
    ]
    try gather()
    steps.append(step(.publish, staging, newPath))
    plan.steps = steps + removalSteps()
    return plan
  }

  // MARK: - Going through the source

  private mutating func gather() throws {
    while let pair = pending.popLast() {
      try transfer.cancellation?.check()
      let base = source.removingLastComponent()
      guard let directory = sources.directory(pair.source),
        let listing = NameListing(directory)
      else { throw FileError.system(base.pushing(pair.from), "read the directory") }
      var target: OpenDirectory?
      if let node = pair.target {
        guard let found = targets.directory(node) else {
          throw FileError.system(
            self.target.removingLastComponent().pushing(pair.to),
            "open the directory"
          )
        }
        target = found
      }
      directories.append(pair.from)
      let items = listing.items.sorted {
        $0.name.bytes.lexicographicallyPrecedes($1.name.bytes)
      }
      if kind == .mirror, let target {
        try removeExtras(items.map(\.name), target, pair.to)
      }
      var below: [Pair] = []
      for item in items {
        let from = pair.from.appending(item.name)
        let to = pair.to.appending(item.name)
        // What is gone by now is not in the plan.
        guard let status = try look(at: item.name, in: directory, base.pushing(from)) else {
          continue
        }
        var there: NodeStatus?
        if let target {
          let path = self.target.removingLastComponent().pushing(to)
          there = try look(at: item.name, in: target, path)
        }
        guard status.isDirectory else {
          try plan(from, to, status, there)
          continue
        }
        let isMerged = there?.isDirectory == true
        if let there, !isMerged {
          guard kind == .mirror, !there.isDirectory else {
            errno = EEXIST
            throw FileError.system(
              self.target.removingLastComponent().pushing(to),
              "make the directory"
            )
          }
          steps.append(step(.removeTarget, nil, to))
        }
        if !isMerged { steps.append(step(.makeDirectory, nil, to)) }
        let node = isMerged ? pair.target.map { TreeNode(item.name, in: $0) } : nil
        below.append(
          Pair(source: TreeNode(item.name, in: pair.source), target: node, from: from, to: to)
        )
      }
      steps.append(step(.finishDirectory, pair.from, pair.to))
      pending += below.reversed()
    }
  }

  /// What the system says about a name; `nil` when nothing has it.
  private func look(
    at name: EntryName,
    in directory: OpenDirectory,
    _ path: FilePath
  ) throws(FileError) -> NodeStatus? {
    if let status = directory.status(name) { return status }
    guard errno == ENOENT else { throw FileError.system(path, "look at") }
    return nil
  }

  private mutating func plan(
    _ from: FilePath,
    _ to: FilePath,
    _ status: NodeStatus,
    _ there: NodeStatus?
  ) throws {
    if let there {
      if kind == .mirror {
        let isAlike =
          there.kind == status.kind && there.size == status.size
          && there.modified == status.modified && there.permissions == status.permissions
        if isAlike { return }
        if there.isDirectory { steps.append(step(.removeTarget, nil, to)) }
      } else {
        switch transfer.decide(status, there) {
        case .take: break
        case .leave: return
        case .refuse:
          errno = EEXIST
          throw FileError.system(target.removingLastComponent().pushing(to), "make")
        }
      }
    }
    if transfer.kept.contains(.hardLinks), status.links > 1 {
      if let first = first[status.identity] {
        steps.append(
          TransferStep(action: .link, source: first.path, target: to, after: first.step)
        )
        removals.append(
          TransferStep(
            action: .remove,
            source: from,
            stamp: TransferStep.Stamp(status),
            after: steps.count - 1
          )
        )
        return
      }
      first[status.identity] = (to, steps.count)
    }
    copyFile(from, to, status)
  }

  private mutating func copyFile(_ from: FilePath, _ to: FilePath, _ status: NodeStatus) {
    steps.append(step(.copy, from, to, status))
    removals.append(
      TransferStep(
        action: .remove,
        source: from,
        stamp: TransferStep.Stamp(status),
        after: steps.count - 1
      )
    )
  }

  private mutating func removeExtras(
    _ names: [EntryName],
    _ target: OpenDirectory,
    _ path: FilePath
  ) throws {
    guard let listing = NameListing(target) else {
      throw FileError.system(
        self.target.removingLastComponent().pushing(path),
        "read the directory"
      )
    }
    let wanted = Set(names)
    let extras = listing.items.map(\.name).filter { !wanted.contains($0) }
    for name in extras.sorted(by: { $0.bytes.lexicographicallyPrecedes($1.bytes) }) {
      steps.append(step(.removeTarget, nil, path.appending(name)))
    }
  }

  private func removalSteps() -> [TransferStep] {
    guard kind == .move else { return [] }
    return removals + directories.reversed().map { step(.removeDirectory, $0, nil) }
  }

  private func step(
    _ action: TransferStep.Action,
    _ source: FilePath?,
    _ target: FilePath?,
    _ status: NodeStatus? = nil
  ) -> TransferStep {
    TransferStep(
      action: action,
      source: source,
      target: target,
      stamp: status.map { TransferStep.Stamp($0) }
    )
  }

  private func sameFile() -> FileError {
    FileError(
      path: source,
      operation: kind.rawValue,
      cause: nil,
      remedy: "\(target) is the same. Give another target."
    )
  }
}
