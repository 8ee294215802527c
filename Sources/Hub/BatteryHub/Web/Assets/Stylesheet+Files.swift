/// The style of the pages of files.
extension Stylesheet {
  static let files = """
    .seek { display: flex; flex-wrap: wrap; gap: 8px; margin-bottom: 12px; }
    .seek input[type="search"] { flex: 2 1 220px; min-width: 0; }
    .seek select { flex: 0 1 150px; }
    .places li { padding: 4px 0; overflow-wrap: anywhere; }
    .places + h2, .tagged + h2 { margin-top: 18px; }
    .card > .seek + h2 { margin-top: 6px; }
    .tagged { display: flex; flex-wrap: wrap; gap: 6px; }
    .tagged .chip { margin-left: 0; padding: 3px 10px; font-size: 13px; }
    .chip b { margin-left: 6px; font-weight: 500; opacity: .75; }
    a.chip { display: inline-block; max-width: 100%; overflow-wrap: anywhere; white-space: normal; }
    .names td.file { width: 60%; overflow-wrap: anywhere; }
    .names td.file > a:first-child { font-weight: 550; white-space: pre-wrap; }
    .names td.when, .names td.kind { white-space: nowrap; }
    .names th:last-child, .names td.when { padding-left: 14px; }
    .crumbs { overflow-wrap: anywhere; }
    .preview { margin-top: 16px; }
    .preview img {
      display: block; max-width: 100%; max-height: 75vh; border-radius: 6px;
      background: repeating-conic-gradient(var(--sunken) 0 25%, var(--card) 0 50%) 0 0 / 20px 20px;
    }
    .preview pre { max-height: 75vh; overflow: auto; white-space: pre-wrap; }
    .preview pre { overflow-wrap: anywhere; tab-size: 4; }
    @media (max-width: 820px) {
      .names tr { grid-template-columns: minmax(0, 1fr) auto auto; gap: 2px 12px; }
      .names td.file { grid-column: 1 / -1; width: auto; }
      .names td.when { padding-left: 0; }
      .names td.kind { grid-column: 1; } .names td.kind, .names td.size, .names td.when {
        font-size: 12px; color: var(--muted);
      }
    }

    """
}
