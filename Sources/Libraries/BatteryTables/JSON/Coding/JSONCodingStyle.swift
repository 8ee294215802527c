public import Foundation

/// How Swift's values are written as JSON, and read from it.
///
/// ``JSONDocumentEncoder`` and ``JSONDocumentDecoder`` of one style understand each other.
public struct JSONCodingStyle: Sendable {
  /// How points in time are written.
  public enum Dates: Sendable {
    /// As ISO 8601 texts in UTC, with up to six decimals of the second: `2026-11-22T09:30:00.25Z`.
    ///
    /// What is read may have any offset, but must have one.
    case iso8601
    /// As the seconds since 1970 in UTC.
    case secondsSince1970
    /// As the milliseconds since 1970 in UTC.
    case millisecondsSince1970
    /// As the seconds since 2001 in UTC, which is what `Date` itself encodes.
    case secondsSince2001
    /// In a way of one's own.
    case custom(
      encode: @Sendable (Date, any Encoder) throws -> Void,
      decode: @Sendable (any Decoder) throws -> Date
    )
  }

  /// How coding keys become the keys of objects; keys of dictionaries stay as they are.
  public enum Keys: Hashable, Sendable {
    /// As they are.
    case asNamed
    /// `imageURL` as `image_url`.
    case snakeCase
  }

  /// What becomes of infinite numbers and of what is no number, which JSON cannot say.
  public enum NonFinite: Hashable, Sendable {
    /// They are an error.
    case refuse
    /// They are the texts `Infinity`, `-Infinity` and `NaN`.
    case text
  }

  /// How points in time are written.
  public var dates: Dates
  /// How coding keys become the keys of objects.
  public var keys: Keys
  /// What becomes of numbers that JSON cannot say.
  public var nonFinite: NonFinite
  /// What types find in the `userInfo` of their encoder and decoder.
  public var userInfo: [CodingUserInfoKey: any Sendable]

  /// Chooses a style.
  public init(
    dates: Dates = .iso8601,
    keys: Keys = .asNamed,
    nonFinite: NonFinite = .refuse,
    userInfo: [CodingUserInfoKey: any Sendable] = [:]
  ) {
    self.dates = dates
    self.keys = keys
    self.nonFinite = nonFinite
    self.userInfo = userInfo
  }

  /// How deep values may be in each other: each level is a few calls deep on the stack.
  static let depthLimit = 512
}
