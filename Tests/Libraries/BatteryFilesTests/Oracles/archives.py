"""Makes archives in the situations of CPython's test_tarfile and test_zipfile and writes down what
CPython reads and extracts of them.

    python3.13 archives.py > archives.tsv

A line has fields between tabs: the names of the tests that it stands for, the format, the question,
what is there before, the archive (gzip, base64), and the answer: a field for each member, or for
each thing that is there afterwards, or `error`.
"""

import base64
import calendar
import gzip
import io
import os
import random
import shutil
import struct
import sys
import tarfile
import tempfile
import warnings
import zipfile
import zlib

warnings.simplefilter("ignore")
umask = os.umask(0o022)


# The answers.


def hexed(text):
    return text.encode("utf-8", "surrogateescape").hex() or "-"


def tar_kind(member):
    for test, letter in [
        (member.isreg, "f"), (member.isdir, "d"), (member.issym, "l"), (member.islnk, "h"),
        (member.ischr, "c"), (member.isblk, "b"), (member.isfifo, "p"),
    ]:
        if test():
            return letter
    return "o"


def list_tar(data, **options):
    lines = []
    try:
        with tarfile.open(
            fileobj=io.BytesIO(data), encoding="utf-8", errors="surrogateescape", **options
        ) as archive:
            for member in archive:
                kind = tar_kind(member)
                content = archive.extractfile(member).read() if kind == "f" else b""
                lines.append(" ".join([
                    kind, hexed(member.name), "%o" % (member.mode & 0o7777), str(member.uid),
                    str(member.gid), str(len(content)), str(int(member.mtime)),
                    hexed(member.linkname if kind in "lh" else ""), hexed(member.uname),
                    hexed(member.gname), str(zlib.crc32(content)),
                ]))
    except (tarfile.TarError, EOFError, zlib.error):
        return ["error"]
    return lines or ["nothing"]


def list_zip(data):
    lines = []
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            for member in archive.infolist():
                content = archive.read(member)
                mode = member.external_attr >> 16 & 0o7777
                usual = 0o755 if member.is_dir() else 0o644
                year, month, day, *time = member.date_time
                seconds = calendar.timegm((year, max(month, 1), max(day, 1), *time))
                lines.append(" ".join([
                    "d" if member.is_dir() else "f", hexed(member.filename.rstrip("/") or "/"),
                    "%o" % (mode or usual), str(len(content)), str(seconds),
                    member.comment.hex() or "-", str(zlib.crc32(content)),
                ]))
            lines.append("comment " + (str(zlib.crc32(archive.comment))))
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, zlib.error):
        return ["error"]
    return lines


def state(root, modes):
    lines = []
    for base, folders, files in os.walk(root):
        for name in folders + files:
            path = os.path.join(base, name)
            short = os.path.relpath(path, root)
            if modes:
                lines.append("%s %o" % (short, os.lstat(path).st_mode & 0o7777))
            elif os.path.islink(path):
                lines.append(short + "->" + os.readlink(path))
            elif os.path.isdir(path):
                if not os.listdir(path):
                    lines.append(short + "/")
            elif os.path.isfile(path):
                with open(path, "rb") as file:
                    lines.append(short + "=" + file.read().decode())
            else:
                lines.append(short + " is odd")
    return sorted(lines)


def extract(format, data, before, modes=False):
    root = tempfile.mkdtemp()
    try:
        target = os.path.join(root, "dest")
        os.mkdir(target)
        for text in before:
            if "->" in text:
                name, link = text.split("->")
                os.symlink(link, os.path.join(root, name))
            elif "=" in text:
                name, content = text.split("=")
                with open(os.path.join(root, name), "w") as file:
                    file.write(content)
            else:
                os.makedirs(os.path.join(root, text), exist_ok=True)
        try:
            if format == "tar":
                with tarfile.open(fileobj=io.BytesIO(data)) as archive:
                    archive.extractall(target, filter="data")
            else:
                with zipfile.ZipFile(io.BytesIO(data)) as archive:
                    archive.extractall(target)
        except (tarfile.TarError, zipfile.BadZipFile, OSError, KeyError):
            return ["error"]
        return state(root, modes) or ["nothing"]
    finally:
        shutil.rmtree(root)


def put(tests, format, question, data, before=(), answer=None):
    if answer is None:
        if question == "list":
            answer = list_tar(data) if format == "tar" else list_zip(data)
        elif question == "list on":
            answer = list_tar(data, ignore_zeros=True)
        elif question == "cut":
            lists = [list_zip(data[:size]) for size in range(len(data))]
            answer = ["error" if all(lines == ["error"] for lines in lists) else "not always"]
        else:
            answer = extract(format, data, before, question == "modes")
    packed = base64.b64encode(gzip.compress(data, mtime=0)).decode()
    sys.stdout.write("\t".join(
        [",".join("test_" + test for test in tests.split()), format, question, ";".join(before),
         packed] + answer) + "\n")


# Tar.


class Tar:
    def __init__(self, **options):
        self.output = io.BytesIO()
        self.archive = tarfile.open(fileobj=self.output, mode=options.pop("mode", "w"), **options)

    def add(self, name, content=None, type=None, link="", **fields):
        member = tarfile.TarInfo(name)
        if content is not None:
            member.size = len(content)
        member.linkname = link
        member.mtime = 1_700_000_000
        if type is not None:
            member.type = type
        for key, value in fields.items():
            setattr(member, key, value)
        self.archive.addfile(member, None if content is None else io.BytesIO(content))
        return self

    def data(self):
        self.archive.close()
        return self.output.getvalue()


def block(name, type=b"0", size=b"0", magic=b"ustar\x0000", mode=b"0000644\0", uid=b"0000001\0",
          gid=b"0000002\0", mtime=b"14524712000\0", link=b"", rest=b"", prefix=b""):
    """A header, field by field."""
    if len(size) < 11:
        size = size.rjust(11, b"0") + b"\0"
    header = bytearray(512)
    for start, value in [
        (0, name), (100, mode), (108, uid), (116, gid), (124, size), (136, mtime), (156, type),
        (157, link), (257, magic), (345, prefix), (386 if rest else 500, rest),
    ]:
        header[start:start + len(value)] = value
    header[148:156] = b" " * 8
    header[148:156] = b"%06o\0 " % sum(header)
    return bytes(header)


filled = lambda content: content + b"\0" * (-len(content) % 512)
END = b"\0" * 1024


def octal(number):
    return b"%011o\0" % number


def record(key, value):
    rest = len(key) + len(value) + 3
    length = rest
    while len(str(length)) + rest != length:
        length = len(str(length)) + rest
    return b"%d %s=%s\n" % (length, key, value)


def pax(records, type=b"x"):
    return block(b"PaxHeaders/x", type, b"%o" % len(records)) + filled(records)


def tar_types():
    archive = Tar(format=tarfile.USTAR_FORMAT)
    archive.add("regtype", b"abc\n" * 700, mode=0o640, uid=1000, gid=100, uname="tarfile",
                gname="tarfile")
    archive.add("conttype", b"contiguous", type=tarfile.CONTTYPE)
    archive.add("dirtype", type=tarfile.DIRTYPE, mode=0o755)
    archive.add("lnktype", type=tarfile.LNKTYPE, link="regtype")
    archive.add("symtype", type=tarfile.SYMTYPE, link="regtype", mode=0o777)
    archive.add("blktype", type=tarfile.BLKTYPE, devmajor=3, devminor=0)
    archive.add("chrtype", type=tarfile.CHRTYPE, devmajor=1, devminor=3)
    archive.add("fifotype", type=tarfile.FIFOTYPE)
    archive.add("umlauts-ÄÖÜäöüß", b"x")
    archive.add("/" .join(["123"] * 62 + ["longname"]), b"long")
    put("find_regtype find_conttype find_dirtype find_lnktype find_symtype find_blktype "
        "find_chrtype find_fifotype find_umlauts find_ustar_longname check_members find_members "
        "fileobj_regular_file fileobj_readlines fileobj_iter fileobj_text read_through "
        "compare_members headers_written_only_for_device_files is_tarfile_valid list list_verbose "
        "list_members", "tar", "list", archive.data())
    put("find_dirtype_with_size", "tar", "list",
        block(b"dirtype-with-size", b"5", b"777") + block(b"next") + END)
    put("find_regtype_oldv7 v7_dirtype", "tar", "list",
        block(b"regtype-old", b"\0", b"5", magic=b"\0" * 8) + filled(b"hello")
        + block(b"dirtype-old/", b"\0", magic=b"\0" * 8) + END)
    put("xstar_type", "tar", "list",
        block(b"regtype-xstar", size=b"3", prefix=b"".ljust(131, b"\0") + b"14524712000 14524712000 ",
              rest=b"") + filled(b"abc") + END)
    for size in [512, 600, 1024, 1200]:
        put("premature_end_of_archive", "tar", "list",
            Tar().add("foo", b"a" * 1024).data()[:size])
    put("null_tarfile is_tarfile_erroneous", "tar", "list", b"")
    put("is_tarfile_erroneous", "tar", "list", b"this is no archive" * 100)
    put("empty_tarfile next_on_empty_tarfile", "tar", "list", Tar().data())
    put("ignore_zeros", "tar", "list on",
        END + Tar().add("foo", random.Random(0).randbytes(512)).data())
    put("length_zero_header", "tar", "list", pax(b"0 hdrcharset=BINARY\n") + block(b"a") + END)
    for format in [tarfile.GNU_FORMAT, tarfile.PAX_FORMAT]:
        long = "x/" + "123/" * 125
        data = Tar(format=format).add(long + "longname", b"1").add(
            long + "longlink", type=tarfile.SYMTYPE, link=long + "longname").data()
        put("read_longname read_longlink", "tar", "list", data)
        put("truncated_longname", "tar", "list", data[:3 * 512])
        put("longname_directory", "tar", "list",
            Tar(format=format).add("a" * 101 + "/", type=tarfile.DIRTYPE).data())
        for length in [1023, 1024, 1025]:
            name = ("longnam/" * 127 + "longname_")[:length]
            put("longname_%d longlink_%d longnamelink_%d" % ((length,) * 3), "tar", "list",
                Tar(format=format).add(name, b"n").add("l", type=tarfile.LNKTYPE, link=name)
                .add(name + "k", type=tarfile.LNKTYPE, link=name).data())


def tar_sparse():
    parts = [(0, b"a" * 512), (4096, b"b" * 512), (8192, b"c" * 1024), (20480, b"d" * 512),
             (40960, b"e" * 512), (65536, b"f" * 512)]
    size = 86016
    content = b"".join(text for _, text in parts)
    regions = [octal(start) + octal(len(text)) for start, text in parts]
    regions.append(octal(size) + octal(0))
    header = block(b"sparse", b"S", b"%o" % len(content), magic=b"ustar  \0",
                   rest=b"".join(regions[:4]) + b"\1" + octal(size))
    put("find_sparse find_gnusparse sparse_file_old", "tar", "list",
        header + b"".join(regions[4:]).ljust(512, b"\0") + content + block(b"next") + END)
    records = record(b"GNU.sparse.size", b"%d" % size)
    records += record(b"GNU.sparse.numblocks", b"%d" % len(parts))
    ends = parts + [(size, b"")]
    old = records + b"".join(
        record(b"GNU.sparse.offset", b"%d" % start)
        + record(b"GNU.sparse.numbytes", b"%d" % len(text)) for start, text in ends)
    old = old.replace(record(b"GNU.sparse.numblocks", b"6"), record(b"GNU.sparse.numblocks", b"7"))
    put("find_gnusparse_00 sparse_file_00", "tar", "list",
        pax(old) + block(b"sparse-0.0", size=b"%o" % len(content)) + content + END)
    flat = b",".join(b"%d,%d" % (start, len(text)) for start, text in ends)
    put("find_gnusparse_01 sparse_file_01", "tar", "list",
        pax(old.split(b"22 GNU.sparse.offset")[0] + record(b"GNU.sparse.map", flat)
            + record(b"GNU.sparse.name", b"sparse-0.1"))
        + block(b"GNUSparseFile.1/x", size=b"%o" % len(content)) + content + END)
    numbers = [len(ends)] + [number for start, text in ends for number in (start, len(text))]
    table = filled(b"".join(b"%d\n" % number for number in numbers))
    put("find_gnusparse_10 sparse_file_10", "tar", "list",
        pax(record(b"GNU.sparse.major", b"1") + record(b"GNU.sparse.minor", b"0")
            + record(b"GNU.sparse.name", b"sparse-1.0")
            + record(b"GNU.sparse.realsize", b"%d" % size))
        + block(b"GNUSparseFile.1/y", size=b"%o" % len(table + content)) + table + content + END)


def tar_pax():
    umlauts = record(b"VENDOR.umlauts", "ÄÖÜäöüß".encode())
    put("pax_global_headers pax_global_header", "tar", "list",
        pax(record(b"uname", b"foo") + record(b"gname", b"bar") + umlauts, b"g")
        + block(b"regtype1", size=b"1") + filled(b"1")
        + pax(record(b"uname", b"")) + block(b"regtype2", size=b"1") + filled(b"2")
        + pax(record(b"uname", b"tarfile") + record(b"gname", b"tarfile"))
        + block(b"regtype3", size=b"1") + filled(b"3") + END)
    put("pax_number_fields", "tar", "list",
        pax(record(b"size", b"7011") + record(b"uid", b"123") + record(b"gid", b"124")
            + record(b"mtime", b"1041808783.5") + record(b"atime", b"1041808783.0"))
        + block(b"regtype4") + filled(b"n" * 7011) + block(b"next") + END)
    for text in [b" foo=bar\n", b"0 \n", b"1 \n", b"2 \n", b"3 =\n", b"4 =a\n",
                 b"1000000 foo=bar\n", b"0 foo=bar\n", b"-12 foo=bar\n",
                 b"000000000000000000000000036 foo=bar\n"]:
        put("pax_header_bad_formats", "tar", "list", pax(text) + block(b"pax") + END)
    put("pax_extended_header create_pax_header", "tar", "list",
        Tar(format=tarfile.PAX_FORMAT).add("/".join(["äöü"] * 50), b"x", uname="üser", gname="g" * 40,
            uid=0o10000000, gid=0o7777777, mtime=1_700_000_000.25).data())
    put("binary_header", "tar", "list",
        pax(record(b"hdrcharset", b"BINARY") + record(b"path", b"hdrcharset-\xe4\xf6\xfc"))
        + block(b"a") + END)
    put("bad_pax_header", "tar", "list",
        pax(record(b"path", b"bad-pax-\xe4\xf6\xfc")) + block(b"a") + END)
    put("find_pax_umlauts", "tar", "list",
        Tar(format=tarfile.PAX_FORMAT).add("pax/umlauts-ÄÖÜäöüß", b"x").data())
    for encoding in ["iso8859-1", "utf-8", "utf-7"]:
        for format in [tarfile.USTAR_FORMAT, tarfile.GNU_FORMAT, tarfile.PAX_FORMAT]:
            put("iso8859_1_filename utf7_filename utf8_filename unicode_argument uname_unicode "
                "unicode_name1 unicode_name2 unicode_longname1 unicode_longname2 unicode_longname4 "
                "unicode_link1 unicode_link2", "tar", "list",
                Tar(format=format, encoding=encoding).add("äöü", b"1", uname="äöü", gname="äöü")
                .add("/".join(["äöü"] * 11), b"2").add("l", type=tarfile.SYMTYPE, link="äöü").data())


def tar_numbers():
    for field in [b"0000001\0", b"7777777\0", b"\x80\0\0\0\0\x20\0\0", b"\x80\0\0\0\xff\xff\xff\xff",
                  b"\0" * 8, b"       \0", b"  17\0  \0", b"000017 \0"]:
        put("read_number_fields char_fields", "tar", "list",
            block(b"a\0b", uid=field, gid=field) + END)
    for field in [b"\x80" + b"\0" * 10 + b"\5", b"           5"]:
        put("read_number_fields", "tar", "list", block(b"a", size=field) + filled(b"12345") + END)
    for field in [b"0000009\0", b"abcdefg\0"]:
        put("read_number_fields", "tar", "list", block(b"a", uid=field) + END)


def tar_compressed():
    data = Tar(mode="w:gz", compresslevel=9).add("a", b"a" * 9000).data()
    put("detect_file detect_fileobj compression_levels create_with_compresslevel", "tar", "list",
        data)
    put("zlib_error_does_not_leak fail_comp", "tar", "list",
        gzip.compress(b"this is no archive" * 100, mtime=0))
    for size in [12, 30, len(data) - 9]:
        put("provoke_stream_error partial_input", "tar", "list", data[:size])
    put("fail_comp", "tar", "list",
        b"\x1f\x8b\x08\x04" + b"\0" * 6 + b"\0\1" + b"\0" * 5)


def tar_extraction():
    def archive(*members):
        made = Tar()
        for name, *rest in members:
            fields = rest[0] if rest else {}
            type = fields.get("type") or (tarfile.DIRTYPE if name.endswith("/") else None)
            for key, letter in [("symlink", tarfile.SYMTYPE), ("hardlink", tarfile.LNKTYPE)]:
                if key in fields:
                    type, fields = letter, {"link": fields[key]}
            content = b"x" * fields.get("size", 0) if type is None else None
            made.add(name, content, type=type, link=fields.get("link", ""),
                     mode=fields.get("mode", 0o644))
        return made.data()

    sym, hard = (lambda to: {"symlink": to}), (lambda to: {"hardlink": to})
    for tests, members in [
        ("benign_file extractall_pathlike_dir", [("benign.txt",)]),
        ("absolute abs_pathnames", [("/outer/escaped.evil",)]),
        ("parent_symlink",
         [("current", sym(".")), ("parent", sym("current/..")), ("parent/evil",)]),
        ("parent_symlink2",
         [("current", sym(".")), ("current/parent", sym("..")), ("parent/evil",)]),
        ("absolute_symlink", [("parent", sym("/outer")), ("parent/evil",)]),
        ("absolute_hardlink", [("parent", hard("/outer/foo"))]),
        ("sly_relative0", [("../moo", sym("..//tmp/moo"))]),
        ("sly_relative2", [("tmp/",), ("tmp/../../moo", sym("tmp/../..//tmp/moo"))]),
        ("deep_symlink", [("targetdir/target", {"size": 3}),
                          ("linkdir/hardlink", hard("targetdir/target")),
                          ("linkdir/symlink", sym("../targetdir/target"))]),
        ("chains", [("linkdir/symlink", sym("hardlink")), ("symlink2", sym("linkdir/hardlink2")),
                    ("targetdir/target", {"size": 3}),
                    ("linkdir/hardlink", hard("targetdir/target")),
                    ("linkdir/hardlink2", hard("linkdir/symlink"))]),
        ("pipe special_files", [("foo", {"type": tarfile.FIFOTYPE})]),
        ("special_files", [("foo", {"type": tarfile.CHRTYPE})]),
        ("special_files", [("foo", {"type": tarfile.BLKTYPE})]),
        ("extract_hardlink extractall_symlinks extractall data_filter",
         [("d/",), ("d/a", {"size": 2}), ("d/b", hard("d/a")), ("s", sym("d/a"))]),
        ("extract_directory", [("dirtype/",)]),
        ("pathnames", [("foo",), ("./bar",), ("a/./b",), ("c//d",)]),
    ]:
        put(tests, "tar", "extract", archive(*members))
    put("modes", "tar", "modes", archive(
        ("all_bits", {"mode": 0o7777}), ("perm_bits", {"mode": 0o777}),
        ("exec_group_other", {"mode": 0o677}), ("read_group_only", {"mode": 0o040}),
        ("no_bits", {"mode": 0}), ("dir/", {"mode": 0o077}), ("dir_all_bits/", {"mode": 0o7777})))


def tar_limits():
    formats = [("ustar", tarfile.USTAR_FORMAT), ("gnu", tarfile.GNU_FORMAT),
               ("pax", tarfile.PAX_FORMAT)]
    for name, link, uid in [
        ("0123456789" * 10, "", 0), ("0123456789" * 10 + "0", "", 0),
        ("123/" * 62 + "longname", "", 0), ("1234567/" * 31 + "longname", "", 0),
        ("123/" * 126 + "longname", "", 0), ("longlink", "123/" * 126 + "longname", 0),
        ("name", "", 0o7777777), ("name", "", 0o10000000),
    ]:
        for title, format in formats:
            member = tarfile.TarInfo(name)
            member.linkname, member.uid = link, uid
            try:
                member.tobuf(format)
                answer = "taken"
            except ValueError:
                answer = "refused"
            put("%s_limits number_field_limits" % title, "tar", "write", b"",
                [title, name, link, str(uid)], [answer])
    for number in [1, 0o7777777, 0o10000000, 8**11 - 1, 8**11, -1, -100]:
        member = tarfile.TarInfo("a")
        member.mtime = number
        put("write_number_fields", "tar", "field", b"", [str(number)],
            [member.tobuf(tarfile.GNU_FORMAT)[136:148].hex()])


# Zip.


class Pipe:
    def __init__(self):
        self.content = b""

    def write(self, content):
        self.content += content
        return len(content)

    def flush(self):
        pass


def zipped(*members, method=zipfile.ZIP_STORED, comment=b"", output=None, **options):
    output = output or io.BytesIO()
    with zipfile.ZipFile(output, "w", method, **options) as archive:
        archive.comment = comment
        for member in members:
            name, content = member[:2]
            info = zipfile.ZipInfo(name, (2023, 11, 14, 22, 13, 20))
            info.compress_type = method
            info.external_attr = (member[2] if len(member) > 2 else 0o644) << 16
            if name.endswith("/"):
                info.external_attr |= 0x10
            if len(member) > 3:
                info.comment = member[3]
            archive.writestr(info, content)
    return output.content if isinstance(output, Pipe) else output.getvalue()


TEXT = b"".join(b"Zip test line %d. %f\n" % (i, random.Random(i).random()) for i in range(200))


def zip_reading():
    for method in [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED]:
        for level in [None] if method == zipfile.ZIP_STORED else [1, 9]:
            put("basic open random_open read read1 read1_10 readline iterlines compresslevel_basic "
                "per_file_compresslevel per_file_compression writestr_compression "
                "writestr_compresslevel low_compression same_file different_file interleaved "
                "open_via_zip_info writestr_permissions", "zip", "list",
                zipped(("another.name", TEXT), ("strfile", TEXT, 0o600, b"of one"), ("x", b"12"),
                       ("empty", b""), method=method, compresslevel=level))
        data = zipped(("a", random.Random(5).randbytes(3_000)), ("b", TEXT), method=method)
        put("read open random_open", "zip", "list", data)
        put("unseekable_zip_unknown_filesize unseekable_zip_known_filesize writestr write "
            "open_write writestr_extended_local_header_issue1202", "zip", "list",
            zipped(("ones", b"111"), ("twos", b"222" * 99), method=method, output=Pipe()))
        broken = bytearray(data)
        broken[60] ^= 1
        put("testzip_with_bad_crc read_with_bad_crc", "zip", "list", bytes(broken))
    small = zipped(("foo.txt", b"O, for a Muse of Fire!"))
    put("damaged_zipfile", "zip", "cut", small)
    put("is_zip_valid_file", "zip", "list", small)
    cut = bytearray(zipped(("a", TEXT), method=zipfile.ZIP_DEFLATED))
    place = cut.index(b"PK\1\2")
    cut[place + 20:place + 24] = struct.pack("<L", 500)
    put("truncated_zipfile", "zip", "list", bytes(cut))
    put("read_concatenated_zip_file append_to_non_zip_file read_zip_with_exe_prepended", "zip",
        "list", b"I am not a ZipFile!" * 10 + small)
    put("ignores_newline_at_end", "zip", "list", small + b"\r\n\0\0\0")
    put("ignores_stuff_appended_past_comments", "zip", "list",
        zipped(("a", b"x"), comment=b"this is a comment") + b"abcdef\r\n")
    for comment in [b"", b"Bravely taking to his feet", bytes(i % 10 + 48 for i in range(65_535))]:
        put("comments change_comment_in_nonempty_archive", "zip", "list",
            zipped(("foo.txt", b"x"), comment=comment))
    put("empty_zipfile change_comment_in_empty_archive", "zip", "list", zipped(comment=b"none"))
    put("open_empty_file empty_file_raises_BadZipFile", "zip", "list", b"")
    put("is_zip_erroneous_file close_erroneous_file", "zip", "list", b"this is not a zip file\n" * 9)
    for size in [1, 2**32 - 1]:
        put("negative_central_directory_offset_raises_BadZipFile", "zip", "list",
            b"PK\5\6" + b"\0" * 8 + struct.pack("<L", size) + b"\0" * 6)


def zip_names():
    put("write_unicode_filenames read_after_write_unicode_filenames", "zip", "list",
        zipped(("foo.txt", b"1"), ("ö.txt", b"2"), ("приклад", b"3")))
    plain = zipped(("abc.txt", b"x"))
    put("read_unicode_filenames read_without_metadata_encoding", "zip", "list",
        plain.replace(b"abc.txt", b"\x82\x85\xe1.txt").replace(b"\x14\x03\x14", b"\x14\0\x14"))
    stored = "이름.txt".encode()
    for test, extra in [
        ("containing_unicode_path_extra_field", stored), ("error", b"\xff"), ("warning", b""),
    ]:
        value = b"\1" + struct.pack("<L", zlib.crc32(stored)) + extra
        output = io.BytesIO()
        with zipfile.ZipFile(output, "w") as archive:
            info = zipfile.ZipInfo("이름.txt", (2023, 11, 14, 22, 13, 20))
            info.external_attr = 0o644 << 16
            info.extra = struct.pack("<HH", 0x7075, len(value)) + value
            archive.writestr(info, b"Hello World!")
        put("read_zipfile_" + test, "zip", "list", output.getvalue())
    put("absolute_arcnames", "zip", "list", zipped(("/absolute", b"x")))
    data = bytearray(zipped(("abc", b"A")))
    # Two bytes behind the last field of a member.
    place = data.index(b"PK\1\2")
    data[place + 30:place + 32] = b"\2\0"
    data[place + 49:place + 49] = b"\0\0"
    end = data.index(b"PK\5\6")
    data[end + 12:end + 16] = struct.pack("<L", end - place)
    put("zipfile_with_short_extra_field", "zip", "list", bytes(data))
    data = bytearray(plain)
    data[4] = data[data.index(b"PK\1\2") + 6] = 120
    put("unsupported_version", "zip", "list", bytes(data))
    data = bytearray(plain)
    data[8] = data[data.index(b"PK\1\2") + 10] = 1
    put("unsupported_compression", "zip", "list", bytes(data))
    data = bytearray(plain)
    data[6] = data[data.index(b"PK\1\2") + 8] = 1
    put("no_password", "zip", "list", bytes(data))


def zip_large():
    limit, zipfile.ZIP64_LIMIT = zipfile.ZIP64_LIMIT, 1000
    count, zipfile.ZIP_FILECOUNT_LIMIT = zipfile.ZIP_FILECOUNT_LIMIT, 9
    for method in [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED]:
        large = zipped(("another.name", TEXT), ("strfile", TEXT), method=method)
        put("basic large_file_exception append", "zip", "list", large)
        put("read_zip64_with_exe_prepended", "zip", "list", b"#!/bin/sh\n" * 30 + large)
    put("too_many_files", "zip", "list", zipped(*[("foo%08d" % i, b"%d" % i) for i in range(16)]))
    zipfile.ZIP64_LIMIT, zipfile.ZIP_FILECOUNT_LIMIT = limit, count
    output = io.BytesIO()
    with zipfile.ZipFile(output, "w") as archive:
        info = zipfile.ZipInfo("text.txt", (2023, 11, 14, 22, 13, 20))
        info.external_attr = 0o644 << 16
        with archive.open(info, "w", force_zip64=True) as file:
            file.write(b"_")
    put("force_zip64", "zip", "list", output.getvalue())
    for fields in range(1, 8):
        for present in range(8):
            if present & ~fields == 0:
                bad = present != fields
                put("bad_zip64_extra" if bad else "generated_valid_zip64_extra", "zip", "list",
                    zip64(fields, present))


def zip64(fields, present):
    """One member whose size, compressed size or place (bits 0, 1, 2) stand in the long field, as far
    as they are present there."""
    content = b"test1234"
    values = [len(content), len(content), 0]
    short = [0xFFFFFFFF if fields >> i & 1 else values[i] for i in range(3)]
    long = [struct.pack("<Q", values[i]) for i in range(3) if present >> i & 1]
    local = [struct.pack("<Q", values[i]) for i in range(2) if present >> i & 1]
    extra = lambda parts: struct.pack("<HH", 1, 8 * len(parts)) + b"".join(parts)
    middle = struct.pack("<HHHHLLL", 0, 0, 0x6DAA, 0x576E, zlib.crc32(content), short[1], short[0])
    head = b"PK\3\4" + struct.pack("<H", 45) + middle
    head += struct.pack("<HH", 8, len(extra(local))) + b"test.txt" + extra(local) + content
    entry = b"PK\1\2" + struct.pack("<HH", 3 << 8 | 45, 45) + middle
    entry += struct.pack("<HHHHHLL", 8, len(extra(long)), 0, 0, 0, 0o644 << 16, short[2])
    entry += b"test.txt" + extra(long)
    end = b"PK\6\6" + struct.pack("<QHHLLQQQQ", 44, 45, 45, 0, 0, 1, 1, len(entry), len(head))
    end += b"PK\6\7" + struct.pack("<LQL", 0, len(head) + len(entry), 1)
    end += b"PK\5\6" + struct.pack("<HHHHLLH", 0, 0, 1, 1, len(entry), len(head), 0)
    return head + entry + end


def zip_overlaps():
    body = zlib.compressobj(9, zlib.DEFLATED, -15)
    inner = body.compress(b"a" * 1000) + body.flush()
    name = lambda letter, size, packed, sum: struct.pack(
        "<HHHHLLL", 0, 8, 0x6DAA, 0x576E, sum, packed, size)
    local = lambda letter, fields: (
        b"PK\3\4" + struct.pack("<H", 20) + fields + struct.pack("<HH", 1, 0) + letter)
    entry = lambda letter, fields, place: (
        b"PK\1\2" + struct.pack("<HH", 3 << 8 | 20, 20) + fields
        + struct.pack("<HHHHHLL", 1, 0, 0, 0, 0, 0o644 << 16, place) + letter)

    def whole(head, *entries):
        table = b"".join(entries)
        return head + table + b"PK\5\6" + struct.pack(
            "<HHHHLLH", 0, 0, len(entries), len(entries), len(table), len(head), 0)

    one = name(b"a", 1000, len(inner), zlib.crc32(b"a" * 1000))
    head = local(b"a", one) + inner
    put("full_overlap", "zip", "list", whole(head, entry(b"a", one, 0), entry(b"b", one, 0)))
    second = local(b"b", one) + inner
    quoted = b"\0" + struct.pack("<HH", len(second), len(second) ^ 0xFFFF) + second
    content = second + b"a" * 1000
    both = name(b"a", len(second), len(quoted), zlib.crc32(second))
    first = local(b"a", both)
    put("quoted_overlap", "zip", "list", whole(
        first + quoted, entry(b"a", both, 0), entry(b"b", one, len(first) + 5)))


def zip_extraction():
    put("extract extract_all extract_with_target extract_all_with_target extract_dir", "zip",
        "extract", zipped(("a/b/c", b"1"), ("a/d", b"2"), ("root", b"3"), ("e/", b"", 0o755)))
    put("bug_6050", "zip", "extract", zipped(("a/b/c", b"1")), ["dest/a/"])
    put("extract_dir_backslash", "zip", "extract", zipped(("a\\b\\c", b"1"), ("d\\e\\", b"")))
    put("mkdir write_dir writestr_dir create_directory_with_write", "zip", "extract",
        zipped(("x/", b"", 0o775), ("y/", b"", 0o40777), ("z/", b"", 0)))
    put("mkdir write_dir writestr_dir create_directory_with_write", "zip", "list",
        zipped(("x/", b"", 0o775), ("y/", b"", 0o40777), ("z/", b"", 0)))
    put("root_folder_in_zipfile", "zip", "extract", zipped(("/", b""), ("./a.txt", b"aaa")))


def overwriting():
    for format in ["tar", "zip"]:
        def archive(name, content):
            if format == "zip":
                return zipped((name, content, 0o755 if name.endswith("/") else 0o644))
            type = tarfile.DIRTYPE if name.endswith("/") else None
            return Tar().add(name, None if type else content, type=type,
                             mode=0o755 if type else 0o644).data()

        file = archive("test", b"newcontent")
        folder, implicit = archive("test/", b""), archive("test/file", b"newcontent")
        for test, data, before in [
            ("file_as_file", file, ["dest/test=content"]),
            ("dir_as_dir", folder, ["dest/test/"]),
            ("dir_as_implicit_dir", implicit, ["dest/test/"]),
            ("dir_as_file", file, ["dest/test/"]),
            ("file_as_dir", folder, ["dest/test=content"]),
            ("file_as_implicit_dir", implicit, ["dest/test=content"]),
            ("broken_dir_symlink_as_dir", folder, ["dest/test->test2"]),
            ("broken_dir_symlink_as_implicit_dir", implicit, ["dest/test->test2"]),
        ]:
            put("overwrite_" + test, format, "extract", data, before)


tar_types()
tar_sparse()
tar_pax()
tar_numbers()
tar_compressed()
tar_extraction()
tar_limits()
zip_reading()
zip_names()
zip_large()
zip_overlaps()
zip_extraction()
overwriting()
