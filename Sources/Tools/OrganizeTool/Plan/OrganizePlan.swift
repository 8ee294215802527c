import BatteryFiles
public import BatteryJobs
import SystemPackage

/// What a run does, step by step; made by looking, and then done exactly or not at all.
///
/// A plan can be saved, looked at and done later: each file is known by its number on the file
/// system, its length, its time and a hash, and one that is no longer what it was is left alone.
public struct OrganizePlan: Codable, Hashable, Sendable {
  /// The version of the format.
  public static let version = 1

  /// The version of the format that the plan is written in.
  public var version: Int

  /// When it was made, in nanoseconds since 1970.
  public var made: Int64

  /// The directories that the steps are about: the folder, then those to which files go.
  public var places: [String]

  /// The names of the rules.
  public var rules: [String]

  /// The steps, in their order.
  public var steps: [OrganizeStep]

  /// Why files that a rule is for stay as they are.
  public var notes: [String]

  /// How many of the notes are failures.
  public var refused: Int

  /// How many files were looked at.
  public var looked: Int

  /// How many files were left because they had not been left alone for long enough.
  public var unsettled: Int

  /// The plan as every tool prints it.
  public var shown: Plan {
    Plan(
      steps: steps.map { step in
        Plan.Step(
          verb: Self.verb(step.action),
          subject: text(step.source, in: step),
          detail: detail(step),
          isDestructive: step.isDestructive
        )
      }
    )
  }

  private static func verb(_ action: OrganizeStep.Action) -> String {
    switch action {
    case .makeDirectory: "make"
    case .removeDirectory: "remove"
    case .pack: "archive"
    default: action.rawValue
    }
  }

  private func detail(_ step: OrganizeStep) -> String {
    let target = step.target.map { text($0, in: step) } ?? ""
    let words = step.words ?? []
    switch step.action {
    case .move, .copy: return "to \(target)"
    case .pack: return "of \(step.members?.count ?? 0) files"
    case .tag: return words.isEmpty ? "no tags" : words.joined(separator: ", ")
    case .run: return words.joined(separator: " ")
    case .link: return "to \(step.members.map { $0.map { text($0.path, in: step) }[0] } ?? "")"
    case .removeDirectory: return "empty by then"
    case .makeDirectory, .trash, .delete: return ""
    }
  }

  /// A path as people read it: relative in the folder, whole elsewhere.
  func text(_ path: PlanPath, in step: OrganizeStep) -> String {
    let text = EscapedPath.text(path.path)
    guard path.place > 0, path.place < places.count else {
      return step.action == .makeDirectory ? "\(text)/" : text
    }
    return places[path.place] + "/" + text
  }
}
