import SystemPackage

/// What the journal of a transfer holds: its plan first, then what was done.
enum TransferRecord {
  case plan(TransferPlan, Settings)
  /// What a step made has its final name next: its number there tells whether it got it.
  case made(step: Int, NodeStatus.Identity)
  case done(step: Int, Outcome)
  case finished

  enum Outcome: UInt8 {
    case done
    case skipped
    case failed
  }

  /// What of a ``FileTransfer`` is needed to go on.
  struct Settings {
    var kept: Int
    var conflict: UInt8
    var collects: Bool
  }

  var bytes: [UInt8] {
    var writer = ByteWriter()
    switch self {
    case .plan(let plan, let settings):
      writer.put(1)
      writer.put(settings.kept)
      writer.put(settings.conflict)
      writer.put(settings.collects ? 1 : 0)
      Self.put(plan, &writer)
    case .made(let step, let identity):
      writer.put(2)
      writer.put(step)
      writer.put(identity.device)
      writer.put(identity.inode)
    case .done(let step, let outcome):
      writer.put(3)
      writer.put(step)
      writer.put(outcome.rawValue)
    case .finished:
      writer.put(4)
    }
    return writer.bytes
  }

  init?(_ bytes: [UInt8]) {
    var reader = ByteReader(bytes)
    switch reader.number() {
    case 1:
      guard let kept = reader.number(), let conflict = reader.number(),
        let collects = reader.number(), let plan = Self.plan(&reader)
      else { return nil }
      let settings = Settings(
        kept: Int(truncatingIfNeeded: kept),
        conflict: UInt8(truncatingIfNeeded: conflict),
        collects: collects == 1
      )
      self = .plan(plan, settings)
    case 2:
      guard let step = reader.number(), let device = reader.number(), let inode = reader.number()
      else { return nil }
      self = .made(
        step: Int(truncatingIfNeeded: step),
        NodeStatus.Identity(device: device, inode: inode)
      )
    case 3:
      guard let step = reader.number(), let raw = reader.number(),
        let outcome = Outcome(rawValue: UInt8(truncatingIfNeeded: raw))
      else { return nil }
      self = .done(step: Int(truncatingIfNeeded: step), outcome)
    case 4: self = .finished
    default: return nil
    }
  }

  // MARK: - Plans

  private static func put(_ plan: TransferPlan, _ writer: inout ByteWriter) {
    writer.put(TransferPlan.Kind.allCases.firstIndex(of: plan.kind) ?? 0)
    writer.put(plan.sourceDirectory)
    writer.put(plan.targetDirectory)
    writer.put(Array(plan.identifier.utf8))
    writer.put(plan.steps.count)
    for step in plan.steps {
      writer.put(TransferStep.Action.allCases.firstIndex(of: step.action) ?? 0)
      writer.put(step.source)
      writer.put(step.target)
      writer.put((step.after ?? -1) + 1)
      guard let stamp = step.stamp else {
        writer.put(0)
        continue
      }
      writer.put(1)
      writer.put(Array(stamp.kind.rawValue.utf8))
      writer.put(stamp.size)
      writer.put(stamp.modified)
      writer.put(stamp.inode)
      writer.put(stamp.device)
    }
  }

  private static func plan(_ reader: inout ByteReader) -> TransferPlan? {
    guard let kind = item(TransferPlan.Kind.allCases, reader.number()),
      let source = reader.path() ?? nil, let target = reader.path() ?? nil,
      let identifier = reader.data(), let count = reader.number()
    else { return nil }
    var plan = TransferPlan(
      kind: kind,
      sourceDirectory: source,
      targetDirectory: target,
      identifier: String(decoding: identifier, as: UTF8.self),
      steps: []
    )
    for _ in 0..<count {
      guard let step = step(&reader) else { return nil }
      plan.steps.append(step)
    }
    return plan
  }

  private static func step(_ reader: inout ByteReader) -> TransferStep? {
    guard let action = item(TransferStep.Action.allCases, reader.number()),
      let source = reader.path(), let target = reader.path(), let after = reader.number(),
      let isStamped = reader.number()
    else { return nil }
    var step = TransferStep(action: action, source: source, target: target)
    step.after = after > 0 ? Int(truncatingIfNeeded: after) - 1 : nil
    guard isStamped == 1 else { return step }
    guard let name = reader.data(),
      let kind = FileAttributes.Kind(rawValue: String(decoding: name, as: UTF8.self)),
      let size = reader.integer(), let modified = reader.integer(), let inode = reader.number(),
      let device = reader.number()
    else { return nil }
    step.stamp = TransferStep.Stamp(
      kind: kind,
      size: size,
      modified: modified,
      inode: inode,
      device: device
    )
    return step
  }

  private static func item<Item>(_ items: [Item], _ index: UInt64?) -> Item? {
    guard let index, index < UInt64(items.count) else { return nil }
    return items[Int(index)]
  }
}
