import Foundation

/// How items and results are written on their way.
enum WorkerCoding {
  // JSON has no numbers for these, but computations do.
  private static let (positive, negative, nan) = ("inf", "-inf", "nan")

  struct TooLong: Error, CustomStringConvertible {
    var bytes: Int

    var description: String {
      "it has \(bytes) bytes and may have \(WorkerFrame.limit); hand over the path of a file instead"
    }
  }

  // One of each for all: to make one for every item takes as long as to use it.
  private static let encoder: JSONEncoder = {
    let encoder = JSONEncoder()
    encoder.nonConformingFloatEncodingStrategy = .convertToString(
      positiveInfinity: positive,
      negativeInfinity: negative,
      nan: nan
    )
    return encoder
  }()

  private static let decoder: JSONDecoder = {
    let decoder = JSONDecoder()
    decoder.nonConformingFloatDecodingStrategy = .convertFromString(
      positiveInfinity: positive,
      negativeInfinity: negative,
      nan: nan
    )
    return decoder
  }()

  static func encode(_ value: some Encodable) throws -> [UInt8] {
    let bytes = try WorkerNumbers.encode(value) ?? Array(encoder.encode(value))
    guard bytes.count <= WorkerFrame.limit else { throw TooLong(bytes: bytes.count) }
    return bytes
  }

  static func decode<Value: Decodable>(_ type: Value.Type, from bytes: [UInt8]) throws -> Value {
    try WorkerNumbers.decode(type, from: bytes) ?? decoder.decode(type, from: Data(bytes))
  }

  /// Returns what was wrong, and where in the value.
  static func explain(_ error: any Error) -> String {
    func place(_ context: DecodingError.Context) -> String {
      let path = context.codingPath.map(\.stringValue).joined(separator: ".")
      return path.isEmpty ? context.debugDescription : "\(path): \(context.debugDescription)"
    }
    return switch error as? DecodingError {
    case .dataCorrupted(let context): place(context)
    case .keyNotFound(let key, _): "\(key.stringValue) is missing"
    case .typeMismatch(_, let context), .valueNotFound(_, let context): place(context)
    default: "\(error)"
    }
  }
}
