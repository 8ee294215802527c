import BatteryFiles
import BatteryJobs
import SystemPackage

/// Turns what rules want of files into steps, one file after the other in the order of their paths.
///
/// It keeps book of all names as they will be, so that no two steps want one name, and no step one
/// that somebody has.
final class OrganizePlanner {
  /// A file, and where it is after the steps so far.
  struct Item {
    var details: FileDetails
    var directory: PlanPath
    var name: [UInt8]
    var rule: Int
    var tags: [String]?
    /// The last step with it, which the next one waits for.
    var step: Int?

    var path: PlanPath { directory.appending(nameBytes: name) }
  }

  /// Why a file stays as it is.
  struct Refusal: Error {
    var reason: String
    /// Whether somebody has to know.
    var isFailure = true
  }

  private struct ArchiveKey: Hashable {
    var target: PlanPath
    var rule: Int
  }

  let places: Places
  let rules: [CompiledRule]
  let tree: DestinationTree
  var writer: TemplateWriter
  private(set) var steps: [OrganizeStep] = []
  private(set) var notes: [String] = []
  private(set) var refused = 0
  private var counters: [PlanPath: Int] = [:]
  private var archives: [ArchiveKey: (members: [OrganizeStep.Member], trash: [Item])] = [:]
  private var archiveOrder: [ArchiveKey] = []
  private var named: [ArchiveKey: ArchiveKey] = [:]

  init(_ places: Places, _ rules: [CompiledRule], _ writer: TemplateWriter) {
    self.places = places
    self.rules = rules
    self.writer = writer
    tree = DestinationTree(places)
  }

  /// Adds the steps for a file.
  func plan(_ match: RuleEvaluation.Match) {
    var item = Item(
      details: match.details,
      directory: match.details.directory,
      name: match.details.name,
      rule: 0
    )
    for number in match.rules {
      item.rule = number
      for action in rules[number].actions {
        do throws(Refusal) {
          guard try perform(action, &item) else { return }
        } catch {
          note(item, error)
          return
        }
      }
    }
  }

  /// Adds what is done when all files are known: the archives.
  func finish() {
    for key in archiveOrder {
      guard let archive = archives[key] else { continue }
      addMade()
      let pack = steps.count
      steps.append(
        OrganizeStep(.pack, key.target, members: archive.members, rule: key.rule)
      )
      for item in archive.trash {
        steps.append(
          OrganizeStep(
            .trash,
            item.path,
            stamp: item.details.stamp,
            after: pack,
            rule: key.rule
          )
        )
      }
    }
  }

  /// Adds steps that were made elsewhere.
  func add(_ more: [OrganizeStep]) { steps += more }

  /// Says something that is not a failure.
  func say(_ text: String) { notes.append(text) }

  /// Says why a file stays as it is.
  func note(_ item: Item, _ refusal: Refusal) {
    notes.append("\(EscapedPath.text(places.path(item.path))): \(refusal.reason)")
    if refusal.isFailure { refused += 1 }
  }

  // MARK: - Actions

  /// Returns whether the file is still there for what comes after.
  private func perform(
    _ action: CompiledRule.Action,
    _ item: inout Item
  ) throws(Refusal) -> Bool {
    switch action {
    case .move(let destination): try relocate(.move, destination, &item)
    case .copy(let destination):
      var copy = item
      try relocate(.copy, destination, &copy)
      item.step = copy.step
    case .rename(let template): try rename(template, &item)
    case .tag(let tags): try retag(&item) { old in old + tags.filter { !old.contains($0) } }
    case .untag(let tags): try retag(&item) { old in old.filter { !tags.contains($0) } }
    case .archive(let destination, let originals):
      try archive(destination, originals, item)
      return false
    case .trash, .delete:
      let isTrash = if case .trash = action { true } else { false }
      add(OrganizeStep(isTrash ? .trash : .delete, item.path), &item)
      tree.remove(item.name, from: item.directory)
      return false
    case .run(let words):
      add(OrganizeStep(.run, item.path, words: words), &item)
    }
    return true
  }

  private func relocate(
    _ action: OrganizeStep.Action,
    _ destination: CompiledRule.Destination,
    _ item: inout Item
  ) throws(Refusal) {
    let template = destination.template
    let hasCounter = template.fields.contains(.counter)
    var first = 0
    var counted: PlanPath?
    if hasCounter {
      let path = try self.path(destination, item, counter: 0)
      first = counters[path] ?? 0
      counted = path
    }
    var number = first
    repeat {
      number += 1
      let wanted = try path(destination, item, counter: number)
      if try put(action, wanted, &item, isLast: !hasCounter || number - first >= 100_000) {
        if let counted { counters[counted] = number }
        return
      }
    } while true
  }

  private func rename(_ template: NameTemplate, _ item: inout Item) throws(Refusal) {
    let hasCounter = template.fields.contains(.counter)
    var number = 0
    var counted: PlanPath?
    if hasCounter {
      let path = item.directory.appending(nameBytes: try text(template, item, counter: 0))
      number = counters[path] ?? 0
      counted = path
    }
    let first = number
    repeat {
      number += 1
      let bytes = try text(template, item, counter: number)
      guard !bytes.contains(0x2F), !bytes.contains(0), bytes.count <= 255 else {
        throw Refusal(reason: "its new name would have a slash in it, or more than 255 bytes")
      }
      guard ![[], [0x2E], [0x2E, 0x2E]].contains(bytes) else {
        throw Refusal(reason: "its new name would be none")
      }
      let wanted = item.directory.appending(nameBytes: bytes)
      if try put(.move, wanted, &item, isLast: !hasCounter || number - first >= 100_000) {
        if let counted { counters[counted] = number }
        return
      }
    } while true
  }

  private func retag(_ item: inout Item, _ change: ([String]) -> [String]) throws(Refusal) {
    let old: [String]
    if let known = item.tags {
      old = known
    } else {
      let path = item.details.directory.appending(nameBytes: item.details.name)
      do throws(FileError) {
        old =
          try places.roots[0].extendedAttribute(FileTags.attribute, of: path.path)
          .map(FileTags.read) ?? []
      } catch {
        throw Refusal(reason: "its tags cannot be read")
      }
    }
    let new = change(old)
    item.tags = new
    guard new != old else { return }
    add(OrganizeStep(.tag, item.path, words: new, before: old), &item)
  }

  private func archive(
    _ destination: CompiledRule.Destination,
    _ originals: OrganizeAction.Originals,
    _ item: Item
  ) throws(Refusal) {
    let wanted = try path(destination, item, counter: 1, isArchive: true)
    guard ArchivePacker.Format(wanted.name) != nil else {
      throw Refusal(reason: "an archive's name ends with .zip, .tar or .tar.gz")
    }
    let asked = ArchiveKey(target: wanted, rule: item.rule)
    let key: ArchiveKey
    if let known = named[asked] {
      key = known
    } else {
      let directory = try makeDirectory(wanted.directory)
      let name = try settle(wanted.name, in: directory, item)
      guard let name else { return }
      let target = directory.appending(nameBytes: name)
      tree.add(name, .file, to: directory)
      // The archive is known by the path that was wanted, so that a number is given once.
      key = ArchiveKey(target: target, rule: item.rule)
      named[asked] = key
      archives[key] = ([], [])
      archiveOrder.append(key)
    }
    archives[key]?.members.append(
      OrganizeStep.Member(path: item.path, stamp: item.details.stamp)
    )
    if originals == .trash {
      archives[key]?.trash.append(item)
      tree.remove(item.name, from: item.directory)
    }
  }

  // MARK: - Names

  private func text(
    _ template: NameTemplate,
    _ item: Item,
    counter: Int
  ) throws(Refusal) -> [UInt8] {
    do throws(TemplateWriter.Gap) {
      return try writer.write(
        template,
        item.details,
        name: item.name,
        directory: item.details.directory,
        counter: counter
      )
    } catch {
      throw Refusal(reason: "\(error)")
    }
  }

  /// The path that a template gives; with the file's own name when it stands for a directory.
  private func path(
    _ destination: CompiledRule.Destination,
    _ item: Item,
    counter: Int,
    isArchive: Bool = false
  ) throws(Refusal) -> PlanPath {
    let bytes = try text(destination.template, item, counter: counter)
    var path = destination.base
    for part in bytes.split(separator: 0x2F) where !part.elementsEqual([0x2E]) {
      guard !part.elementsEqual([0x2E, 0x2E]) else {
        throw Refusal(reason: "its new path would have a part \"..\"")
      }
      guard part.count <= 255 else {
        throw Refusal(reason: "a name in its new path would be longer than 255 bytes")
      }
      path = path.appending(nameBytes: Array(part))
    }
    if destination.template.isDirectory, !isArchive { path = path.appending(nameBytes: item.name) }
    return path
  }

  /// Puts a file to a path; returns `false` when the name is taken and another number may be free.
  private func put(
    _ action: OrganizeStep.Action,
    _ wanted: PlanPath,
    _ item: inout Item,
    isLast: Bool
  ) throws(Refusal) -> Bool {
    if wanted == item.path { return true }
    let directory = try makeDirectory(wanted.directory)
    let isOwn = directory == item.directory
    if isOwn, wanted.name == item.name { return true }
    let isTaken: Bool
    if let occupant = tree.occupant(wanted.name, in: directory) {
      // A name that differs from its own by case alone is taken by the file itself.
      isTaken = !(isOwn && occupant.name == item.name && action == .move)
    } else {
      isTaken = false
    }
    if isTaken, !isLast { return false }
    var name = wanted.name
    if isTaken {
      guard let settled = try settle(name, in: directory, item) else { return true }
      name = settled
    }
    addMade()
    let target = directory.appending(nameBytes: name)
    add(OrganizeStep(action, item.path, to: target), &item)
    if action == .move { tree.remove(item.name, from: item.directory) }
    tree.add(name, .file, to: directory)
    item.directory = directory
    item.name = name
    return true
  }

  /// Decides who gets a name that is taken; `nil` when the file stays where it is.
  private func settle(
    _ name: [UInt8],
    in directory: PlanPath,
    _ item: Item
  ) throws(Refusal) -> [UInt8]? {
    guard let occupant = tree.occupant(name, in: directory) else { return name }
    let there = directory.appending(nameBytes: occupant.name)
    let spoken = EscapedPath.text(there.path)
    switch rules[item.rule].conflict {
    case .fail: throw Refusal(reason: "\(spoken) is there already")
    case .skip: throw Refusal(reason: "\(spoken) is there already", isFailure: false)
    case .rename:
      guard let free = tree.freeName(name, in: directory) else {
        throw Refusal(reason: "\(spoken) and a million more are there already")
      }
      return free
    case .newer, .overwrite:
      guard !occupant.isPlanned, occupant.kind == .file else {
        let why = occupant.isPlanned ? "another file of this run has the name" : "it is no file"
        throw Refusal(reason: "\(spoken) cannot make way: \(why)")
      }
      let stamp = try stamp(there)
      if rules[item.rule].conflict == .newer, stamp.modified >= item.details.stamp.modified {
        throw Refusal(reason: "\(spoken) is not older", isFailure: false)
      }
      steps.append(OrganizeStep(.trash, there, stamp: stamp, rule: item.rule))
      tree.remove(occupant.name, from: directory)
      return name
    }
  }

  private func stamp(_ path: PlanPath) throws(Refusal) -> FileStamp {
    do throws(FileError) {
      return try FileStamp(places.roots[path.place], path.path)
    } catch {
      throw Refusal(reason: error.description)
    }
  }

  private func makeDirectory(_ path: PlanPath) throws(Refusal) -> PlanPath {
    do throws(DestinationTree.Blocked) {
      return try tree.directory(path)
    } catch {
      throw Refusal(reason: error.description)
    }
  }

  private func addMade() {
    for path in tree.takeMade() { steps.append(OrganizeStep(.makeDirectory, path)) }
  }

  /// Adds a step with a file, which is done only if the one before with the same file was.
  private func add(_ step: OrganizeStep, _ item: inout Item) {
    var step = step
    step.stamp = item.details.stamp
    step.rule = item.rule
    step.after = item.step
    item.step = steps.count
    steps.append(step)
  }
}
