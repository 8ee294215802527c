"""Reads JSON Lines with a peer: read_jsonl.py duckdb|polars|orjson|json PATH [THREADS]."""
import os
import resource
import sys
import time

library, path = sys.argv[1], sys.argv[2]
threads = int(sys.argv[3]) if len(sys.argv) > 3 else os.cpu_count()
os.environ["POLARS_MAX_THREADS"] = str(threads)
if library == "duckdb":
    import duckdb

    connection = duckdb.connect(config={"threads": threads})
    version = duckdb.__version__

    def read():
        # All columns are read and typed; nothing is kept but how many values each has.
        query = f"select count(*), count(columns(*)) from read_json('{path}', format='newline_delimited')"
        return connection.execute(query).fetchone()[0]
elif library == "polars":
    import polars

    version = polars.__version__

    def read():
        return polars.read_ndjson(path, infer_schema_length=None).height
else:
    if library == "orjson":
        import orjson
        version, parse = orjson.__version__, orjson.loads
    else:
        import json
        version, parse = sys.version.split()[0], json.loads

    def read():
        count = 0
        with open(path, "rb") as file:
            for line in file:
                parse(line)
                count += 1
        return count

start = time.monotonic()
cpu = time.process_time()
count = read()
seconds = time.monotonic() - start
print("#", library, version)
print("rate", os.path.getsize(path) / seconds / 1e6, "MB/s")
print("processor", time.process_time() - cpu, "s")
print("memory", resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, "MiB")
