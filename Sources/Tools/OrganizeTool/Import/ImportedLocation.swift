import Yams

/// A folder in which rules of organize-tool look for files.
struct ImportedLocation {
  var path: String
  var isRecursive: Bool
  var exclude: [String] = []
  var filter: [String] = []

  private static let systemFiles = ["thumbs.db", "desktop.ini", "~$*", ".DS_Store", ".localized"]
  private static let systemFolders = [".git", ".svn"]

  init?(_ node: Node, subfolders: Bool, _ gaps: inout [ImportGap]) {
    isRecursive = subfolders
    guard let mapping = node.mapping else {
      path = node.string ?? ""
      exclude = Self.systemFiles + (subfolders ? Self.systemFolders : [])
      checkPath(node.line, &gaps)
      return
    }
    path = mapping["path"]?.string ?? ""
    checkPath(node.line, &gaps)
    var files = Self.systemFiles
    var folders = Self.systemFolders
    for (key, value) in mapping {
      switch key.string ?? "" {
      case "path", "search": break
      case "max_depth":
        if value.isNull {
          isRecursive = true
        } else if value.int == 0 {
          isRecursive = false
        } else {
          gaps.append(ImportGap(key.line, "a folder is looked into as a whole or not at all"))
        }
      case "exclude_files": exclude += value.texts
      case "exclude_dirs": exclude += value.texts
      case "filter": filter = value.texts
      case "system_exclude_files": files = value.texts
      case "system_exclude_dirs": folders = value.texts
      case "ignore_errors": break
      case let name: gaps.append(ImportGap(key.line, "a location has no \"\(name)\" here"))
      }
    }
    exclude += files + (isRecursive ? folders : [])
  }

  private mutating func checkPath(_ line: Int, _ gaps: inout [ImportGap]) {
    if path.isEmpty { gaps.append(ImportGap(line, "the rule has no folder")) }
    if path.contains("{") || path.contains("$") || path.contains("%") {
      gaps.append(ImportGap(line, "a folder's path holds no variables here (\(path))"))
    }
    if path.contains("://") { gaps.append(ImportGap(line, "only local folders are organized")) }
    while path.count > 1, path.hasSuffix("/") { path.removeLast() }
  }
}
