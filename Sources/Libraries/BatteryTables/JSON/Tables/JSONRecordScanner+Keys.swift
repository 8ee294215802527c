extension JSONRecordScanner {
  /// Reads a key that was not the guessed one.
  ///
  /// - Returns: Whether its bytes in the text are the key itself; `nil` when it is no key.
  func findKey(
    _ place: inout JSONScan.Pointer,
    _ end: JSONScan.Pointer,
    _ entry: inout Int
  ) -> Bool? {
    var isEscaped = false
    var problem: JSONProblem?
    let last = JSONScan.text(place, end, &isEscaped, &problem)
    guard problem == nil, last < end, last.pointee == JSONScan.quote else { return nil }
    let raw = UnsafeBufferPointer(start: place, count: last - place)
    place = last + 1
    guard isEscaped else {
      entry = self.entry(of: raw)
      return true
    }
    keyBuffer = [UInt8](unsafeUninitializedCapacity: raw.count) { room, count in
      guard let target = room.baseAddress else { return }
      count = JSONScan.unescape(last - raw.count, last, into: target)
    }
    entry = keyBuffer.withUnsafeBufferPointer { self.entry(of: $0) }
    return false
  }

  private func entry(of key: UnsafeBufferPointer<UInt8>) -> Int {
    let found = keys.find(key)
    if found >= 0 { return found }
    guard addsColumns else {
      // Keys that are left out are guessed too, unless there are very many.
      return keys.count < columnLimit + 1024 ? keys.add(key, column: -1) : -1
    }
    guard columnCount < columnLimit else {
      hasTooManyColumns = true
      return -1
    }
    if columnCount == columnCapacity { addColumns() }
    columnCount += 1
    return keys.add(key, column: columnCount - 1)
  }

  private func addColumns() {
    let larger = UnsafeMutablePointer<UInt64>.allocate(capacity: columnCapacity * 2 * rowLimit)
    larger.update(from: cells, count: columnCapacity * rowLimit)
    (larger + columnCapacity * rowLimit).initialize(
      repeating: 0,
      count: columnCapacity * rowLimit
    )
    cells.deallocate()
    cells = larger
    columnCapacity *= 2
    let more = UnsafeMutablePointer<Int>.allocate(capacity: columnCapacity + 1)
    more.update(from: touched, count: touched[0] + 1)
    touched.deallocate()
    touched = more
  }
}
