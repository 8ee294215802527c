/// How a crawler is told by a phrase of its agent.
struct CrawlerRule: Sendable {
  /// What its agent has, in small letters.
  var phrase: String
  /// What it is called.
  var name: String

  /// A crawler whose agent has its name.
  init(_ name: String) {
    self.init(name.lowercased(), name)
  }

  init(_ phrase: String, _ name: String) {
    self.phrase = phrase
    self.name = name
  }
}

extension CrawlerRule {
  /// Crawlers; longer names come before what they start with.
  static let all: [CrawlerRule] =
    renamed
    + (search + models + archives + marketing + previews + uptime + scanners).map {
      CrawlerRule($0)
    }

  /// Crawlers whose agents do not have the names that they are known by.
  private static let renamed: [CrawlerRule] = [
    CrawlerRule("yahoo! slurp", "Yahoo! Slurp"),
    CrawlerRule("mediapartners-google", "Google AdSense"),
    CrawlerRule("adsbot-google-mobile", "AdsBot-Google"),
    CrawlerRule("feedfetcher-google", "Google Feedfetcher"),
    CrawlerRule("feedburner", "Google FeedBurner"),
    CrawlerRule("google favicon", "Google Favicon"),
    CrawlerRule("google web preview", "Google Web Preview"),
    CrawlerRule("google search console", "Google Search Console"),
    CrawlerRule("apis-google", "APIs-Google"),
    CrawlerRule("google-site-verification", "Google Site Verification"),
    CrawlerRule("google-structured-data-testing-tool", "Google Structured Data Testing Tool"),
    CrawlerRule("chrome-lighthouse", "Lighthouse"),
    CrawlerRule("google page speed insights", "PageSpeed Insights"),
    CrawlerRule("baiduspider-image", "Baiduspider"),
    CrawlerRule("baiduspider-render", "Baiduspider"),
    CrawlerRule("sogou web spider", "Sogou Spider"),
    CrawlerRule("sogou spider", "Sogou Spider"),
    CrawlerRule("sogou inst spider", "Sogou Spider"),
    CrawlerRule("seznambot", "SeznamBot"),
    CrawlerRule("mail.ru_bot", "Mail.RU Bot"),
    CrawlerRule("mail.ru bot", "Mail.RU Bot"),
    CrawlerRule("bingpreview", "BingPreview"),
    CrawlerRule("facebookexternalhit", "Facebook"),
    CrawlerRule("facebookcatalog", "Facebook"),
    CrawlerRule("facebot", "Facebook"),
    CrawlerRule("facebookbot", "FacebookBot"),
    CrawlerRule("meta-externalagent", "Meta-ExternalAgent"),
    CrawlerRule("meta-externalfetcher", "Meta-ExternalFetcher"),
    CrawlerRule("meta-externalads", "Meta-ExternalAds"),
    CrawlerRule("whatsapp/", "WhatsApp"),
    CrawlerRule("skypeuripreview", "Skype"),
    CrawlerRule("slack-imgproxy", "Slackbot"),
    CrawlerRule("slackbot-linkexpanding", "Slackbot"),
    CrawlerRule("slackbot", "Slackbot"),
    CrawlerRule("microsoftpreview", "Microsoft Preview"),
    CrawlerRule("bitlybot", "Bitly"),
    CrawlerRule("ia_archiver", "Alexa"),
    CrawlerRule("archive.org_bot", "Internet Archive"),
    CrawlerRule("special_archiver", "Internet Archive"),
    CrawlerRule("heritrix", "Heritrix"),
    CrawlerRule("pingdom.com_bot", "Pingdom"),
    CrawlerRule("pingdompagespeed", "Pingdom"),
    CrawlerRule("pingdomtms", "Pingdom"),
    CrawlerRule("better uptime bot", "Better Uptime"),
    CrawlerRule("better stack", "Better Uptime"),
    CrawlerRule("newrelicpinger", "New Relic"),
    CrawlerRule("newrelicsynthetics", "New Relic"),
    CrawlerRule("datadogsynthetics", "Datadog"),
    CrawlerRule("datadog", "Datadog"),
    CrawlerRule("googlestackdrivermonitoring", "Google Cloud Monitoring"),
    CrawlerRule("amazon-route53-health-check-service", "Amazon Route 53"),
    CrawlerRule("amazon cloudfront", "Amazon CloudFront"),
    CrawlerRule("check_http", "Nagios"),
    CrawlerRule("nagios-plugins", "Nagios"),
    CrawlerRule("blackbox exporter", "Prometheus Blackbox Exporter"),
    CrawlerRule("w3c_validator", "W3C Validator"),
    CrawlerRule("w3c_css_validator", "W3C Validator"),
    CrawlerRule("w3c-checklink", "W3C Link Checker"),
    CrawlerRule("nmap scripting engine", "Nmap"),
    CrawlerRule("nessus", "Nessus"),
    CrawlerRule("mozilla/5.00 (nikto", "Nikto"),
    CrawlerRule("expanse", "Palo Alto Expanse"),
    CrawlerRule("hello from palo alto networks", "Palo Alto Expanse"),
    CrawlerRule("palo alto networks company", "Palo Alto Expanse"),
    CrawlerRule("http banner detection", "HTTP Banner Detection"),
    CrawlerRule("jndi:", "Log4Shell probe"),
    CrawlerRule("hello, world", "Mozi"),
    CrawlerRule("hello world", "Mozi"),
    CrawlerRule("internal dummy connection", "Apache itself"),
    CrawlerRule("elastic/synthetics", "Elastic Synthetics"),
    CrawlerRule("cloudflare-diagnostics", "Cloudflare Diagnostics"),
    CrawlerRule("cloudflarediagnostics", "Cloudflare Diagnostics"),
    CrawlerRule("comodo dcv", "Sectigo DCV"),
    CrawlerRule("ltx71", "LTX71"),
    CrawlerRule("l9explore", "LeakIX"),
    CrawlerRule("l9scan", "LeakIX"),
    CrawlerRule("l9tcpid", "LeakIX"),
    CrawlerRule("httpx - open-source", "httpx"),
    CrawlerRule("yeti/", "Yeti"),
    CrawlerRule("daum/", "Daum"),
    CrawlerRule("monit/", "Monit"),
    CrawlerRule("grafana/", "Grafana"),
    CrawlerRule("prometheus/", "Prometheus"),
    CrawlerRule("fuzz faster u fool", "ffuf"),
    CrawlerRule("mastodon", "Mastodon"),
  ]

  private static let search = [
    "Googlebot-Image", "Googlebot-News", "Googlebot-Video", "Googlebot", "AdsBot-Google",
    "Storebot-Google", "Google-InspectionTool", "Google-Read-Aloud", "GoogleOther-Image",
    "GoogleOther", "Google-Safety", "Google-Extended", "GoogleImageProxy", "Google-Adwords-Instant",
    "Google-PageRenderer", "AppEngine-Google", "GoogleProducer", "Google-AMPHTML",
    "Google-Youtube-Links", "Google-Adwords-Express", "Google-Assess", "Google-Ads-Qualify",
    "Google-Adwords-DisplayAds-WebRender", "Google-Publisher-Plugin", "Google-HotelAdsVerifier",
    "Google-speakr", "Google-Lens", "GoogleAssociationService", "Google-Sites-Thumbnails",
    "Chrome Privacy Preserving Prefetch Proxy", "Google-Firebase", "DuplexWeb-Google",
    "bingbot", "adidxbot", "msnbot", "MicrosoftAdvertising", "YandexBot", "YandexImages",
    "YandexMobileBot", "YandexMetrika", "YandexAccessibilityBot", "YandexRenderResourcesBot",
    "YandexFavicons", "YandexBlogs", "YandexAdditional", "YandexDirect", "Baiduspider",
    "DuckDuckBot", "DuckDuckGo-Favicons-Bot", "DuckAssistBot", "Applebot-Extended", "Applebot",
    "AppleNewsBot", "Qwantify", "Qwantbot", "PetalBot", "360Spider", "HaosouSpider", "YisouSpider",
    "coccocbot-web", "coccocbot-image", "MojeekBot", "Exabot", "ecosia-bot",
    "BraveBot", "Kagibot", "SeekportBot", "yacybot", "Swisscows", "Gigabot", "istellabot",
    "SearchmetricsBot", "wpbot", "SputnikBot", "Neevabot", "YouBot", "Marginalia",
  ]

  /// What collects for language models, or looks things up for them.
  private static let models = [
    "GPTBot", "ChatGPT-User", "OAI-SearchBot", "ClaudeBot", "Claude-Web", "Claude-User",
    "Claude-SearchBot", "anthropic-ai", "CCBot", "Bytespider", "TikTokSpider", "Amazonbot",
    "PerplexityBot", "Perplexity-User", "cohere-ai", "cohere-training-data-crawler",
    "Diffbot", "ImagesiftBot", "Omgilibot", "omgili", "Webzio-Extended", "MistralAI-User",
    "Ai2Bot-Dolma", "AI2Bot", "Timpibot", "VelenPublicWebCrawler", "ICC-Crawler", "Kangaroo Bot",
    "PanguBot", "Scrapy", "FirecrawlAgent", "iaskspider", "Sidetrade indexer bot", "DeepSeekBot",
    "xAI-Bot", "GrokBot", "Google-CloudVertexBot", "Gemini-Deep-Research", "Andibot", "PhindBot",
    "img2dataset", "Amzn-User", "AmazonBuyForMe", "Devin", "Manus-User", "Google-NotebookLM",
    "Spawning-AI", "GitHubCopilotChat",
  ]

  private static let archives = [
    "archive.today", "Nutch", "Arquivo-web-crawler", "NicoBot", "HTTrack", "WebCopier",
    "Wayback", "ZoteroTranslationServer", "Citoid", "TurnitinBot", "Turnitin",
  ]

  /// Search optimization, advertising and the watching of brands.
  private static let marketing = [
    "AhrefsBot", "AhrefsSiteAudit", "SemrushBot", "SiteAuditBot", "SplitSignalBot", "MJ12bot",
    "DotBot", "rogerbot", "BLEXBot", "DataForSeoBot", "serpstatbot", "SEOkicks", "Barkrowler",
    "Screaming Frog SEO Spider", "SISTRIX", "XoviBot", "SEOlyt", "MegaIndex", "LinkpadBot",
    "AwarioBot", "AwarioRssBot", "AwarioSmartBot", "ZoominfoBot", "Cincraw", "netEstate",
    "Dataprovider.com", "BuiltWith", "Wappalyzer", "domainreanimator", "DomainStatsBot",
    "SeznamHomepageCrawler", "TTD-Content", "GrapeshotCrawler", "proximic", "admantx",
    "IAS_Crawler", "ias-va", "CriteoBot", "Mediatoolkitbot", "trendictionbot", "BrandVerity",
    "MauiBot", "SEObilityBot", "PiplBot", "CheckMarkNetwork", "Pandalytics", "Seekport",
    "linkdexbot", "spbot", "SafeDNSBot", "hypestat", "Clickagy", "RyteBot", "Siteimprove",
    "Cookiebot", "AdsTxtCrawler", "linkfluence", "Riddler", "Xenu Link Sleuth", "panscient.com",
    "Seobility", "Datanyze", "WebDataStats",
  ]

  /// What shows a link in a message or a page.
  private static let previews = [
    "Twitterbot", "LinkedInBot", "Discordbot", "TelegramBot", "Pinterestbot", "redditbot",
    "SkypeBot", "Iframely", "Embedly", "FlipboardProxy", "FlipboardRSS", "Tumblr", "vkShare",
    "Viber", "Snap URL Preview Service", "Mattermost-Bot", "Synapse", "Rocket.Chat",
    "Pleroma", "Akkoma", "Misskey", "Lemmy", "Friendica", "GoToSocial", "Bluesky Cardyb",
    "Quora Link Preview", "XING-contenttabreceiver", "outbrain", "WordPress", "Nuzzel",
    "developers.google.com/+/web/snippet", "Google-Apps-Script", "kakaotalk-scrap", "Iframely",
    "OdklBot", "LivelapBot", "PaperLiBot", "MicrosoftTeams", "github-camo", "HatenaBookmark",
    "ViberUrlDownloader", "SummalyBot", "Trello",
  ]

  /// What looks whether a server still answers.
  private static let uptime = [
    "UptimeRobot", "StatusCake", "Site24x7", "Uptime-Kuma", "HetrixTools", "NodePing", "jetmon",
    "Uptimebot", "Freshping", "Checkly", "updown.io", "Cloudflare-Healthchecks",
    "CloudFlare-AlwaysOnline", "Cloudflare-SSLDetector", "Cloudflare-Traffic-Manager",
    "ELB-HealthChecker", "GoogleHC", "kube-probe", "Consul Health Check", "HAProxy",
    "Fastly-HealthChecker", "Zabbix", "monitis", "Catchpoint",
    "DowntimeDetector", "internetVista", "DareBoost", "PTST", "GTmetrix", "Yottaa", "Dynatrace",
    "RuxitSynthetic", "Gatus", "Icinga", "PRTG", "CloudWatchSynthetics", "LetsMonitor", "Oh Dear",
    "ThousandEyes", "Ghost Inspector", "CloudflareObservatory", "Sectigo DCV", "DynatraceSynthetic",
    "Munin", "collectd",
    "Hyperping", "Pulsetic", "WormlyBot", "AzureTrafficManager", "Envoy/HC", "AlwaysOn",
    "Let's Encrypt validation server",
  ]

  /// What looks for weak places, or lists what is on the net.
  private static let scanners = [
    "CensysInspect", "Shodan", "zgrab", "masscan", "Nikto", "sqlmap", "WPScan", "Nuclei",
    "Acunetix",
    "OpenVAS", "Netsparker", "Qualys", "Detectify", "Arachni", "w3af", "gobuster", "dirbuster",
    "feroxbuster", "ffuf", "Wfuzz", "Hydra", "ZmEu", "Morfeus", "Jorgee", "NetSystemsResearch",
    "NetcraftSurveyAgent", "Netcraft", "InternetMeasurement", "InternetCensus", "Project25499",
    "ZoomEye", "FofaSpider", "BinaryEdge", "LeakIX", "Nimbostratus-Bot", "Go-scan", "GoScraper",
    "Hakai", "Mozi", "fasthttp-scan", "Burp", "Burpcollaborator", "OWASP", "Metasploit",
    "ModatScanner", "Onyphe", "Stretchoid", "SecurityScanner", "Keydrop", "xfa1", "CriminalIP",
    "Cortex-Xpanse", "SSL Labs", "libredtail-http", "xtate", "Assetnote", "SecurityHeaders",
    "Barracuda Sentinel", "testssl.sh", "Mozlila", "Custom-AsyncHttpClient",
  ]
}
