#!/usr/bin/env python3
"""Runs CPython's test_csv with its csv module watched, and writes down what was asked and answered.

    record_csv.py            writes csv.jsonl beside this file

What `csv.reader` answers is recorded elsewhere (`Tests/Conformance/Data/csv`); here are rows that
are written, dialects that are checked, samples that are sniffed, and rows read as dictionaries.
"""
import csv
import pathlib

from recording import Cases, run, tagged

QUOTING = {csv.QUOTE_MINIMAL: "minimal", csv.QUOTE_ALL: "all", csv.QUOTE_NONNUMERIC: "nonNumeric",
           csv.QUOTE_NONE: "none"}
USUAL = {"delimiter": ",", "quotechar": '"', "doublequote": True, "escapechar": None,
         "skipinitialspace": False, "strict": False, "lineterminator": "\r\n", "quoting": "minimal"}

cases = Cases()
real_writer, real_reader, real_dialect = csv.writer, csv.reader, csv._Dialect
real_sniffer, real_dictionary = csv.Sniffer, csv.DictReader


def described(dialect):
    """What is not as usual in a dialect."""
    values = {name: getattr(dialect, name) for name in USUAL}
    values["quoting"] = QUOTING[values["quoting"]]
    return {name: value for name, value in values.items() if value != USUAL[name]}


def value_of(field):
    try:
        return tagged(field)
    except ValueError:
        return {"other": str(field)}


class Sink:
    def __init__(self, file):
        self.file, self.text = file, None

    def write(self, text):
        self.text = text
        return self.file.write(text)


class Writer:
    """A csv.writer that notes each row."""

    def __init__(self, file, *rest, **named):
        real_writer(file, *rest, **named)  # raises what there is to raise
        self.sink = Sink(file)
        self.real = real_writer(self.sink, *rest, **named)
        self.dialect = self.real.dialect

    def writerow(self, row):
        try:
            row = list(row)
            asked = {"kind": "write", "dialect": described(self.dialect),
                     "row": [value_of(field) for field in row]}
        except Exception:
            return self.real.writerow(row)
        try:
            result = self.real.writerow(row)
        except csv.Error as error:
            cases.add(asked, {"error": str(error)})
            raise
        if len(self.sink.text) < 4000:
            cases.add(asked, {"output": self.sink.text})
        return result

    def writerows(self, rows):
        for row in rows:
            self.writerow(row)


def note_dialect(function, rest, named):
    """Notes whether a dialect is accepted, where it is said with values that a dialect may have."""
    chosen = dict(named)
    base = chosen.pop("dialect", rest[0] if rest else None)
    asked = {}
    for name, usual in USUAL.items():
        value = getattr(base, name, usual) if base is not None and not isinstance(base, str) else usual
        value = chosen.pop(name, value)
        if name == "quoting":
            value = QUOTING.get(value, value) if isinstance(value, int) else value
        if value is not None and not isinstance(value, (str, bool, int)):
            value = {"type": type(value).__name__}
        asked[name] = value
    asked = {"kind": "dialect", "dialect": {n: v for n, v in asked.items() if v != USUAL[n]}}
    if chosen or isinstance(base, str):
        return function()  # other arguments than a dialect has, or one that goes by its name
    try:
        result = function()
    except (TypeError, csv.Error) as error:
        cases.add(asked, {"error": str(error)})
        raise
    cases.add(asked, {"accepted": True})
    return result


def watched_writer(*all, **named):
    return note_dialect(lambda: Writer(*all, **named), all[1:2], named) if all else Writer(*all, **named)


def watched_reader(*all, **named):
    return note_dialect(lambda: real_reader(*all, **named), all[1:2], named)


def watched_dialect(*all, **named):
    return note_dialect(lambda: real_dialect(*all, **named), all[:1], named)


class Sniffer(real_sniffer):
    def sniff(self, sample, delimiters=None):
        asked = {"kind": "sniff", "sample": sample, "delimiters": delimiters}
        try:
            dialect = super().sniff(sample, delimiters)
        except csv.Error as error:
            cases.add(asked, {"error": str(error)})
            raise
        cases.add(asked, {"answer": {
            "delimiter": dialect.delimiter, "quotechar": dialect.quotechar,
            "doublequote": bool(dialect.doublequote),
            "skipinitialspace": bool(dialect.skipinitialspace)}})
        return dialect

    def has_header(self, sample):
        answer = super().has_header(sample)
        cases.add({"kind": "header", "sample": sample}, {"header": bool(answer)})
        return answer


class DictReader(real_dictionary):
    """A csv.DictReader that reads everything beforehand, to note it."""

    def __init__(self, file, fieldnames=None, restkey=None, restval=None, *rest, **named):
        lines = list(file)
        names = None if fieldnames is None else list(fieldnames)
        if all(isinstance(line, str) for line in lines):
            try:
                reader = real_dictionary(lines, names, restkey, restval, *rest, **named)
                asked = {"kind": "dictionary", "dialect": described(reader.reader.dialect),
                         "text": "".join(line if line[-1:] in "\r\n" else line + "\n" for line in lines),
                         "names": names, "restkey": restkey, "restval": restval}
                cases.add(asked, {"rows": [[[name, value] for name, value in row.items()]
                                           for row in reader]})
            except (TypeError, csv.Error):
                pass
        super().__init__(iter(lines), fieldnames, restkey, restval, *rest, **named)


csv.writer, csv.reader, csv._Dialect = watched_writer, watched_reader, watched_dialect
csv.Sniffer, csv.DictReader = Sniffer, DictReader
run("test.test_csv")
cases.write(pathlib.Path(__file__).with_name("csv.jsonl"))
