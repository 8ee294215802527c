import BatteryJobs

/// Prints what a run would do.
enum PlanPrinter {
  /// Prints a plan; steps that lose something are red on a terminal.
  static func print(_ plan: Plan, title: String, format: TableFormat) throws {
    let console = Console.current
    if format == .json { return try console.print(JSONText.encode(plan)) }
    if format == .text {
      let count = plan.steps.count
      let amount = count == 0 ? "nothing to do" : "\(count) \(count == 1 ? "step" : "steps")"
      console.note("\(title): \(amount).")
      if plan.steps.isEmpty { return }
    }
    let destructive = Set(plan.steps.filter(\.isDestructive).map(\.verb))
    try console.print(plan.table, format: format) { column, cell in
      column == "action" && destructive.contains(cell) ? .red : nil
    }
  }
}
