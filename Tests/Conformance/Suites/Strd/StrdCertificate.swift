import Foundation

/// The certified values of NIST's reference data sets, from `certified.csv`.
struct StrdCertificate {
  /// A data set with its quantities, in the order of the file.
  struct DataSet: Hashable {
    var family: String
    var name: String
    var quantities: [Quantity]
  }

  /// A certified quantity, with its value as it is written.
  struct Quantity: Hashable {
    var name: String
    var text: String

    var value: Double { text == "Infinity" ? .infinity : Double(text) ?? .nan }
  }

  var sets: [DataSet] = []

  init(folder: String) throws(ConformanceError) {
    let path = "\(folder)/certified.csv"
    guard let text = try? String(contentsOfFile: path, encoding: .utf8) else {
      throw ConformanceError("\(path): cannot be read; name the folder that holds it")
    }
    for (number, line) in text.split(whereSeparator: \.isNewline).enumerated().dropFirst() {
      let fields = line.split(separator: ",").map(String.init)
      guard fields.count == 4 else {
        throw ConformanceError(
          "\(path):\(number + 1): is no value; it needs a family, a set, a quantity and a value"
        )
      }
      let quantity = Quantity(name: fields[2], text: fields[3])
      if sets.last?.family == fields[0], sets.last?.name == fields[1] {
        sets[sets.count - 1].quantities.append(quantity)
      } else {
        sets.append(DataSet(family: fields[0], name: fields[1], quantities: [quantity]))
      }
    }
  }

  /// The names of a table's columns.
  static func columns(of path: String) throws(ConformanceError) -> [String] {
    guard let text = try? String(contentsOfFile: path, encoding: .utf8),
      let header = text.split(whereSeparator: \.isNewline).first
    else {
      throw ConformanceError("\(path): cannot be read, though it has certified values")
    }
    return header.split(separator: ",").map(String.init)
  }
}
