"""Asks for the job list again and again over one connection."""
import http.client
import sys
import time

port, token, count = int(sys.argv[1]), sys.argv[2], int(sys.argv[3])
connection = http.client.HTTPConnection("127.0.0.1", port)
headers = {"Authorization": "Bearer " + token, "Host": "127.0.0.1:%d" % port}
times = []
size = 0
for _ in range(count + 5):
    start = time.monotonic()
    connection.request("GET", "/", headers=headers)
    answer = connection.getresponse()
    size = len(answer.read())
    times.append(time.monotonic() - start)
    if answer.status != 200:
        sys.exit("status %d" % answer.status)
# The first answer reads the history from the store; the later ones find it in memory.
print("first", times[0] * 1000, "ms")
times = sorted(times[5:])
print("p50", times[count // 2] * 1000, "ms")
print("p99", times[min(count - 1, int(count * 0.99))] * 1000, "ms")
print("max", times[-1] * 1000, "ms")
print("page", size / 1024, "KiB")
