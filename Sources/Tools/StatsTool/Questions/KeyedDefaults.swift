internal import BatteryStatistics

extension KeyedDecodingContainer {
  /// What is made of values that were read; where nothing can be, the configuration is wrong.
  func reading<Value>(_ make: () throws(StatisticsError) -> Value) throws -> Value {
    do throws(StatisticsError) {
      return try make()
    } catch {
      throw DecodingError.dataCorrupted(
        .init(codingPath: codingPath, debugDescription: error.message)
      )
    }
  }

  /// The value of a key, or what is usual where it is not given.
  func decode<Value: Decodable>(_ key: Key, or usual: Value) throws -> Value {
    try decodeIfPresent(Value.self, forKey: key) ?? usual
  }
}
