"""What an access log says, counted the plain way: log_report.py [OPTIONS] FILE…

Prints JSON: `general` and `panels`, without the panels that need to know agents. It shares no code
with the tool, holds every visitor and every time, and is there to be right, not quick.

Rules:
- A visitor is an address, a day of the log's own clock and an agent. Lines with a status of 4xx make
  no visitors, in the totals or in any panel, unless --4xx-to-unique-count is given.
- A request that was not found (404) is in `notFound`, else one of a static file in `staticFiles`,
  else it is in `requests`: a line is in one of the three.
- A file is static by the end of its path, without its query, in any case.
- A quantile is the least time that so many answers did not exceed (nearest rank).
- --since and --until are times of the log's own clock, the latter not included; --where is an
  expression of Python over the fields of a line, None where it has none.
"""

import argparse
import collections
import datetime
import decimal
import json
import math
import re
import sys

STATIC = (
    ".css .js .jpg .png .gif .ico .jpeg .pdf .csv .mpeg .mpg .swf .woff .woff2 .xls .xlsx .doc "
    ".docx .ppt .pptx .txt .zip .ogg .mp3 .mp4 .exe .iso .gz .rar .svg .bmp .tar .tgz .tiff .tif "
    ".ttf .flv .dmg .xz .zst .avi .webp .avif .mjs .map .webm .bz2 .7z .eot .otf .m4a .wav .mov"
).split()
MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()
UNITS = {"s": 1, "ms": 1_000, "us": 1_000_000}

QUOTED = rb'"((?:[^"\\]|\\.)*)"'
COMMON = (
    rb"(?P<host>\S+) (?P<ident>\S+) (?P<user>.*?) \[(?P<time>[^\[\]]+)\] "
    + QUOTED.replace(b"(", b"(?P<request>", 1)
    + rb" (?P<status>\d{3}|-) (?P<bytes>\d+|-)"
)
COMBINED = (
    COMMON
    + b" " + QUOTED.replace(b"(", b"(?P<referrer>", 1)
    + b" " + QUOTED.replace(b"(", b"(?P<agent>", 1)
)
FORMATS = {
    "common": COMMON,
    "combined": COMBINED,
    "vhost": rb"(?P<vhost>\S+) " + COMBINED,
}
REQUEST = re.compile(
    rb"([A-Za-z][A-Za-z_-]{0,31}) (.*) ((?=[^ ]{1,11}\Z)[A-Za-z]+/\d[^ ]*)|"
    rb"([A-Za-z][A-Za-z_-]{0,31}) ((?:/|https?://).*|\*)",
    re.DOTALL,
)
TIME = re.compile(rb"(\d\d)/(\w{3})/(\d{4}):(\d\d):(\d\d):(\d\d) ([+-])(\d\d)(\d\d)")


class Row:
    def __init__(self):
        self.hits, self.bytes, self.visitors, self.times = 0, 0, set(), []


class Report:
    def __init__(self, options):
        self.options = options
        if options.format != "caddy":
            pattern = FORMATS[options.format]
            if options.time:
                pattern += rb" (?P<duration>\d+(?:\.\d+)?|-)"
            self.line = re.compile(pattern, re.DOTALL)
        self.condition = options.where and compile(options.where, "--where", "eval")
        self.lines = self.parsed = self.bytes = 0
        self.visitors, self.rejects = set(), []
        self.first = self.last = None
        self.panels = collections.defaultdict(lambda: collections.defaultdict(Row))

    def read(self, file):
        for line in file:
            self.lines += 1
            text = line.removesuffix(b"\n").removesuffix(b"\r")
            if not self.take(text):
                self.rejects.append(self.lines)

    def take(self, text):
        fields, when = self.object(text) if self.options.format == "caddy" else self.fields(text)
        if not when:
            return False
        if method := REQUEST.fullmatch(fields["request"] or b""):
            parts = [part for part in method.groups() if part is not None] + [None]
            fields["method"], fields["target"], fields["protocol"] = parts[:3]
        else:
            fields.setdefault("method")
            fields.setdefault("protocol")
            fields.setdefault("target", fields["request"])
        if self.is_wanted(fields, when):
            self.count(fields, when)
        return True

    def fields(self, text):
        """The fields of a line of text, and its time."""
        found = self.line.fullmatch(text)
        when = found and moment(found["time"])
        if not when:
            return {}, None
        fields = found.groupdict()
        duration = fields.get("duration")
        fields["seconds"] = None
        if duration not in (None, b"-"):
            fields["seconds"] = microseconds(decimal.Decimal(duration.decode()), self.options.time)
        for name in ("status", "bytes"):
            fields[name] = None if fields[name] == b"-" else int(fields[name])
        if fields.get("vhost"):
            fields["vhost"] = re.sub(rb":\d+$", b"", fields["vhost"])
        return fields, when

    def object(self, text):
        """The fields of a line of Caddy, and its time."""
        try:
            line = json.loads(text, parse_float=decimal.Decimal)
            request = line["request"]
        except (ValueError, KeyError, TypeError):
            return {}, None

        def header(name):
            values = request.get("headers", {}).get(name)
            return encoded(values[0]) if values else None

        when = datetime.datetime.fromtimestamp(math.floor(line["ts"]), datetime.timezone.utc)
        return {
            "request": None,
            "host": encoded(request.get("client_ip") or request["remote_ip"]),
            "user": encoded(line.get("user_id") or "-"),
            "method": encoded(request["method"]),
            "target": encoded(request["uri"]),
            "protocol": encoded(request["proto"]),
            "vhost": encoded(request["host"]),
            "referrer": header("Referer"),
            "agent": header("User-Agent"),
            "status": line["status"],
            "bytes": line["size"],
            "seconds": microseconds(decimal.Decimal(line["duration"]), "s"),
        }, when

    def is_wanted(self, fields, when):
        """Whether a line is one of those that were asked for."""
        wall = when.replace(tzinfo=None)
        if self.options.since and wall < self.options.since:
            return False
        if self.options.until and wall >= self.options.until:
            return False
        if not self.condition:
            return True
        names = {"re": re, "time": wall}
        for name, value in fields.items():
            is_none = value in (b"-", b"", None)
            names[name] = None if is_none else value
            if isinstance(value, bytes) and not is_none:
                names[name] = value.decode("utf-8", "replace")
        path, _, query = (names["target"] or "").partition("?")
        names.update(path=path or None, query=query or None)
        return eval(self.condition, {"__builtins__": {}}, names)

    def count(self, fields, when):
        self.parsed += 1
        status = fields["status"]
        size = fields["bytes"] or 0
        agent = fields.get("agent") or b"-"
        day = when.date().isoformat()
        self.bytes += size
        # The earlier and the later by the clock of the world, not of the wall.
        self.first = min(self.first or when, when)
        self.last = max(self.last or when, when)

        visitor = None
        if self.options.count_4xx or (status or 0) // 100 != 4:
            visitor = (fields["host"], day, agent)
            self.visitors.add(visitor)
        for panel, value in self.values(fields, status, when, agent):
            row = self.panels[panel][value]
            row.hits += 1
            row.bytes += size
            if visitor:
                row.visitors.add(visitor)
            if fields["seconds"] is not None:
                row.times.append(fields["seconds"])

    def values(self, fields, status, when, agent):
        method, target, protocol = fields["method"], fields["target"], fields["protocol"]
        if status == 404:
            yield "notFound", target
        elif self.is_static(target):
            yield "staticFiles", target
        else:
            yield "requests", target
        yield "hosts", fields["host"]
        if self.options.format != "common":
            yield "agents", agent
            yield "referrers", fields["referrer"] or b"-"
        if method:
            yield "methods", method
        if protocol:
            yield "protocols", protocol
        if status is not None:
            yield "status", str(status).encode()
        if fields.get("vhost"):
            yield "vhosts", fields["vhost"]
        yield "hours", when.strftime("%H").encode()
        yield "days", when.strftime("%Y-%m-%d").encode()
        yield "months", when.strftime("%Y-%m").encode()

    def is_static(self, target):
        path = target if self.options.static_with_query else target.split(b"?", 1)[0]
        name = path.lower().decode("latin-1")
        return any(name.endswith(end) and len(name) > len(end) for end in self.options.static)

    def result(self):
        return {
            "general": {
                "lines": self.lines,
                "parsed": self.parsed,
                "rejected": len(self.rejects),
                "bytes": self.bytes,
                "visitors": len(self.visitors),
                "from": self.first and self.first.isoformat(),
                "to": self.last and self.last.isoformat(),
            },
            "panels": {name: rows(panel) for name, panel in self.panels.items()},
            "distinct": {name: len(panel) for name, panel in self.panels.items()},
        }


def rows(panel):
    """The most hit first; the same number of hits by the bytes of their values."""
    result = []
    for value, row in sorted(panel.items(), key=lambda pair: (-pair[1].hits, pair[0])):
        item = {
            "value": value.decode("utf-8", "replace"),
            "hits": row.hits,
            "visitors": len(row.visitors),
            "bytes": row.bytes,
        }
        if row.times:
            times = sorted(row.times)
            item["seconds"] = {
                f"p{p}": times[math.ceil(len(times) * p / 100) - 1] for p in (50, 95, 99)
            }
        result.append(item)
    return result


def microseconds(duration, unit):
    """A duration in seconds; less than a microsecond is dropped."""
    return int(duration * (1_000_000 // UNITS[unit])) / 1_000_000


def encoded(text):
    """The bytes of a text of JSON; halves of characters are none."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace").encode()


def moment(text):
    """The time of a line with its zone; None where there is no such time."""
    found = TIME.fullmatch(text)
    if not found:
        return None
    day, month, year, hour, minute, second, sign, ahead, minutes = (
        part.decode() for part in found.groups()
    )
    if not 1970 <= int(year) < 2106:
        return None
    offset = datetime.timedelta(hours=int(ahead), minutes=int(minutes))
    zone = datetime.timezone(-offset if sign == "-" else offset)
    try:
        return datetime.datetime(
            int(year), MONTHS.index(month) + 1, int(day), int(hour), int(minute), int(second),
            tzinfo=zone,
        )
    except ValueError:
        return None


def main():
    arguments = argparse.ArgumentParser()
    arguments.add_argument("files", nargs="+")
    arguments.add_argument("--format", choices=[*FORMATS, "caddy"], default="combined")
    arguments.add_argument("--time", choices=UNITS, help="each line ends with how long it took")
    arguments.add_argument("--4xx-to-unique-count", dest="count_4xx", action="store_true")
    arguments.add_argument("--since", type=datetime.datetime.fromisoformat)
    arguments.add_argument("--until", type=datetime.datetime.fromisoformat)
    arguments.add_argument("--where", help="an expression of Python, such as: status >= 500")
    arguments.add_argument("--static", type=lambda text: text.split(","), default=STATIC)
    arguments.add_argument("--static-with-query", action="store_true", help="judge the query too")
    arguments.add_argument("--top", type=int, help="rows of a panel at most")
    arguments.add_argument("--rejects", action="store_true", help="print their line numbers only")
    arguments.add_argument("--output", default="/dev/stdout", help="where the JSON goes")
    options = arguments.parse_args()
    report = Report(options)
    for name in options.files:
        with open(name, "rb") as file:
            report.read(file)
    result = report.rejects if options.rejects else report.result()
    if options.top and not options.rejects:
        result["panels"] = {name: rows[: options.top] for name, rows in result["panels"].items()}
    with open(options.output, "w", encoding="utf-8") as out:
        json.dump(result, out, ensure_ascii=False, indent=1)
        out.write("\n")


main()
