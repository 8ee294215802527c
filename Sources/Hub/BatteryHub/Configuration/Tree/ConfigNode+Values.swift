import BatteryJobs

/// Typed values; `nil` where the value is of another type, which the check has reported already.
extension ConfigNode {
  var integer: Int? { text.flatMap(Scalars.integer) }

  var number: Double? { text.flatMap(Scalars.number) }

  var boolean: Bool? { text.flatMap(Scalars.boolean) }

  var timeSpan: TimeSpan? { text.flatMap { TimeSpan($0) } }

  var byteCount: ByteCount? { text.flatMap { ByteCount($0) } }

  /// The values of a mapping of texts.
  var texts: [String: String] {
    var result: [String: String] = [:]
    for entry in entries ?? [] { result[entry.key] = entry.value.text }
    return result
  }
}
