import BatteryFiles
import Foundation
import SystemPackage

extension RunRecord {
  /// The record as bytes: a letter, then its parts.
  func encoded() throws -> [UInt8] {
    var writer = ByteWriter()
    switch self {
    case .header(let header):
      writer.put(0x48)
      writer.put(Array(try JSONEncoder().encode(header)))
    case .steps(let steps):
      writer.put(0x53)
      writer.put(steps.count)
      for step in steps { StepCoding.encode(step, &writer) }
    case .directories(let states):
      writer.put(0x44)
      Self.encode(states, &writer)
    case .ready: writer.put(0x52)
    case .outcomes(let first, let outcomes):
      writer.put(0x4F)
      writer.put(first)
      writer.put(outcomes.map(\.rawValue))
    case .trashed(let step, let trash, let name):
      writer.put(0x54)
      writer.put(step)
      writer.put(trash)
      writer.put(name)
    case .product(let step, let stamp):
      writer.put(0x50)
      writer.put(step)
      StepCoding.encode(stamp, &writer)
    case .trail(let stretches):
      writer.put(0x57)
      Self.encode(stretches, &writer)
    case .ended(let states):
      writer.put(0x45)
      Self.encode(states, &writer)
    case .undone(let steps):
      writer.put(0x55)
      writer.put(steps.count)
      for step in steps { writer.put(step) }
    case .undoing(let states):
      writer.put(0x46)
      Self.encode(states, &writer)
    case .undoEnded(let refused):
      writer.put(0x5A)
      writer.put(refused)
    }
    return writer.bytes
  }

  /// Reads a record; `nil` when it is none.
  init?(_ bytes: [UInt8]) {
    var reader = ByteReader(bytes)
    guard let letter = reader.number() else { return nil }
    switch letter {
    case 0x48:
      guard let data = reader.data(),
        let header = try? JSONDecoder().decode(Header.self, from: Data(data))
      else { return nil }
      self = .header(header)
    case 0x53:
      guard let count = reader.number(), count <= 1_000_000 else { return nil }
      var steps: [OrganizeStep] = []
      for _ in 0..<count {
        guard let step = StepCoding.decode(&reader) else { return nil }
        steps.append(step)
      }
      self = .steps(steps)
    case 0x44:
      guard let states = Self.states(&reader) else { return nil }
      self = .directories(states)
    case 0x52: self = .ready
    case 0x4F:
      guard let first = Self.index(&reader), let bytes = reader.data() else { return nil }
      self = .outcomes(first: first, bytes.map { Outcome(rawValue: $0) ?? .pending })
    case 0x54:
      guard let step = Self.index(&reader), let trash = reader.path(), let trash,
        let name = reader.data()
      else { return nil }
      self = .trashed(step, trash: trash, name: name)
    case 0x50:
      guard let step = Self.index(&reader), let stamp = StepCoding.stamp(&reader) else {
        return nil
      }
      self = .product(step, stamp)
    case 0x57:
      guard let stretches = Self.stretches(&reader) else { return nil }
      self = .trail(stretches)
    case 0x45:
      guard let states = Self.states(&reader) else { return nil }
      self = .ended(states)
    case 0x55:
      guard let count = reader.number(), count <= 10_000_000 else { return nil }
      var steps: [Int] = []
      for _ in 0..<count {
        guard let step = Self.index(&reader) else { return nil }
        steps.append(step)
      }
      self = .undone(steps)
    case 0x46:
      guard let states = Self.states(&reader) else { return nil }
      self = .undoing(foreign: states)
    case 0x5A:
      guard let refused = Self.index(&reader) else { return nil }
      self = .undoEnded(refused: refused)
    default: return nil
    }
  }

  private static func index(_ reader: inout ByteReader) -> Int? {
    reader.number().flatMap { $0 < 1 << 40 ? Int($0) : nil }
  }

  private static func encode(_ stretches: [ContentTrail.Stretch], _ writer: inout ByteWriter) {
    writer.put(stretches.count)
    for stretch in stretches {
      writer.put(stretch.step)
      for point in [stretch.from, stretch.to] {
        writer.put(point.inode)
        writer.put(point.changed)
      }
    }
  }

  private static func stretches(_ reader: inout ByteReader) -> [ContentTrail.Stretch]? {
    guard let count = reader.number(), count <= 10_000_000 else { return nil }
    var stretches: [ContentTrail.Stretch] = []
    for _ in 0..<count {
      guard let step = index(&reader), let from = point(&reader), let to = point(&reader) else {
        return nil
      }
      stretches.append(ContentTrail.Stretch(step: step, from: from, to: to))
    }
    return stretches
  }

  private static func point(_ reader: inout ByteReader) -> ContentTrail.Point? {
    guard let inode = reader.number(), let changed = reader.integer() else { return nil }
    return ContentTrail.Point(inode: inode, changed: changed)
  }

  private static func encode(_ states: [DirectoryState], _ writer: inout ByteWriter) {
    writer.put(states.count)
    for state in states {
      StepCoding.encode(state.path, &writer)
      writer.put(state.modified)
      writer.put(state.mode)
    }
  }

  private static func states(_ reader: inout ByteReader) -> [DirectoryState]? {
    guard let count = reader.number(), count <= 10_000_000 else { return nil }
    var states: [DirectoryState] = []
    for _ in 0..<count {
      guard let path = StepCoding.path(&reader), let modified = reader.integer(),
        let mode = reader.number()
      else { return nil }
      states.append(
        DirectoryState(path: path, modified: modified, mode: UInt32(truncatingIfNeeded: mode))
      )
    }
    return states
  }
}
