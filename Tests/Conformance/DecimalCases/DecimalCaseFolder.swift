import Foundation

/// Finds decTest files.
public enum DecimalCaseFolder {
  /// A file's name and text.
  public struct File: Sendable {
    /// The name without the folder.
    public let name: String
    /// The text.
    public let text: String
  }

  /// The files of a folder that hold cases, in order.
  public static func files(in path: String) -> [File] { files(in: path, ending: ".decTest") }

  /// The tables of a folder with recorded answers, in order.
  public static func tables(in path: String) -> [File] { files(in: path, ending: ".tsv") }

  private static func files(in path: String, ending: String) -> [File] {
    names(path).filter { $0.hasSuffix(ending) }.compactMap { name in
      FileManager.default.contents(atPath: "\(path)/\(name)").map {
        File(name: name, text: String(decoding: $0, as: UTF8.self))
      }
    }
  }

  /// The folder that some Python on this machine has, or that `DECIMAL_CASES` names.
  public static func find() -> String? {
    let environment = ProcessInfo.processInfo.environment
    if let path = environment["DECIMAL_CASES"] { return path }
    var places = ["/usr/lib", "/usr/local/lib"]
    for root in [environment["PYENV_ROOT"], environment["HOME"].map { "\($0)/.pyenv" }] {
      guard let versions = root.map({ "\($0)/versions" }) else { continue }
      places += names(versions).map { "\(versions)/\($0)/lib" }
    }
    for place in places {
      for python in names(place) where python.hasPrefix("python3") {
        let path = "\(place)/\(python)/test/decimaltestdata"
        if !files(in: path).isEmpty { return path }
      }
    }
    return nil
  }

  private static func names(_ path: String) -> [String] {
    ((try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []).sorted()
  }
}
