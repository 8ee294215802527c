import BatteryFiles
import BatteryJobs
import SystemPackage

/// Reads the `watch` of `on`: a folder, a list of folders, or a folder with what is wanted of it.
struct WatchReader {
  let home: FilePath
  var problems: ProblemList

  mutating func read(_ node: ConfigNode?) -> WatchTrigger? {
    guard let node else { return nil }
    let details = node.text == nil && node.items == nil
    let named = details ? node["path"] : node
    guard let named else { return nil }
    var trigger = WatchTrigger(folders: [])
    for item in named.items ?? [named] {
      guard let text = item.text, !text.isEmpty else { continue }
      let folder = ConfiguredPath.resolve(text, home: home)
      if trigger.folders.contains(folder) {
        problems.add(item, "names \(Wording.quote(text)) twice", "Keep one of the two.")
      } else {
        trigger.folders.append(folder)
      }
    }
    guard details else { return trigger }
    let patterns = node["match"]
    for item in patterns?.items ?? patterns.map({ [$0] }) ?? [] {
      guard let text = item.text else { continue }
      do {
        trigger.match.append(try Glob(text))
      } catch {
        problems.add(item, Wording.withoutPeriod("\(error)"))
      }
    }
    if let quiet = node["quiet"]?.timeSpan { trigger.quiet = quiet }
    if let text = node["recursive"]?.text { trigger.isRecursive = Scalars.boolean(text) ?? false }
    trigger.polling = node["poll"]?.timeSpan
    return trigger
  }
}
