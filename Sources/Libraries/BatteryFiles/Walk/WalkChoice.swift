/// What a filter of a ``DirectoryWalk`` wants done with an entry.
public struct WalkChoice: OptionSet, Sendable {
  /// A bit for each thing to be done.
  public let rawValue: UInt8

  /// Makes a choice from its bits.
  public init(rawValue: UInt8) {
    self.rawValue = rawValue
  }

  /// The entry is listed.
  public static let list = WalkChoice(rawValue: 1)

  /// If the entry is a directory, what is below it is looked at.
  public static let enter = WalkChoice(rawValue: 2)

  /// The entry is listed and entered.
  public static let all: WalkChoice = [.list, .enter]

  /// Neither the entry nor what is below it is of interest.
  public static let none: WalkChoice = []
}
