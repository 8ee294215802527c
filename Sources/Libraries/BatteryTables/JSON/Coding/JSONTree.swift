/// A value that is being encoded.
///
/// Containers may be filled in any order, also after what stands behind them: only at the end is the
/// whole a ``JSONValue``.
enum JSONTree {
  case value(JSONValue)
  case array(JSONTreeArray)
  case object(JSONTreeObject)
  /// What an encoder that was handed out for a superclass has encoded by then.
  case encoder(JSONTreeEncoder)

  /// The value as it is now.
  var value: JSONValue {
    switch self {
    case .value(let value): value
    case .array(let array): .array(array.items.map(\.value))
    case .object(let object): .object(object.value)
    case .encoder(let encoder): encoder.result?.value ?? .object(JSONObject())
    }
  }
}

/// The items of an array that is being encoded.
final class JSONTreeArray {
  // Filled by one thread, value by value: here and below, the checks of exclusive access cost more
  // than what they check.
  @exclusivity(unchecked) var items: [JSONTree] = []
}

/// The members of an object that is being encoded.
final class JSONTreeObject {
  @exclusivity(unchecked) private var keys: [String] = []
  @exclusivity(unchecked) private var members: [JSONTree] = []
  /// The place of each key, once there are too many to search through.
  @exclusivity(unchecked) private var places: [String: Int]?

  subscript(key: String) -> JSONTree? {
    get { place(of: key).map { members[$0] } }
    set {
      guard let newValue else { return }
      if let place = place(of: key) {
        members[place] = newValue
        return
      }
      keys.append(key)
      members.append(newValue)
      if places != nil {
        places?[key] = keys.count - 1
      } else if keys.count > 16 {
        places = Dictionary(uniqueKeysWithValues: zip(keys, keys.indices))
      }
    }
  }

  private func place(of key: String) -> Int? {
    if let places { return places[key] }
    return keys.firstIndex(of: key)
  }

  var value: JSONObject {
    JSONObject(zip(keys, members).map { JSONObject.Member($0, $1.value) })
  }
}
