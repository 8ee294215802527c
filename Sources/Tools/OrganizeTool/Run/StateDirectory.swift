import BatteryFiles
import BatteryJobs
import Foundation
import SystemPackage

/// Where runs are kept: a journal for each, and the locks of folders.
struct StateDirectory: Sendable {
  let path: FilePath

  /// Uses a directory.
  init(_ path: FilePath) {
    self.path = path
  }

  /// The directory for the state of programs of the user: `XDG_STATE_HOME`, or what stands for it.
  static func standard() -> StateDirectory {
    let environment = ProcessInfo.processInfo.environment
    let base: FilePath
    if let state = environment["XDG_STATE_HOME"], state.hasPrefix("/") {
      base = FilePath(state)
    } else {
      base = ConfiguredPath.resolve("~/.local/state", home: "/")
    }
    return StateDirectory(base.appending("batteries").appending("organize"))
  }

  /// Makes it where it is missing, for nobody else to read: names of files are in it.
  ///
  /// - Throws: ``JobError``.
  func make() throws(JobError) {
    do {
      try FileManager.default.createDirectory(
        atPath: path.appending("locks").string,
        withIntermediateDirectories: true,
        attributes: [.posixPermissions: 0o700]
      )
    } catch {
      throw JobError(
        .inputOutput,
        "\(path): the directory for the journals cannot be made. Name another one with state."
      )
    }
  }

  /// Removes the beginnings of journals of runs that never began.
  func removeUnfinished() {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: path.string)) ?? []
    for name in names where name.hasSuffix(".new") {
      let file = path.appending(name)
      let day: Int64 = 86_400 * 1_000_000_000
      guard let status = try? FileStatus(at: file, followsLink: false),
        status.modified < Int64(Date().timeIntervalSince1970 * 1e9) - day
      else { continue }
      try? FileManager.default.removeItem(atPath: file.string)
    }
  }

  func journal(_ run: String) -> FilePath { path.appending("\(run).journal") }

  /// The names of the runs, the oldest first.
  func runs() -> [String] {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: path.string)) ?? []
    return names.filter { $0.hasSuffix(".journal") }.map { String($0.dropLast(8)) }.sorted()
  }

  /// A name for a new run, which sorts by time.
  func newRun(_ now: Date) -> String {
    let time = TimeZoneRules.utc.localTime(at: now)
    let padded = { (number: Int, width: Int) in
      String(repeating: "0", count: max(0, width - "\(number)".count)) + "\(number)"
    }
    let day = "\(time.year)\(padded(time.month, 2))\(padded(time.day, 2))"
    let clock = [time.hour, time.minute, time.second].map { padded($0, 2) }.joined()
    let fraction = now.timeIntervalSince1970 - now.timeIntervalSince1970.rounded(.down)
    let mark = (0..<2).map { _ in
      "abcdefghijkmnpqrstuvwxyz".randomElement().map(String.init) ?? "x"
    }
    return "\(day)-\(clock)-\(padded(Int(fraction * 1000), 3))\(mark.joined())"
  }

  /// Takes the lock of a folder.
  ///
  /// - Throws: ``JobError`` that says who has it.
  func lock(_ root: RootedDirectory) throws(JobError) -> FileLock {
    do {
      let attributes = try root.attributes(of: FilePath())
      let name = "\(attributes.device)-\(attributes.inode).lock"
      return try FileLock(path.appending("locks").appending(name))
    } catch let error as FileLock.Held {
      let owner = error.owner.map { "\($0)" } ?? "another process"
      throw JobError(
        .unavailable,
        "\(root.path) is being organized by \(owner). Wait for its end."
      )
    } catch {
      throw JobError(.inputOutput, "\(error)")
    }
  }

  /// The run of a name, or of the beginning of one; the last one unless given.
  ///
  /// - Throws: ``JobError`` when there is none, or several.
  func find(_ name: String?) throws(JobError) -> String {
    let runs = runs()
    guard let name else {
      guard let last = runs.last else {
        throw JobError(.notFound, "\(path): no folder has been organized yet.")
      }
      return last
    }
    let found = runs.filter { $0 == name || $0.hasPrefix(name) }
    guard found.count == 1 || found.contains(name) else {
      let why = found.isEmpty ? "There is no run \(name)." : "Several runs begin with \(name)."
      throw JobError(.notFound, "\(why) \"batteries organize runs\" lists them.")
    }
    return found.contains(name) ? name : found[0]
  }
}
