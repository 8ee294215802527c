/// The mark of the dashboard.
enum Icon {
  static let text = """
    <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32">
    <rect x="2" y="8" width="25" height="16" rx="3" fill="none" stroke="#4a63e0" stroke-width="2.5"/>
    <rect x="28" y="13" width="3" height="6" rx="1.2" fill="#4a63e0"/>
    <path d="M6 12h4v8H6zM12 12h4v8h-4zM18 12h4v8h-4z" fill="#2aa36b"/>
    </svg>
    """
}
