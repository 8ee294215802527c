import BatteryJobs

extension Measure {
  /// Timers spread evenly over a window: how late each fires, and what it costs.
  @Sendable static func timers(_ arguments: Arguments) async throws {
    let count = try arguments.number(0)
    let window = Duration.seconds(try arguments.number(1))
    let clock = SystemTimeSource()
    var late: [Double] = []
    late.reserveCapacity(count)
    // The pages of the results are touched now, so that the timers' memory is all that is added.
    for _ in 0..<count { late.append(1) }
    late.removeAll(keepingCapacity: true)
    let timers = TimerSet<Int64>(clock: clock)
    let before = Machine.residentBytes
    let start = clock.uptime + .milliseconds(500)
    for index in 0..<count {
      timers.add(Int64(index), at: start + window * index / count)
    }
    let memory = Double(Machine.residentBytes - before) / Double(count)
    let processor = Machine.processorSeconds
    await timers.run { due in
      for (_, deadline) in due { late.append((clock.uptime - deadline).inSeconds) }
    }
    Figure.printSpread(of: late)
    Figure.print("memory", memory, "bytes/timer")
    Figure.print("processor", Machine.processorSeconds - processor, "s")
  }
}
