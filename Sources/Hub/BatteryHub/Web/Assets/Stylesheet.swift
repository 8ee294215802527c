/// The style of the pages: its colours, and what all pages share.
enum Stylesheet {
  static let text = colours + base + header + parts + tables + jobs + runs + log + small + files

  private static let colours = """
    :root {
      color-scheme: light dark;
      --page: #f5f6f8; --card: #ffffff; --sunken: #f0f2f5; --line: #e0e4ea; --soft: #eceff3;
      --text: #171b22; --muted: #59626f; --link: #2f4fcf; --focus: #2f4fcf;
      --ok: #14744a; --warn: #8a5a00; --fail: #bb2525; --run: #1d5fc4; --wait: #6a4bd1;
      --skip: #646d79;
      --ok-tick: #3aa676; --warn-tick: #d99a1c; --fail-tick: #d83a3a; --run-tick: #3f82ea;
      --wait-tick: #9079e6; --skip-tick: #a9b1bc; --none-tick: #dde1e7;
      --fail-wash: #fdf0ef; --warn-wash: #fdf6e6; --button: #ffffff; --button-line: #cdd3dc;
      --shadow: 0 1px 2px rgba(20, 26, 36, .05);
      --mono: ui-monospace, "SF Mono", "Cascadia Mono", "DejaVu Sans Mono", Menlo, Consolas,
        monospace;
      --term: #fbfcfd;
    }
    @media (prefers-color-scheme: dark) {
      :root {
        --page: #0f1217; --card: #171b22; --sunken: #12161c; --line: #2a303a; --soft: #20262f;
        --text: #e6e9ee; --muted: #9aa4b2; --link: #8ea8ff; --focus: #8ea8ff;
        --ok: #57c795; --warn: #e2b23f; --fail: #ff8a80; --run: #7bb4ff; --wait: #b8a6ff;
        --skip: #98a1ad;
        --ok-tick: #36956a; --warn-tick: #c08a1e; --fail-tick: #e5534b; --run-tick: #4a8df0;
        --wait-tick: #8b74e0; --skip-tick: #59626e; --none-tick: #2a303a;
        --fail-wash: #2a1a1b; --warn-wash: #282114; --button: #20262f; --button-line: #3a424e;
        --shadow: none; --term: #0c0f13;
      }
    }

    """

  private static let base = """
    *, *::before, *::after { box-sizing: border-box; }
    html { -webkit-text-size-adjust: 100%; }
    body {
      margin: 0; background: var(--page); color: var(--text);
      font: 14px/1.45 system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", "Noto Sans",
        "Liberation Sans", Arial, sans-serif;
    }
    a { color: var(--link); text-decoration: none; }
    a:hover { text-decoration: underline; }
    h1, h2, p, ul, ol, dl, dd, figure { margin: 0; padding: 0; }
    ul, ol { list-style: none; }
    h1 { font-size: 22px; line-height: 1.25; font-weight: 650; letter-spacing: -.01em; }
    h2 { font-size: 13px; font-weight: 650; color: var(--muted); }
    code, pre, kbd { font-family: var(--mono); font-size: .92em; }
    code { overflow-wrap: anywhere; }
    pre { background: var(--sunken); border-radius: 6px; padding: 10px 12px; overflow-x: auto; }
    small { font-size: 12px; color: var(--muted); display: block; }
    main { max-width: 1240px; margin: 0 auto; padding: 20px 20px 60px; }
    [hidden] { display: none !important; }
    :focus-visible { outline: 2px solid var(--focus); outline-offset: 2px; border-radius: 4px; }
    .sr {
      position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%);
      white-space: nowrap;
    }
    .jump {
      position: absolute; left: 8px; top: -60px; background: var(--card); padding: 8px 12px;
      z-index: 9; border-radius: 6px;
    }
    .jump:focus { top: 8px; }
    .muted { color: var(--muted); }
    .num { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
    button, .button, input, select {
      font: inherit; color: var(--text); background: var(--button);
      border: 1px solid var(--button-line); border-radius: 6px; padding: 4px 10px; min-height: 30px;
      max-width: 100%;
    }
    button, .button {
      cursor: pointer; font-weight: 550; font-size: 13px; white-space: nowrap;
      display: inline-flex; align-items: center;
    }
    button:hover, .button:hover { border-color: var(--muted); text-decoration: none; }
    button.primary { background: #2f4fcf; border-color: #2f4fcf; color: #ffffff; }
    button.primary:hover { background: #2541b3; }
    button.danger { color: var(--fail); }
    button.danger:hover { border-color: var(--fail); }
    button.quiet { background: none; border-color: transparent; color: var(--muted); }
    button[disabled] { opacity: .55; cursor: default; }

    """

  private static let header = """
    .top {
      display: flex; align-items: center; gap: 20px; padding: 0 20px; min-height: 50px;
      background: var(--card); border-bottom: 1px solid var(--line); position: sticky; top: 0;
      z-index: 5;
    }
    .brand {
      display: flex; align-items: center; gap: 9px; font-weight: 700; color: var(--text);
      letter-spacing: -.01em; font-size: 15px;
    }
    .brand:hover { text-decoration: none; }
    .brand .mark { fill: none; stroke: var(--muted); stroke-width: 1.6; }
    .brand .cell { fill: var(--ok-tick); }
    .top nav { display: flex; gap: 2px; align-self: stretch; }
    .top nav a {
      display: flex; align-items: center; padding: 0 11px; color: var(--muted); font-weight: 550;
      border-bottom: 2px solid transparent; border-top: 2px solid transparent;
    }
    .top nav a[aria-current] { color: var(--text); border-bottom-color: var(--link); }
    .top nav a:hover { color: var(--text); text-decoration: none; }
    .live { margin-left: auto; display: flex; align-items: center; gap: 6px; font-size: 12px; }
    .live { color: var(--muted); }
    .live i { width: 7px; height: 7px; border-radius: 50%; background: var(--ok-tick); }
    .live.lost i { background: var(--fail-tick); }
    .who { margin-left: auto; display: flex; align-items: center; gap: 6px; }
    .live:not([hidden]) + .who { margin-left: 0; }
    .role { font-size: 12px; color: var(--muted); }

    """

  private static let parts = """
    .card {
      background: var(--card); border: 1px solid var(--line); border-radius: 10px;
      padding: 16px 18px; margin-bottom: 16px; box-shadow: var(--shadow);
    }
    .card > h2 { margin-bottom: 10px; }
    .card > h2:not(:first-child) { margin-top: 20px; }
    .narrow { max-width: 460px; margin: 9vh auto 0; padding: 26px 28px; }
    .narrow h1 { margin-bottom: 12px; }
    .narrow p, .narrow pre, .narrow form { margin-top: 12px; }
    .narrow .code { font-size: 13px; color: var(--muted); margin: 0; }
    .narrow form .primary { padding: 8px 16px; font-size: 14px; }
    .head { display: flex; flex-wrap: wrap; align-items: center; gap: 10px 14px; }
    .head { margin-bottom: 12px; justify-content: space-between; }
    .banner { border-color: var(--fail-tick); background: var(--fail-wash); }
    .banner h2 { color: var(--fail); }
    .banner ul { margin: 8px 0 0; } .banner form { margin-top: 12px; }
    .banner li + li { margin-top: 4px; }
    .note { font-size: 13px; color: var(--muted); margin: 8px 0; }
    .note.fail { color: var(--fail); }
    .empty { color: var(--muted); padding: 8px 0; }
    .more { margin-top: 8px; font-size: 13px; }
    .tally { display: flex; flex-wrap: wrap; gap: 6px 26px; margin: 2px 2px 18px; }
    .tally li { display: flex; align-items: baseline; gap: 6px; }
    .tally b { font-size: 22px; font-weight: 650; font-variant-numeric: tabular-nums; }
    .tally b { letter-spacing: -.02em; }
    .tally span { color: var(--muted); }
    .tally .zero b { color: var(--muted); font-weight: 500; }
    .tally .run b { color: var(--run); } .tally .wait b { color: var(--wait); }
    .tally .fail b { color: var(--fail); } .tally .skip b { color: var(--skip); }
    .badge { display: inline-flex; align-items: center; gap: 6px; font-size: 13px; }
    .badge { font-weight: 550; white-space: nowrap; letter-spacing: 0; }
    .badge i { width: 9px; height: 9px; border-radius: 50%; background: var(--none-tick); flex: none; }
    .badge.ok { color: var(--ok); } .badge.ok i { background: var(--ok-tick); }
    .badge.warn { color: var(--warn); } .badge.warn i { background: var(--warn-tick); }
    .badge.fail { color: var(--fail); }
    .badge.fail i { background: var(--fail-tick); border-radius: 2px; }
    .badge.run { color: var(--run); }
    .badge.run i { background: none; border: 2.5px solid var(--run-tick); }
    .badge.wait { color: var(--wait); }
    .badge.wait i { background: none; border: 2px dotted var(--wait-tick); }
    .badge.skip { color: var(--skip); }
    .badge.skip i { height: 3px; border-radius: 1px; background: var(--skip-tick); }
    @media (prefers-reduced-motion: no-preference) {
      .badge.run i { border-right-color: transparent; animation: turn 1.1s linear infinite; }
      @keyframes turn { to { transform: rotate(360deg); } }
    }
    .chip {
      font-size: 11px; font-weight: 600; color: var(--muted); background: var(--soft);
      border-radius: 20px; padding: 1px 8px; margin-left: 8px; white-space: nowrap;
      letter-spacing: 0; vertical-align: 2px;
    }
    .chip.fail { color: var(--fail); background: var(--fail-wash); }
    .lines > li {
      display: grid; grid-template-columns: minmax(0, 30%) minmax(0, 1fr) 150px 96px;
      gap: 4px 16px; align-items: center; padding: 7px 0; border-top: 1px solid var(--soft);
      min-height: 44px;
    }
    .lines > li > form { justify-self: end; }
    .lines > li:first-child { border-top: 0; padding-top: 0; }
    .lines > li:last-child { padding-bottom: 0; }
    .what { display: flex; flex-wrap: wrap; align-items: center; gap: 2px 9px; min-width: 0; }
    .name { font-weight: 600; color: var(--text); overflow-wrap: anywhere; }
    .id { color: var(--muted); font-variant-numeric: tabular-nums; font-size: 13px; }
    .reason { color: var(--text); overflow-wrap: anywhere; font-size: 13px; }
    .progress { display: flex; align-items: center; gap: 10px; min-width: 0; }
    .progress span { font-size: 12px; color: var(--muted); overflow-wrap: anywhere; }
    .progress span { font-variant-numeric: tabular-nums; }
    progress {
      appearance: none; width: 150px; flex: none; height: 6px; border: 0; border-radius: 3px;
      background: var(--soft); overflow: hidden; accent-color: var(--run-tick);
    }
    progress::-webkit-progress-bar { background: var(--soft); border-radius: 3px; }
    progress::-webkit-progress-value { background: var(--run-tick); border-radius: 3px; }
    progress::-moz-progress-bar { background: var(--run-tick); }
    progress:indeterminate::-moz-progress-bar { width: 35%; }
    progress:not([value])::-webkit-progress-bar {
      background: linear-gradient(90deg, var(--soft) 0 32%, var(--run-tick) 42% 58%, var(--soft) 68%);
      background-size: 300% 100%; animation: slide 2.2s linear infinite;
    }
    @keyframes slide { from { background-position: 100% 0; } to { background-position: 0 0; } }
    @media (prefers-reduced-motion: reduce) {
      progress:not([value])::-webkit-progress-bar { animation: none; }
    }

    """

  private static let tables = """
    table.grid { width: 100%; border-collapse: collapse; }
    .grid th {
      text-align: left; font-size: 12px; font-weight: 550; color: var(--muted);
      padding: 4px 14px 6px 0; border-bottom: 1px solid var(--line);
    }
    .grid th.num { text-align: right; }
    .grid td { padding: 8px 14px 8px 0; border-bottom: 1px solid var(--soft); }
    .grid td { vertical-align: middle; font-variant-numeric: tabular-nums; }
    .grid tr:last-child td { border-bottom: 0; padding-bottom: 2px; }
    .grid td:last-child, .grid th:last-child { padding-right: 0; }
    .filter { display: flex; flex-wrap: wrap; gap: 8px; align-items: center; position: relative; }
    .filter input { width: 230px; padding-right: 30px; }
    .filter kbd {
      position: absolute; right: 8px; top: 5px; font-size: 11px; color: var(--muted);
      border: 1px solid var(--line); border-radius: 4px; padding: 1px 6px; pointer-events: none;
    }
    .filter input:focus + kbd, .filter input:not(:placeholder-shown) + kbd { display: none; }
    .pages { display: flex; gap: 16px; margin-top: 12px; }
    .pages:empty { display: none; }
    .facts { display: grid; grid-template-columns: auto 1fr; gap: 5px 16px; font-size: 13px; }
    .facts dt { color: var(--muted); } .facts dd { overflow-wrap: anywhere; }
    .facts.wide { display: flex; flex-wrap: wrap; gap: 12px 40px; }
    .facts.wide dt { font-size: 12px; margin-bottom: 1px; }
    .facts.wide dd { font-variant-numeric: tabular-nums; font-size: 14px; }
    .progress + .facts.wide { margin-top: 14px; }

    """
}
