extension KnownAgent {
  private static let webkit = "AppleWebKit/537.36 (KHTML, like Gecko)"
  private static let apple = "AppleWebKit/605.1.15 (KHTML, like Gecko)"
  private static let windows = "Mozilla/5.0 (Windows NT 10.0; Win64; x64)"
  private static let mac = "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7)"
  private static let phone = "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X)"
  private static let droid = "Mozilla/5.0 (Linux; Android 14; Pixel 8)"

  static let computers = [
    KnownAgent("\(windows) \(webkit) Chrome/121.0.0.0 Safari/537.36", "Chrome 121", "Windows 10"),
    KnownAgent("\(mac) \(webkit) Chrome/121.0.0.0 Safari/537.36", "Chrome 121", "macOS 10.15"),
    KnownAgent(
      "Mozilla/5.0 (X11; Linux x86_64) \(webkit) Chrome/96.0.4664.45 Safari/537.36",
      "Chrome 96",
      "Linux"
    ),
    KnownAgent(
      "Mozilla/5.0 (X11; CrOS x86_64 14541.0.0) \(webkit) Chrome/120.0.0.0 Safari/537.36",
      "Chrome 120",
      "ChromeOS"
    ),
    KnownAgent(
      "Mozilla/5.0 (Windows NT 6.1; WOW64) \(webkit) Chrome/49.0.2623.112 Safari/537.36",
      "Chrome 49",
      "Windows 7"
    ),
    KnownAgent(
      "Mozilla/5.0 (X11; Ubuntu; Linux x86_64) \(webkit) Ubuntu Chromium/65.0.3325.181 "
        + "Chrome/65.0.3325.181 Safari/537.36",
      "Chromium 65",
      "Ubuntu"
    ),
    KnownAgent(
      "Mozilla/5.0 (X11; Linux x86_64) \(webkit) HeadlessChrome/119.0.0.0 Safari/537.36",
      "Headless Chrome 119",
      "Linux"
    ),
    KnownAgent(
      "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:121.0) Gecko/20100101 Firefox/121.0",
      "Firefox 121",
      "Windows 10"
    ),
    KnownAgent(
      "Mozilla/5.0 (Macintosh; Intel Mac OS X 10.15; rv:109.0) Gecko/20100101 Firefox/118.0",
      "Firefox 118",
      "macOS 10.15"
    ),
    KnownAgent(
      "Mozilla/5.0 (X11; Ubuntu; Linux x86_64; rv:122.0) Gecko/20100101 Firefox/122.0",
      "Firefox 122",
      "Ubuntu"
    ),
    KnownAgent(
      "Mozilla/5.0 (X11; Fedora; Linux x86_64; rv:115.0) Gecko/20100101 Firefox/115.0",
      "Firefox 115",
      "Fedora"
    ),
    KnownAgent(
      "Mozilla/5.0 (X11; FreeBSD amd64; rv:109.0) Gecko/20100101 Firefox/110.0",
      "Firefox 110",
      "FreeBSD"
    ),
    KnownAgent(
      "Mozilla/5.0 (X11; OpenBSD amd64; rv:102.0) Gecko/20100101 Firefox/102.0",
      "Firefox 102",
      "OpenBSD"
    ),
    KnownAgent(
      "Mozilla/5.0 (X11; SunOS sun4u; rv:45.0) Gecko/20100101 Firefox/45.0",
      "Firefox 45",
      "Solaris"
    ),
    KnownAgent(
      "Mozilla/5.0 (Windows NT 5.1; rv:52.0) Gecko/20100101 Firefox/52.0",
      "Firefox 52",
      "Windows XP"
    ),
    KnownAgent(
      "Mozilla/5.0 (X11; U; Linux i686; en-US; rv:1.8.1.16) Gecko/20080702 Iceweasel/2.0.0.16",
      "Iceweasel 2",
      "Linux"
    ),
    KnownAgent(
      "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:60.0) Gecko/20100101 Firefox/60.0 "
        + "SeaMonkey/2.53.10",
      "SeaMonkey 2",
      "Windows 10"
    ),
    KnownAgent(
      "Mozilla/5.0 (X11; Linux x86_64; rv:102.0) Gecko/20100101 Goanna/6.2 Firefox/102.0 "
        + "PaleMoon/32.2.1",
      "Pale Moon 32",
      "Linux"
    ),
    KnownAgent(
      "Mozilla/5.0 (Windows NT 10.0; WOW64; rv:56.0) Gecko/20100101 Firefox/56.0.4 Waterfox/56.0.4",
      "Waterfox 56",
      "Windows 10"
    ),
    KnownAgent("\(mac) \(apple) Version/17.4.1 Safari/605.1.15", "Safari 17", "macOS 10.15"),
    KnownAgent(
      "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_9_5) AppleWebKit/537.78.2 (KHTML, like Gecko) "
        + "Version/7.0.6 Safari/537.78.2",
      "Safari 7",
      "OS X 10.9"
    ),
    KnownAgent(
      "Mozilla/5.0 (Macintosh; Intel Mac OS X 13_2) \(apple) Version/16.3 Safari/605.1.15",
      "Safari 16",
      "macOS 13"
    ),
    KnownAgent(
      "Mozilla/5.0 (Macintosh; U; PPC Mac OS X; en) AppleWebKit/125.2 (KHTML, like Gecko) "
        + "Safari/125.8",
      "Safari",
      "macOS"
    ),
    KnownAgent(
      "\(windows) \(webkit) Chrome/120.0.0.0 Safari/537.36 Edg/120.0.2210.91",
      "Edge 120",
      "Windows 10"
    ),
    KnownAgent(
      "\(windows) \(webkit) Chrome/64.0.3282.140 Safari/537.36 Edge/18.17763",
      "Edge 18",
      "Windows 10"
    ),
    KnownAgent(
      "\(windows) \(webkit) Chrome/119.0.0.0 Safari/537.36 OPR/105.0.0.0",
      "Opera 105",
      "Windows 10"
    ),
    KnownAgent(
      "Opera/9.80 (Windows NT 6.1; WOW64) Presto/2.12.388 Version/12.18",
      "Opera 12",
      "Windows 7"
    ),
    KnownAgent("Opera/9.27 (Windows NT 5.1; U; de)", "Opera 9", "Windows XP"),
    KnownAgent(
      "\(windows) \(webkit) Chrome/116.0.5845.229 Safari/537.36 Vivaldi/6.2.3105.58",
      "Vivaldi 6",
      "Windows 10"
    ),
    KnownAgent(
      "\(mac) \(webkit) Brave Chrome/83.0.4103.116 Safari/537.36",
      "Brave 83",
      "macOS 10.15"
    ),
    KnownAgent(
      "\(windows) \(webkit) Chrome/118.0.0.0 YaBrowser/23.11.0 Safari/537.36",
      "Yandex Browser 23",
      "Windows 10"
    ),
    KnownAgent(
      "\(windows) \(webkit) Chrome/118.0.0.0 Whale/3.23.214.10 Safari/537.36",
      "Whale 3",
      "Windows 10"
    ),
    KnownAgent(
      "\(windows) \(webkit) coc_coc_browser/120.0.100 Chrome/114.0.5735.100 Safari/537.36",
      "Cốc Cốc 120",
      "Windows 10"
    ),
    KnownAgent(
      "\(windows) \(webkit) Chrome/87.0.4280.88 Safari/537.36 Avast/87.0.7478.88",
      "Avast Secure Browser 87",
      "Windows 10"
    ),
    KnownAgent(
      "Mozilla/5.0 (Windows NT 6.1; WOW64; Trident/7.0; rv:11.0) like Gecko",
      "Internet Explorer 11",
      "Windows 7"
    ),
    KnownAgent(
      "Mozilla/5.0 (compatible; MSIE 10.0; Windows NT 6.2; Trident/6.0)",
      "Internet Explorer 10",
      "Windows 8"
    ),
    KnownAgent(
      "Mozilla/4.0 (compatible; MSIE 6.0; Windows NT 5.0)",
      "Internet Explorer 6",
      "Windows 2000"
    ),
    KnownAgent(
      "Mozilla/4.0 (compatible; MSIE 5.5; Windows 98; Win 9x 4.90)",
      "Internet Explorer 5",
      "Windows Me"
    ),
    KnownAgent(
      "Mozilla/5.0 (compatible; Konqueror/4.5; NetBSD 5.0.2; X11; amd64) KHTML/4.5.4 (like Gecko)",
      "Konqueror 4",
      "NetBSD"
    ),
    KnownAgent(
      "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/16.0 "
        + "Safari/605.1.15 Epiphany/605.1.15",
      "Epiphany 605",
      "Linux"
    ),
    KnownAgent(
      "Mozilla/5.0 (X11; Linux x86_64) \(webkit) QtWebEngine/5.15.2 Chrome/87.0.4280.144 "
        + "Safari/537.36",
      "QtWebEngine 5",
      "Linux"
    ),
    KnownAgent("Lynx/2.8.9rel.1 libwww-FM/2.14 SSL-MM/1.4.1 GNUTLS/3.7.1", "Lynx 2", "Unknown"),
    KnownAgent("Links (2.28; Linux 6.1.0 x86_64; GNU C 12.2; text)", "Links 2", "Linux"),
    KnownAgent("ELinks/0.13.1 (textmode; Linux 5.10 x86_64; 80x24-2)", "ELinks 0", "Linux"),
    KnownAgent("w3m/0.5.3+git20230121", "w3m 0", "Unknown"),
    KnownAgent("Dillo/3.0.5", "Dillo 3", "Unknown"),
    KnownAgent(
      "\(mac) \(webkit) Slack/4.35 Chrome/118.0.5993.144 Electron/27.0.4 Safari/537.36 "
        + "Sonic Slack_SSB/4.35.126",
      "Slack 4",
      "macOS 10.15"
    ),
    KnownAgent(
      "Mozilla/5.0 (X11; Linux x86_64; rv:115.0) Gecko/20100101 Thunderbird/115.6.0",
      "Thunderbird 115",
      "Linux"
    ),
    KnownAgent(
      "Mozilla/5.0 (Windows NT; Windows NT 10.0; de-DE) WindowsPowerShell/5.1.19041.3803",
      "PowerShell 5",
      "Windows"
    ),
  ]

  /// As servers log them that keep spaces out of their fields.
  static let encoded = [
    KnownAgent(
      "Mozilla/5.0+(Windows+NT+6.1;+Win64;+x64)+AppleWebKit/537.36+(KHTML,+like+Gecko)"
        + "+Chrome/109.0.0.0+Safari/537.36",
      "Chrome 109",
      "Windows 7"
    ),
    KnownAgent(
      "Mozilla/5.0%20(iPhone;%20CPU%20iPhone%20OS%2017_5%20like%20Mac%20OS%20X)%20AppleWebKit/605.1"
        + "%20(KHTML,%20like%20Gecko)%20Version/17.5%20Mobile/15E148%20Safari/604.1",
      "Safari 17",
      "iOS 17"
    ),
    KnownAgent(
      "Mozilla/5.0+(compatible;+Googlebot/2.1;++http://www.google.com/bot.html)",
      crawler: "Googlebot"
    ),
  ]

  static let mobile = [
    KnownAgent(
      "\(phone) \(apple) Version/17.5 Mobile/15E148 Safari/604.1",
      "Safari 17",
      "iOS 17"
    ),
    KnownAgent(
      "Mozilla/5.0 (iPad; CPU OS 16_6 like Mac OS X) \(apple) Version/16.6 Mobile/15E148 "
        + "Safari/604.1",
      "Safari 16",
      "iPadOS 16"
    ),
    KnownAgent(
      "Mozilla/5.0 (iPad; CPU OS 9_3_5 like Mac OS X) AppleWebKit/601.1.46 (KHTML, like Gecko) "
        + "Version/9.0 Mobile/13G36 Safari/601.1",
      "Safari 9",
      "iOS 9"
    ),
    KnownAgent(
      "Mozilla/5.0 (iPod touch; CPU iPhone OS 12_5_7 like Mac OS X) \(apple) Version/12.1.2 "
        + "Mobile/15E148 Safari/604.1",
      "Safari 12",
      "iOS 12"
    ),
    KnownAgent(
      "\(phone) \(apple) CriOS/120.0.6099.119 Mobile/15E148 Safari/604.1",
      "Chrome 120",
      "iOS 17"
    ),
    KnownAgent(
      "\(phone) \(apple) FxiOS/121.0 Mobile/15E148 Safari/605.1.15",
      "Firefox 121",
      "iOS 17"
    ),
    KnownAgent(
      "\(phone) \(apple) Version/17.0 EdgiOS/120.0.2210.116 Mobile/15E148 Safari/605.1.15",
      "Edge 120",
      "iOS 17"
    ),
    KnownAgent(
      "\(phone) \(apple) Version/17.5 Mobile/15E148 Safari/604.1 OPT/4.4.0",
      "Opera Touch 4",
      "iOS 17"
    ),
    KnownAgent(
      "\(phone) \(apple) GSA/297.0.595435837 Mobile/15E148 Safari/604.1",
      "Google app 297",
      "iOS 17"
    ),
    KnownAgent(
      "\(phone) \(apple) Version/17.5 Mobile/15E148 DuckDuckGo/7 Safari/605.1.15",
      "DuckDuckGo 7",
      "iOS 17"
    ),
    KnownAgent("\(phone) \(apple) Mobile/15E148", "WebView", "iOS 17"),
    KnownAgent(
      "\(phone) \(apple) Mobile/21F79 Instagram 334.0.4.32.98 (iPhone14,5; iOS 17_5; de_DE)",
      "Instagram 334",
      "iOS 17"
    ),
    KnownAgent(
      "\(phone) \(apple) Mobile/21E219 [FBAN/FBIOS;FBAV/456.0.0.36.107;FBDV/iPhone13,2]",
      "Facebook 456",
      "iOS 17"
    ),
    KnownAgent(
      "\(phone) \(apple) Mobile/15E148 [FBAN/MessengerForiOS;FBAV/440.0.0.42.106;FBBV/1]",
      "Messenger 440",
      "iOS 17"
    ),
    KnownAgent(
      "\(phone) \(apple) Mobile/15E148 MicroMessenger/8.0.47(0x18002f2c) NetType/WIFI",
      "WeChat 8",
      "iOS 17"
    ),
    KnownAgent("\(phone) \(apple) Mobile/15E148 Safari Line/14.4.0", "LINE 14", "iOS 17"),
    KnownAgent(
      "\(phone) \(apple) Mobile/15E148 Twitter for iPhone/10.26",
      "X (Twitter) 10",
      "iOS 17"
    ),
    KnownAgent("\(phone) \(apple) Mobile/15E148 Snapchat/12.70.0.28", "Snapchat 12", "iOS 17"),
    KnownAgent("\(phone) \(apple) Mobile/21F90 [LinkedInApp]/9.29.3", "LinkedIn", "iOS 17"),
    KnownAgent(
      "\(phone) \(apple) Mobile/15E148 musical_ly_33.3.0 JsSdk/2.0 BytedanceWebview/d8a21c6",
      "TikTok 33",
      "iOS 17"
    ),
    KnownAgent(
      "Mozilla/5.0 (Linux; Android 10; K) \(webkit) Chrome/121.0.0.0 Mobile Safari/537.36",
      "Chrome 121",
      "Android 10"
    ),
    KnownAgent(
      "\(droid) \(webkit) Chrome/120.0.6099.144 Mobile Safari/537.36",
      "Chrome 120",
      "Android 14"
    ),
    KnownAgent(
      "Mozilla/5.0 (Linux; Android 5.1; CUBOT NOTE S) \(webkit) Chrome/83.0.4103.101 Mobile "
        + "Safari/537.36",
      "Chrome 83",
      "Android 5"
    ),
    KnownAgent(
      "Mozilla/5.0 (Linux; Android 12; CUBOT_X30) \(webkit) Chrome/108.0.0.0 Mobile Safari/537.36",
      "Chrome 108",
      "Android 12"
    ),
    KnownAgent(
      "Mozilla/5.0 (Android 13; Mobile; rv:121.0) Gecko/121.0 Firefox/121.0",
      "Firefox 121",
      "Android 13"
    ),
    KnownAgent(
      "Mozilla/5.0 (Linux; Android 13; SAMSUNG SM-S918B) \(webkit) SamsungBrowser/23.0 "
        + "Chrome/115.0.0.0 Mobile Safari/537.36",
      "Samsung Internet 23",
      "Android 13"
    ),
    KnownAgent(
      "\(droid) \(webkit) Chrome/120.0.0.0 Mobile Safari/537.36 EdgA/120.0.2210.115",
      "Edge 120",
      "Android 14"
    ),
    KnownAgent(
      "\(droid) \(webkit) Chrome/119.0.0.0 Mobile Safari/537.36 OPR/79.2.4195.76850",
      "Opera 79",
      "Android 14"
    ),
    KnownAgent(
      "Opera/9.80 (Android; Opera Mini/36.2.2254/119.132; U; id) Presto/2.12.423 Version/12.16",
      "Opera Mini 36",
      "Android"
    ),
    KnownAgent(
      "Opera/9.80 (Android 4.1.2; Linux; Opera Mobi/ADR-1305251841) Presto/2.11.355 Version/12.10",
      "Opera Mobile 12",
      "Android 4.1"
    ),
    KnownAgent(
      "Mozilla/5.0 (Linux; U; Android 2.3.6; de-de; GT-S5830 Build/GINGERBREAD) AppleWebKit/533.1 "
        + "(KHTML, like Gecko) Version/4.0 Mobile Safari/533.1",
      "Android Browser 4",
      "Android 2.3"
    ),
    KnownAgent(
      "Mozilla/5.0 (Linux; Android 13; SM-A536B Build/TP1A; wv) \(webkit) Version/4.0 "
        + "Chrome/120.0.6099.144 Mobile Safari/537.36",
      "Chrome WebView 120",
      "Android 13"
    ),
    KnownAgent(
      "Mozilla/5.0 (Linux; Android 13; SM-A536B Build/TP1A; wv) \(webkit) Version/4.0 "
        + "Chrome/120.0.6099.144 Mobile Safari/537.36 [FB_IAB/FB4A;FBAV/443.0.0.23.229;]",
      "Facebook 443",
      "Android 13"
    ),
    KnownAgent(
      "Mozilla/5.0 (Linux; U; Android 12; en-US; M2101K6G) \(webkit) Version/4.0 "
        + "Chrome/100.0.4896.127 UCBrowser/13.4.0.1306 Mobile Safari/537.36",
      "UC Browser 13",
      "Android 12"
    ),
    KnownAgent(
      "Mozilla/5.0 (Linux; U; Android 13; zh-cn; 2201122C) \(webkit) Version/4.0 "
        + "Chrome/100.0.4896.127 Mobile Safari/537.36 XiaoMi/MiuiBrowser/17.8.1",
      "MIUI Browser 17",
      "Android 13"
    ),
    KnownAgent(
      "Mozilla/5.0 (Linux; Android 10; HarmonyOS; NOH-AN00) \(webkit) Chrome/99.0.4844.88 "
        + "HuaweiBrowser/13.0.5.303 Mobile Safari/537.36",
      "Huawei Browser 13",
      "HarmonyOS"
    ),
    KnownAgent(
      "Mozilla/5.0 (Phone; OpenHarmony 5.0) \(webkit) Chrome/114.0.0.0 Safari/537.36 ArkWeb/4.1 "
        + "Mobile HuaweiBrowser/5.0.4",
      "Huawei Browser 5",
      "HarmonyOS 5"
    ),
    KnownAgent(
      "Mozilla/5.0 (Linux; Android 9; KFMAWI) \(webkit) Silk/112.4.1 like Chrome/112.0.5615.213 "
        + "Safari/537.36",
      "Silk 112",
      "Android 9"
    ),
    KnownAgent(
      "Mozilla/5.0 (Mobile; Windows Phone 8.1; Android 4.0; ARM; Trident/7.0; Touch; rv:11.0; "
        + "IEMobile/11.0; NOKIA; Lumia 520) like iPhone OS 7_0_3 Mac OS X AppleWebKit/537 (KHTML, "
        + "like Gecko) Mobile Safari/537",
      "IE Mobile 11",
      "Windows Phone 8.1"
    ),
    KnownAgent(
      "Mozilla/5.0 (Windows Phone 10.0; Android 6.0.1; Microsoft; Lumia 950) \(webkit) "
        + "Chrome/52.0.2743.116 Mobile Safari/537.36 Edge/15.15254",
      "Edge 15",
      "Windows Phone 10.0"
    ),
    KnownAgent(
      "Mozilla/5.0 (BB10; Touch) AppleWebKit/537.10+ (KHTML, like Gecko) Version/10.0.9.2372 "
        + "Mobile Safari/537.10+",
      "BlackBerry Browser 10",
      "BlackBerry 10"
    ),
    KnownAgent(
      "Mozilla/5.0 (Mobile; LYF/F90M/LYF-F90M-000-02-28; Android; rv:48.0) Gecko/48.0 "
        + "Firefox/48.0 KAIOS/2.5",
      "Firefox 48",
      "KaiOS 2.5"
    ),
    KnownAgent(
      "Dalvik/2.1.0 (Linux; U; Android 11; SM-A105F Build/RP1A.200720.012)",
      "Dalvik 2",
      "Android 11"
    ),
    KnownAgent("Weather/1.0 CFNetwork/1410.0.3 Darwin/22.6.0", "CFNetwork", "iOS 16"),
    KnownAgent("Mail/1283 CFNetwork/520.5.1 Darwin/11.4.2 (x86_64)", "CFNetwork", "OS X 10.7"),
    KnownAgent(
      "Mozilla/5.0 (Linux; Android 12; Razer Edge 5G) \(webkit) Chrome/124.0.0.0 Mobile Safari/537.36",
      "Chrome 124",
      "Android 12"
    ),
    KnownAgent(
      "Mozilla/5.0 (Linux; U; Android 4.2.2; ru-ru; Q813IS Build/JDQ39) AppleWebKit/534.30 (KHTML, "
        + "like Gecko) Version/4.0 Safari/534.30",
      "Android Browser 4",
      "Android 4.2"
    ),
  ]

  static let devices = [
    KnownAgent(
      "Mozilla/5.0 (PlayStation; PlayStation 5/6.50) AppleWebKit/605.1.15 (KHTML, like Gecko) "
        + "Version/15.4 Safari/605.1.15",
      "PlayStation",
      "PlayStation 5"
    ),
    KnownAgent(
      "Mozilla/5.0 (PlayStation 4 11.00) AppleWebKit/605.1.15 (KHTML, like Gecko)",
      "PlayStation",
      "PlayStation 4"
    ),
    KnownAgent(
      "Mozilla/5.0 (Nintendo Switch; WifiWebAuthApplet) AppleWebKit/601.6 (KHTML, like Gecko) "
        + "NF/4.0.0.5.10 NintendoBrowser/5.1.0.13343",
      "Nintendo Browser 5",
      "Nintendo Switch"
    ),
    KnownAgent(
      "Mozilla/5.0 (Windows NT 10.0; Win64; x64; Xbox; Xbox One) \(webkit) Chrome/90.0.4430.85 "
        + "Safari/537.36 Edge/44.19041.7761",
      "Edge 44",
      "Xbox One"
    ),
    KnownAgent(
      "Mozilla/5.0 (SMART-TV; LINUX; Tizen 6.0) \(webkit) 76.0.3809.146/6.0 TV Safari/537.36",
      "Safari",
      "Tizen 6"
    ),
    KnownAgent(
      "Mozilla/5.0 (Web0S; Linux/SmartTV) \(webkit) Chrome/87.0.4280.88 Safari/537.36 WebAppManager",
      "Chrome 87",
      "webOS"
    ),
    KnownAgent("Roku/DVP-12.5 (12.5.0.4178)", "Unknown", "Roku OS"),
    KnownAgent(
      "Mozilla/5.0 (Linux; Android 10; Quest 2) \(webkit) OculusBrowser/25.0.0.4.67 "
        + "SamsungBrowser/4.0 Chrome/107.0.5304.141 VR Safari/537.36",
      "Meta Quest Browser 25",
      "Android 10"
    ),
    KnownAgent("AppleTV11,1/11.1", "Unknown", "tvOS"),
  ]
}
