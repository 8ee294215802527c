/// The style of the page: the colours and parts of the dashboard's pages, and the drawings.
enum LogPageStyle {
  static let text: StaticString = """
    :root {
      color-scheme: light dark;
      --page: #f5f6f8; --card: #ffffff; --line: #e0e4ea; --soft: #eceff3; --text: #171b22;
      --muted: #59626f; --link: #2f4fcf; --shadow: 0 1px 2px rgba(20, 26, 36, .05);
      --hits: #7b95ee; --visitors: #24388f; --wash: #e7ecfd; --button: #ffffff;
      --button-line: #cdd3dc; --ok: #2f9468; --run: #3f82ea; --warn: #c4820a; --fail: #d83a3a;
      --wait: #8268e2; --warn-text: #8a5a00; --fail-text: #bb2525;
      --mono: ui-monospace, "SF Mono", "Cascadia Mono", "DejaVu Sans Mono", Menlo, Consolas,
        monospace;
    }
    @media (prefers-color-scheme: dark) {
      :root {
        --page: #0f1217; --card: #171b22; --line: #2a303a; --soft: #20262f; --text: #e6e9ee;
        --muted: #9aa4b2; --link: #8ea8ff; --shadow: none; --hits: #5671d6; --visitors: #c6d1ff; --wash: #222c4a; --button: #20262f; --button-line: #3a424e;
        --ok: #36a274; --run: #4a8df0; --warn: #d79a22; --fail: #e5534b; --wait: #8b74e0;
        --warn-text: #e2b23f; --fail-text: #ff8a80;
      }
    }
    *, *::before, *::after { box-sizing: border-box; }
    html { -webkit-text-size-adjust: 100%; scroll-padding-top: 104px; }
    body {
      margin: 0; background: var(--page); color: var(--text);
      font: 14px/1.45 system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", "Noto Sans",
        "Liberation Sans", Arial, sans-serif;
    }
    h1, h2, p, ul, dl, dd { margin: 0; padding: 0; }
    ul { list-style: none; }
    h1 { font-size: 26px; line-height: 1.2; font-weight: 680; letter-spacing: -.015em; }
    h1, .lead { overflow-wrap: anywhere; }
    h2 { font-size: 15px; font-weight: 650; letter-spacing: -.005em; display: inline; }
    small, .lead, footer, .note { color: var(--muted); font-size: 13px; }
    code, .panel td:first-child { font-family: var(--mono); font-size: 12.5px; }
    [hidden] { display: none !important; }
    :focus-visible { outline: 2px solid var(--link); outline-offset: 2px; border-radius: 4px; }
    .sr {
      position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%);
      white-space: nowrap;
    }
    .jump {
      position: absolute; left: 8px; top: -60px; background: var(--card); padding: 8px 12px;
      z-index: 9; border-radius: 6px; color: var(--link);
    }
    .jump:focus { top: 8px; }
    main { max-width: 1240px; margin: 0 auto; padding: 28px 20px 40px; }
    header { margin-bottom: 20px; }
    .lead { margin-top: 4px; font-size: 14px; }
    .card {
      background: var(--card); border: 1px solid var(--line); border-radius: 10px;
      padding: 16px 18px; margin: 0 0 16px; box-shadow: var(--shadow); min-width: 0;
    }
    .empty { color: var(--muted); }
    .totals { display: grid; grid-template-columns: repeat(6, minmax(0, 1fr)); gap: 0 16px; }
    .totals .card { padding: 13px 16px 12px; }
    .totals dt { font-size: 12.5px; color: var(--muted); font-weight: 550; }
    .totals dd:nth-of-type(1) {
      font-size: 24px; font-weight: 680; letter-spacing: -.02em; line-height: 1.3;
      font-variant-numeric: tabular-nums; white-space: nowrap;
    }
    .totals .warn dd:nth-of-type(1) { color: var(--warn-text); }
    .totals .fail dd:nth-of-type(1) { color: var(--fail-text); }
    .totals .note { font-size: 12.5px; font-variant-numeric: tabular-nums; }
    .pair { display: grid; grid-template-columns: repeat(2, minmax(0, 1fr)); gap: 0 16px; }
    .trio { display: grid; grid-template-columns: repeat(3, minmax(0, 1fr)); gap: 0 16px; }
    .pair > :only-child, .trio > :only-child { grid-column: 1 / -1; }
    .over { display: flex; flex-wrap: wrap; justify-content: space-between; gap: 2px 16px; }
    .key { display: flex; gap: 16px; font-size: 12.5px; color: var(--muted); }
    .k::before {
      content: ""; display: inline-block; width: 10px; height: 10px; border-radius: 2.5px;
      margin-right: 7px; background: var(--c);
    }
    .hits { --c: var(--hits); } .visitors { --c: var(--visitors); } 
    .s-ok { --c: var(--ok); } .s-run { --c: var(--run); } .s-warn { --c: var(--warn); }
    .s-fail { --c: var(--fail); } .s-wait { --c: var(--wait); }
    .plot {
      display: grid; grid-template-columns: auto minmax(0, 1fr); gap: 0 10px;
      margin-top: 18px;
    }
    .ys {
      display: flex; flex-direction: column; justify-content: space-between; text-align: right;
      margin: -8px 0; font-size: 11.5px; line-height: 16px; color: var(--muted);
      font-variant-numeric: tabular-nums;
    }
    .plot svg { display: block; width: 100%; height: 20px; overflow: visible; }
    .plot .bars { height: 150px; }
    .plot .bars ~ .bars { height: 70px; margin-top: 20px; }
    .plot.single .bars { height: 190px; }
    .bars + .ys { margin-top: 12px; }
    .xs { grid-column: 2; }
    .xs text { font-size: 11.5px; fill: var(--muted); text-anchor: middle; }
    .bars line { stroke: var(--line); shape-rendering: crispEdges; }
    .bars rect { fill: var(--c); }
    .bars .quiet { fill: color-mix(in srgb, var(--c) 62%, var(--card)); }
    .bars .all { fill: transparent; }
    .bars g:hover .all { fill: var(--soft); }
    .donut { display: flex; align-items: center; gap: 22px; margin-top: 14px; }
    .donut svg { width: 132px; height: 132px; flex: none; }
    .donut circle {
      fill: none; stroke: var(--c); stroke-width: 15; transform: rotate(-90deg);
      transform-origin: 60px 60px;
    }
    .donut text { text-anchor: middle; font-size: 11px; fill: var(--muted); }
    .donut .large { font-size: 19px; font-weight: 680; fill: var(--text); }
    .donut ul { flex: 1; min-width: 0; font-variant-numeric: tabular-nums; }
    .donut li { display: grid; grid-template-columns: 1fr auto; gap: 0 10px; padding: 3px 0; }
    .donut li b { font-weight: 600; }
    .donut li small { grid-column: 1 / -1; padding-left: 17px; margin-top: -3px; }
    .shares { margin-top: 12px; font-variant-numeric: tabular-nums; }
    .shares li {
      display: grid; grid-template-columns: minmax(0, 16ch) minmax(0, 1fr) 5.5ch; gap: 12px;
      align-items: center; padding: 3.5px 0;
    }
    .shares .name { overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
    .shares svg { width: 100%; height: 10px; background: var(--soft); border-radius: 2px; }
    .shares rect { fill: var(--hits); }
    .shares b { font-weight: 600; text-align: right; }
    .glance { margin-top: 8px; }
    .glance > div {
      display: grid; grid-template-columns: 128px minmax(0, 1fr); gap: 0 14px; padding: 5px 0;
      border-top: 1px solid var(--soft);
    }
    .glance > div:first-child { border-top: 0; }
    .glance dt { color: var(--muted); font-size: 13px; }
    .glance dd { overflow-wrap: anywhere; }
    .glance small { white-space: nowrap; margin-left: 4px; }
    .tools {
      position: sticky; top: 0; z-index: 2; background: var(--page); padding: 10px 0;
      display: flex; align-items: center; gap: 8px 16px; margin: 8px 0 6px;
    }
    .filter { display: flex; align-items: center; gap: 10px; position: relative; flex: none; }
    .filter input {
      font: inherit; color: var(--text); background: var(--button); width: 230px;
      border: 1px solid var(--button-line); border-radius: 6px; padding: 5px 30px 5px 10px;
    }
    .filter input::placeholder { color: var(--muted); opacity: 1; }
    .filter kbd {
      position: absolute; left: 204px; top: 7px; font: 11px/1.4 var(--mono); color: var(--muted);
      border: 1px solid var(--line); border-radius: 4px; padding: 1px 6px; pointer-events: none;
    }
    .filter input:focus + kbd, .filter input:not(:placeholder-shown) + kbd { display: none; }
    .filter output { font-size: 13px; color: var(--muted); white-space: nowrap; }
    .filter output:empty { display: none; }
    .tools nav {
      display: flex; flex-wrap: wrap; gap: 0 2px; min-width: 0;
    }
    .tools nav a {
      color: var(--muted); text-decoration: none; font-size: 13px; font-weight: 550;
      white-space: nowrap; padding: 5px 8px; border-radius: 6px;
    }
    .tools nav a:hover { color: var(--text); background: var(--soft); }
    .tools nav a:focus-visible { outline-offset: -2px; }
    .panels { display: grid; grid-template-columns: repeat(2, minmax(0, 1fr)); gap: 0 16px; }
    .panels { align-items: start; grid-auto-flow: dense; }
    .panel { padding-bottom: 12px; }
    .panel.wide, .panel.timed { grid-column: 1 / -1; }
    .panel table { width: 100%; border-collapse: collapse; font-variant-numeric: tabular-nums; }
    .panel caption { text-align: left; padding: 0 0 8px; }
    .chip {
      font-size: 11.5px; font-weight: 600; color: var(--muted); background: var(--soft);
      border-radius: 20px; padding: 1px 8px; margin-left: 6px; white-space: nowrap;
      vertical-align: 1px;
    }
    .panel th {
      font-size: 12px; font-weight: 550; color: var(--muted); text-align: right;
      padding: 4px 0 6px 14px; border-bottom: 1px solid var(--line); white-space: nowrap;
    }
    .panel th:first-child { text-align: left; padding-left: 8px; }
    .panel td {
      text-align: right; white-space: nowrap; padding: 5px 0 5px 14px; vertical-align: top;
      border-bottom: 1px solid var(--soft);
    }
    .panel td:first-child {
      text-align: left; white-space: normal; overflow-wrap: anywhere; width: 100%;
      padding: 6px 8px;
      background: linear-gradient(var(--wash), var(--wash)) no-repeat 0 2px / var(--w, 0%) calc(100% - 4px);
    }
    .panel.words td:first-child { font: inherit; }
    .panel td:nth-child(2) { font-weight: 600; }
    .panel td:nth-child(n+3) { color: var(--muted); }
    .panel tbody tr:hover td:nth-child(n) { color: var(--text); }
    .panel tr:last-child td { border-bottom: 0; }
    td b, code b {
      font: 600 10.5px/1 var(--mono); color: var(--fail-text); border: 1px solid; padding: 0 3px;
      border-radius: 3px; margin: 0 1px; white-space: nowrap;
    }
    td i, code i { color: var(--muted); font-size: 11.5px; margin-left: 4px; }
    .panel button {
      font: inherit; color: inherit; background: none; border: 0; padding: 0; cursor: pointer;
    }
    .panel button:hover { color: var(--text); }
    [aria-sort] button { color: var(--text); font-weight: 650; }
    [aria-sort] button::after { content: " ↓"; }
    [aria-sort="ascending"] button::after { content: " ↑"; }
    .live .panel:not(.open):not(.found) tbody tr:nth-child(n+11) { display: none; }
    .more, .found .more { display: none; }
    .live .panel .more {
      display: block; margin-top: 8px; padding: 2px 8px; color: var(--link); font-weight: 550;
      font-size: 13px;
    }
    .live .panel.found .more { display: none; }
    footer { margin-top: 12px; }
    @media (max-width: 1000px) {
      .totals { grid-template-columns: repeat(3, minmax(0, 1fr)); }
      .trio { grid-template-columns: repeat(2, minmax(0, 1fr)); }
      .pair, .panels { grid-template-columns: minmax(0, 1fr); }
    }
    @media (max-width: 640px) {
      html { scroll-padding-top: 12px; }
      main { padding: 18px 12px 32px; }
      h1 { font-size: 22px; }
      .card { padding: 14px; margin-bottom: 12px; }
      .totals { grid-template-columns: repeat(2, minmax(0, 1fr)); gap: 0 12px; }
      .totals .card { padding: 10px 14px; }
      .totals dd:nth-of-type(1) { font-size: 21px; }
      .trio { grid-template-columns: minmax(0, 1fr); }
      .plot { gap: 0 8px; }
      .plot .bars { height: 130px; }
      .xs .odd { display: none; }
      .glance > div { grid-template-columns: minmax(0, 1fr); }
      .glance small { margin-left: 0; }
      .tools { flex-direction: column; align-items: stretch; position: static; }
      .tools nav { margin: 0 -8px; }
      .filter input { width: auto; flex: 1; min-width: 0; }
      .filter kbd { display: none; }
      .panel table, .panel tbody, .panel caption { display: block; }
      .panel thead { display: none; }
      .panel tbody tr { display: flex; flex-wrap: wrap; gap: 0 11px; }
      .panel caption { border-bottom: 1px solid var(--line); }
      .panel tbody tr { border-bottom: 1px solid var(--soft); padding: 6px 0 7px; }
      .panel tbody tr:last-child { border-bottom: 0; }
      .panel td { border: 0; padding: 0; font-size: 12.5px; }
      .panel td:first-child { flex: 1 0 100%; padding: 4px 6px; margin-bottom: 2px; }
      .panel td:nth-child(2)::after { content: " hits"; font-weight: 400; }
      .panel td:nth-child(4)::after { content: " visitors"; }
      .panel td:nth-child(6)::before { content: "p50 "; }
      .panel td:nth-child(7)::before { content: "p95 "; }
      .panel td:nth-child(8)::before { content: "p99 "; }
      .panel td:nth-child(2) { padding-left: 6px; }
    }
    @media print {
      .tools, .more { display: none !important; }
      body { background: none; }
      .card { break-inside: avoid; box-shadow: none; }
      .panel { break-inside: auto; }
    }
    .b1 { --w: 1%; } .b2 { --w: 2%; } .b3 { --w: 3%; } .b4 { --w: 4%; } .b5 { --w: 5%; }
    .b6 { --w: 6%; } .b7 { --w: 7%; } .b8 { --w: 8%; } .b9 { --w: 9%; } .b10 { --w: 10%; }
    .b11 { --w: 11%; } .b12 { --w: 12%; } .b13 { --w: 13%; } .b14 { --w: 14%; } .b15 { --w: 15%; }
    .b16 { --w: 16%; } .b17 { --w: 17%; } .b18 { --w: 18%; } .b19 { --w: 19%; } .b20 { --w: 20%; }
    .b21 { --w: 21%; } .b22 { --w: 22%; } .b23 { --w: 23%; } .b24 { --w: 24%; } .b25 { --w: 25%; }
    .b26 { --w: 26%; } .b27 { --w: 27%; } .b28 { --w: 28%; } .b29 { --w: 29%; } .b30 { --w: 30%; }
    .b31 { --w: 31%; } .b32 { --w: 32%; } .b33 { --w: 33%; } .b34 { --w: 34%; } .b35 { --w: 35%; }
    .b36 { --w: 36%; } .b37 { --w: 37%; } .b38 { --w: 38%; } .b39 { --w: 39%; } .b40 { --w: 40%; }
    .b41 { --w: 41%; } .b42 { --w: 42%; } .b43 { --w: 43%; } .b44 { --w: 44%; } .b45 { --w: 45%; }
    .b46 { --w: 46%; } .b47 { --w: 47%; } .b48 { --w: 48%; } .b49 { --w: 49%; } .b50 { --w: 50%; }
    .b51 { --w: 51%; } .b52 { --w: 52%; } .b53 { --w: 53%; } .b54 { --w: 54%; } .b55 { --w: 55%; }
    .b56 { --w: 56%; } .b57 { --w: 57%; } .b58 { --w: 58%; } .b59 { --w: 59%; } .b60 { --w: 60%; }
    .b61 { --w: 61%; } .b62 { --w: 62%; } .b63 { --w: 63%; } .b64 { --w: 64%; } .b65 { --w: 65%; }
    .b66 { --w: 66%; } .b67 { --w: 67%; } .b68 { --w: 68%; } .b69 { --w: 69%; } .b70 { --w: 70%; }
    .b71 { --w: 71%; } .b72 { --w: 72%; } .b73 { --w: 73%; } .b74 { --w: 74%; } .b75 { --w: 75%; }
    .b76 { --w: 76%; } .b77 { --w: 77%; } .b78 { --w: 78%; } .b79 { --w: 79%; } .b80 { --w: 80%; }
    .b81 { --w: 81%; } .b82 { --w: 82%; } .b83 { --w: 83%; } .b84 { --w: 84%; } .b85 { --w: 85%; }
    .b86 { --w: 86%; } .b87 { --w: 87%; } .b88 { --w: 88%; } .b89 { --w: 89%; } .b90 { --w: 90%; }
    .b91 { --w: 91%; } .b92 { --w: 92%; } .b93 { --w: 93%; } .b94 { --w: 94%; } .b95 { --w: 95%; }
    .b96 { --w: 96%; } .b97 { --w: 97%; } .b98 { --w: 98%; } .b99 { --w: 99%; } .b100 { --w: 100%; }
    """
}
