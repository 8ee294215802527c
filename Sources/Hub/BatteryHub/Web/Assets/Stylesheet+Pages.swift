/// The style of each sort of page, and of all of them where there is little room.
extension Stylesheet {
  static let jobs = """
    .list small { margin-top: 1px; overflow-wrap: anywhere; }
    .list td.job { width: 34%; }
    .list td.job .badge { margin-right: 9px; }
    .list td.job small { margin-left: 18px; }
    .list td.history { width: 222px; }
    .list td.last, .list td.next { white-space: nowrap; }
    .list td.last small, .list td.next small { white-space: nowrap; }
    .list td.act { text-align: right; white-space: nowrap; }
    .list td.act button { margin-left: 6px; }
    .list tbody tr:hover td { background: linear-gradient(var(--sunken), var(--sunken)); }
    .strip { display: block; width: 208px; height: 20px; }
    .card > .strip { margin-bottom: 18px; }
    .t-ok { fill: var(--ok-tick); } .t-warn { fill: var(--warn-tick); }
    .t-fail { fill: var(--fail-tick); } .t-run { fill: var(--run-tick); }
    .t-wait { fill: var(--wait-tick); } .t-skip { fill: var(--skip-tick); }
    .t-none { fill: var(--none-tick); }
    .crumbs { font-size: 13px; color: var(--muted); margin-bottom: 6px; }
    .title { display: flex; flex-wrap: wrap; gap: 12px 20px; align-items: flex-start; }
    .title { justify-content: space-between; margin-bottom: 18px; }
    .title > div:first-child { min-width: 0; flex: 1 1 300px; }
    .title h1 { overflow-wrap: anywhere; }
    .title h1 .badge { margin-left: 10px; font-size: 14px; vertical-align: 2px; }
    .title h1 .id { font-size: 18px; font-weight: 450; }
    .lead { color: var(--muted); margin-top: 4px; overflow-wrap: anywhere; }
    .actions { display: flex; gap: 8px; }
    .columns { display: grid; grid-template-columns: minmax(0, 3fr) minmax(0, 2fr); gap: 0 16px; }
    .chart svg { display: block; width: 100%; height: 110px; background: var(--sunken); }
    .chart svg { border-radius: 6px; }
    .chart .usual {
      stroke: var(--muted); stroke-width: 1.5; stroke-dasharray: 5 4; fill: none;
      vector-effect: non-scaling-stroke;
    }
    .chart figcaption { font-size: 12px; color: var(--muted); margin-top: 6px; }
    .chart figcaption span:last-child { float: right; }
    .chart b { color: var(--text); font-weight: 550; }
    .dash {
      display: inline-block; width: 18px; border-top: 1.5px dashed var(--muted); margin-right: 6px;
      vertical-align: 3px;
    }
    .why .answer { font-size: 15px; overflow-wrap: anywhere; }
    .why ul { margin-top: 10px; font-size: 13px; color: var(--muted); }
    .why li { padding: 2px 0 2px 16px; position: relative; overflow-wrap: anywhere; }
    .why li::before {
      content: ""; position: absolute; left: 3px; top: 10px; width: 4px; height: 4px;
      border-radius: 50%; background: var(--skip-tick);
    }
    ol.next { margin: 10px 0 6px; font-variant-numeric: tabular-nums; }
    ol.next li { display: flex; justify-content: space-between; gap: 12px; padding: 3px 0; }
    ol.next time { color: var(--muted); white-space: nowrap; }
    ol.steps:not(.lines) { counter-reset: step; }
    ol.steps:not(.lines) li { padding: 3px 0 3px 26px; position: relative; }
    ol.steps:not(.lines) li::before {
      counter-increment: step; content: counter(step); position: absolute; left: 0; top: 4px;
      width: 18px; height: 18px; border-radius: 50%; background: var(--soft); color: var(--muted);
      font-size: 11px; font-weight: 600; text-align: center; line-height: 18px;
    }
    ol.steps code { color: var(--muted); }

    """

  static let runs = """
    .runs td { white-space: nowrap; }
    .runs .result { width: 38%; white-space: normal; overflow-wrap: anywhere; font-size: 13px; }
    .runs .result { color: var(--muted); padding-left: 14px; }
    .runs th.wide { padding-left: 14px; }
    .runs td.job a { color: var(--text); font-weight: 600; overflow-wrap: anywhere; }
    .runs .muted { font-weight: 400; }
    .scroll { grid-column: 1 / -1; overflow-x: auto; max-height: 420px; margin: 4px 0 8px; }
    .report { border-collapse: collapse; font-size: 13px; min-width: 50%; }
    .report th, .report td { padding: 3px 18px 3px 0; text-align: left; }
    .report th { color: var(--muted); font-weight: 550; border-bottom: 1px solid var(--line); }
    .report td { border-bottom: 1px solid var(--soft); font-variant-numeric: tabular-nums; }
    .report .num { text-align: right; }
    .warnings { grid-column: 1 / -1; color: var(--warn); font-size: 13px; }
    .warnings li { overflow-wrap: anywhere; }
    .files li { padding: 2px 0; overflow-wrap: anywhere; }

    """

  static let log = """
    .tools { display: flex; flex-wrap: wrap; gap: 8px 12px; align-items: center; }
    .follow { display: inline-flex; gap: 6px; align-items: center; font-size: 13px; }
    .follow input { min-height: 0; accent-color: var(--link); }
    .log .lines {
      background: var(--term); border: 1px solid var(--line); border-radius: 6px;
      font: 12.5px/1.5 var(--mono); max-height: 70vh; overflow: auto; padding: 6px 0;
      overscroll-behavior: contain; scrollbar-width: thin;
    }
    .log .lines:empty { display: none; }
    .line { display: flex; gap: 12px; padding: 0 12px; }
    .line:target { background: var(--warn-wash); }
    .line > a { color: var(--muted); min-width: 4ch; text-align: right; flex: none; }
    .line > a, .line > time { user-select: none; -webkit-user-select: none; }
    .line > time { color: var(--muted); flex: none; }
    .line > span { white-space: pre-wrap; overflow-wrap: anywhere; min-width: 0; tab-size: 8; }
    .line.error { box-shadow: inset 3px 0 var(--fail-tick); }
    .line.system > span { color: var(--muted); font-style: italic; }
    .line em { color: var(--muted); }
    .ab { font-weight: 700; } .ad { opacity: .75; } .ai { font-style: italic; }
    .au { text-decoration: underline; } .as { text-decoration: line-through; }
    .ar { background: var(--text); color: var(--term); }
    :root {
      --c0: #4a515c; --c1: #b32424; --c2: #12703f; --c3: #835600; --c4: #1f55bd; --c5: #8a2f9e;
      --c6: #0a6c78; --c7: #59626f; --c8: #646d79; --c9: #c43030; --c10: #187a49; --c11: #8a5a00;
      --c12: #2f62d0; --c13: #9a3bb0; --c14: #0c7482; --c15: #171b22;
    }
    @media (prefers-color-scheme: dark) {
      :root {
        --c0: #8b94a1; --c1: #ff8078; --c2: #5fca92; --c3: #dcb04a; --c4: #7aaeff; --c5: #d79be8;
        --c6: #5cc6d4; --c7: #c3cad4; --c8: #98a1ad; --c9: #ff9a92; --c10: #7cdcaa; --c11: #f0c968;
        --c12: #9cc2ff; --c13: #e6b4f3; --c14: #84dbe6; --c15: #ffffff;
      }
    }
    .f0 { color: var(--c0); } .f1 { color: var(--c1); } .f2 { color: var(--c2); }
    .f3 { color: var(--c3); } .f4 { color: var(--c4); } .f5 { color: var(--c5); }
    .f6 { color: var(--c6); } .f7 { color: var(--c7); } .f8 { color: var(--c8); }
    .f9 { color: var(--c9); } .f10 { color: var(--c10); } .f11 { color: var(--c11); }
    .f12 { color: var(--c12); } .f13 { color: var(--c13); } .f14 { color: var(--c14); }
    .f15 { color: var(--c15); }
    .line [class*="bg"] { color: var(--term); padding: 0 2px; }
    .bg0 { background: var(--c0); } .bg1 { background: var(--c1); } .bg2 { background: var(--c2); }
    .bg3 { background: var(--c3); } .bg4 { background: var(--c4); } .bg5 { background: var(--c5); }
    .bg6 { background: var(--c6); } .bg7 { background: var(--c7); } .bg8 { background: var(--c8); }
    .bg9 { background: var(--c9); } .bg10 { background: var(--c10); } .bg11 { background: var(--c11); }
    .bg12 { background: var(--c12); } .bg13 { background: var(--c13); }
    .bg14 { background: var(--c14); } .bg15 { background: var(--c15); }

    """

  static let small = """
    @media (max-width: 900px) {
      .columns { grid-template-columns: minmax(0, 1fr); }
      .lines > li { grid-template-columns: minmax(0, 1fr) auto auto; }
      .lines > li .progress, .lines > li .reason { grid-column: 1 / -1; grid-row: 2; }
      .lines > li .reason:empty { display: none; }
      .list td.job { width: auto; }
    }
    @media (max-width: 820px) {
      main { padding: 14px 12px 40px; }
      .top { padding: 0 12px; gap: 10px; }
      .top nav a { padding: 0 8px; }
      .role, .live span { display: none; }
      .who button { padding: 4px 6px; }
      .lines > li { grid-template-columns: minmax(0, 1fr) auto; padding: 10px 0; }
      .lines > li .what { grid-column: 1; grid-row: 1; }
      .lines > li > form { grid-column: 2; grid-row: 1 / span 2; }
      .lines > li .progress, .lines > li .reason { grid-column: 1; grid-row: 2; }
      .lines > li > .num { grid-column: 1; grid-row: 3; text-align: left; font-size: 13px; }
      .lines > li .warnings, .lines > li .scroll, .lines > li p { grid-column: 1 / -1; }
      progress { width: 110px; }
      .card { padding: 14px; }
      .grid, .grid tbody { display: block; }
      .grid thead { position: absolute; clip-path: inset(50%); height: 1px; overflow: hidden; }
      .grid tr { display: grid; gap: 4px 12px; padding: 12px 0; align-items: center; }
      .grid tr { border-bottom: 1px solid var(--soft); }
      .grid tr:first-child { padding-top: 4px; }
      .grid tr:last-child { border-bottom: 0; padding-bottom: 2px; }
      .grid td { padding: 0; border: 0; min-width: 0; }
      .list tr { grid-template-columns: minmax(0, 1fr) auto; }
      .list td.job { grid-column: 1 / -1; }
      .list td.history { grid-column: 1 / -1; width: auto; margin: 3px 0; }
      .strip { width: 100%; max-width: 340px; height: auto; }
      .list td.last::before { content: "Last "; color: var(--muted); font-size: 12px; }
      .list td.next::before { content: "Next "; color: var(--muted); font-size: 12px; }
      .list td.last small, .list td.next small { display: inline; margin-left: 6px; }
      .list td.last, .list td.next { grid-column: 1; white-space: normal; }
      .runs td.job { white-space: normal; }
      .list td.act { grid-column: 2; grid-row: 3 / span 2; }
      .list td.act button { display: flex; margin: 0 0 5px auto; }
      .list td.act button:last-child { margin-bottom: 0; }
      .list td.act:empty { display: none; }
      .runs tr { grid-template-columns: minmax(0, 1fr) auto; gap: 2px 12px; }
      .runs td.trigger { display: none; }
      .runs td.job { grid-column: 1; grid-row: 1; }
      .runs td.id { grid-column: 2; grid-row: 1; text-align: right; }
      .runs td.id:first-child:not(:has(+ .job)) { grid-column: 1; text-align: left; }
      .runs td.state { grid-column: 1; grid-row: 2; }
      .runs td.when { grid-column: 2; grid-row: 2; text-align: right; }
      .runs td.result { grid-column: 1; grid-row: 3; width: auto; padding: 0; }
      .runs td.took { grid-column: 2; grid-row: 3; align-self: start; }
      .runs td { font-size: 13px; }
      .runs td.job { font-size: 14px; }
      .filter { flex: 1 1 100%; }
      .filter input { width: 100%; }
      .filter select { flex: 1 1 120px; min-width: 0; }
      .filter select + select + button { flex: none; }
      .head .tools, .tools .filter { width: 100%; }
      .line > time { display: none; }
      .line { gap: 8px; padding: 0 8px; }
      .line > a { min-width: 3ch; }
      .facts.wide { gap: 10px 26px; }
      .tally { gap: 4px 14px; }
      .tally li { gap: 4px; }
      .tally b { font-size: 19px; } .tally span { font-size: 13px; }
    }

    """
}
