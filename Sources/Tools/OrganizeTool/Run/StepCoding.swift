import BatteryFiles
import SystemPackage

/// Steps as bytes in the journal.
enum StepCoding {
  private static let actions = OrganizeStep.Action.allCases

  static func encode(_ step: OrganizeStep, _ writer: inout ByteWriter) {
    writer.put(actions.firstIndex(of: step.action) ?? 0)
    let parts: [Bool] = [
      step.target != nil, step.stamp != nil, step.words != nil, step.before != nil,
      step.members != nil, step.rule != nil,
      step.after != nil,
    ]
    writer.put(parts.enumerated().reduce(0) { $0 | ($1.element ? 1 << $1.offset : 0) })
    encode(step.source, &writer)
    if let target = step.target { encode(target, &writer) }
    if let stamp = step.stamp { encode(stamp, &writer) }
    if let words = step.words { encode(words, &writer) }
    if let before = step.before { encode(before, &writer) }
    if let members = step.members {
      writer.put(members.count)
      for member in members {
        encode(member.path, &writer)
        encode(member.stamp, &writer)
      }
    }
    if let rule = step.rule { writer.put(rule) }
    if let after = step.after { writer.put(after) }
  }

  static func decode(_ reader: inout ByteReader) -> OrganizeStep? {
    guard let number = reader.number(), number < UInt64(actions.count),
      let parts = reader.number(), let source = path(&reader)
    else { return nil }
    var step = OrganizeStep(actions[Int(number)], source)
    if parts & 1 != 0 {
      guard let target = path(&reader) else { return nil }
      step.target = target
    }
    if parts & 2 != 0 {
      guard let stamp = stamp(&reader) else { return nil }
      step.stamp = stamp
    }
    if parts & 4 != 0 {
      guard let words = words(&reader) else { return nil }
      step.words = words
    }
    if parts & 8 != 0 {
      guard let before = words(&reader) else { return nil }
      step.before = before
    }
    if parts & 16 != 0 {
      guard let count = reader.number(), count <= 10_000_000 else { return nil }
      var members: [OrganizeStep.Member] = []
      for _ in 0..<count {
        guard let path = path(&reader), let stamp = stamp(&reader) else { return nil }
        members.append(OrganizeStep.Member(path: path, stamp: stamp))
      }
      step.members = members
    }
    if parts & 32 != 0 {
      guard let rule = reader.number(), rule < 1_000_000 else { return nil }
      step.rule = Int(rule)
    }
    if parts & 64 != 0 {
      guard let after = reader.number(), after < UInt64(Int32.max) else { return nil }
      step.after = Int(after)
    }
    return step
  }

  static func encode(_ path: PlanPath, _ writer: inout ByteWriter) {
    writer.put(path.place)
    writer.put(path.bytes)
  }

  static func path(_ reader: inout ByteReader) -> PlanPath? {
    guard let place = reader.number(), place < 1000, let bytes = reader.data(),
      !bytes.contains(0)
    else { return nil }
    return PlanPath(bytes: bytes, place: Int(place))
  }

  static func encode(_ stamp: FileStamp, _ writer: inout ByteWriter) {
    writer.put(stamp.device)
    writer.put(stamp.inode)
    writer.put(stamp.size)
    writer.put(stamp.modified)
    writer.put(stamp.hash)
  }

  static func stamp(_ reader: inout ByteReader) -> FileStamp? {
    guard let device = reader.number(), let inode = reader.number(), let size = reader.integer(),
      let modified = reader.integer(), let hash = reader.number()
    else { return nil }
    return FileStamp(device: device, inode: inode, size: size, modified: modified, hash: hash)
  }

  static func encode(_ words: [String], _ writer: inout ByteWriter) {
    writer.put(words.count)
    for word in words { writer.put(Array(word.utf8)) }
  }

  static func words(_ reader: inout ByteReader) -> [String]? {
    guard let count = reader.number(), count <= 100_000 else { return nil }
    var words: [String] = []
    for _ in 0..<count {
      guard let bytes = reader.data() else { return nil }
      words.append(String(decoding: bytes, as: UTF8.self))
    }
    return words
  }
}
