/// A day written as ISO 8601 does, or `nil`.
func parsedDate(_ text: String) -> Value? {
  var text = text
  return text.withUTF8 { TimeText.day($0) }.map { .date(CalendarDay(daysSince1970: $0)) }
}

/// A point in time as ISO 8601 writes it, or `nil`; a day alone is its midnight.
func parsedTimestamp(_ text: String) -> Value? {
  var text = text
  if let time = text.withUTF8({ TimeText.timestamp($0) }) { return .timestamp(time) }
  return text.withUTF8 { TimeText.day($0) }.map {
    .timestamp(Timestamp(microseconds: Int64($0) * 86_400_000_000))
  }
}
