/// Finds columns by the names of properties, which ask in the same order row by row.
struct RowPlan {
  private var names: [String] = []
  private var places: [Int?] = []
  private var cursor = 0

  /// Goes back to the first property.
  mutating func restart() { cursor = 0 }

  /// The place of a property's column, as `search` finds it the first time.
  mutating func place(of name: String, _ search: (String) -> Int?) -> Int? {
    // Optional properties are asked for several times, one after the other.
    for step in cursor..<Swift.min(cursor + 2, names.count) where names[step] == name {
      cursor = step
      return places[step]
    }
    if let step = names.firstIndex(of: name) {
      cursor = step
      return places[step]
    }
    let place = search(name)
    names.append(name)
    places.append(place)
    cursor = names.count - 1
    return place
  }

  /// Forgets what was not found, since there is more to be found now.
  mutating func forget() {
    names = []
    places = []
    cursor = 0
  }
}
