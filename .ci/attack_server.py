#!/usr/bin/env python3
"""Attacks a server: slow, huge, malformed, cut-off and concurrent clients, and models that change
under load. Then its numbers are held against those of the commands, to the bit.

Arguments: the server, the program, the folder of models, the folder of the data set.
"""

import csv
import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time

server, program, models, data = sys.argv[1:5]
out = tempfile.mkdtemp()
served = os.path.join(out, "models")
os.mkdir(served)
for name in ("boosted", "logistic"):
    shutil.copy(os.path.join(models, name + ".offerscope"), served)
token = "attack-server-token-1"
with open(os.path.join(out, "tokens"), "w") as file:
    file.write(token + "\n")
log_path = os.path.join(out, "log")
log = open(log_path, "w")
process = subprocess.Popen(
    [server, served, "--offers", os.path.join(data, "offers.csv"), "--standard", "boosted",
     "--port", "0", "--tokens", os.path.join(out, "tokens"), "--patience", "1",
     "--max-connections", "300"],
    stdout=log, stderr=log)
faults = []
began = time.time()


def check(holds, words):
    if not holds:
        faults.append(words)
        print("attack_server:", words, file=sys.stderr)


def find_port():
    for _ in range(150):
        found = re.search(r"port=(\d+)", open(log_path).read())
        if found:
            return int(found[1])
        time.sleep(0.1)
    sys.exit("attack_server: the server does not start: " + open(log_path).read())


port = find_port()


def connect():
    return socket.create_connection(("127.0.0.1", port), timeout=15)


def head(method, path, length=None, kind="application/json", further=""):
    length = "" if length is None else f"Content-Length: {length}\r\n"
    return (f"{method} {path} HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {token}\r\n"
            f"Content-Type: {kind}\r\n{length}{further}\r\n").encode()


def drain(client):
    """What comes until the server closes."""
    parts = []
    try:
        while part := client.recv(65536):
            parts.append(part)
    except ConnectionError:
        pass
    return b"".join(parts)


def read_answer(stream):
    """Status and body of one answer; a cut-off one raises."""
    line = stream.readline()
    if not line:
        raise EOFError("closed without an answer")
    status = int(line.split()[1])
    length = chunked = None
    while (line := stream.readline()) not in (b"\r\n", b""):
        name, _, value = line.decode().partition(":")
        if name.lower() == "content-length":
            length = int(value)
        if name.lower() == "transfer-encoding":
            chunked = True
    if not chunked:
        body = stream.read(length or 0)
        if len(body) != (length or 0):
            raise EOFError("cut off")
        return status, body
    body = b""
    while size := int(stream.readline(), 16):
        piece = stream.read(size)
        if len(piece) != size:
            raise EOFError("cut off")
        body += piece
        stream.readline()
    stream.readline()
    return status, body


def ask(method, path, body=b"", kind="application/json"):
    with connect() as client:
        client.sendall(head(method, path, len(body), kind) + body)
        return read_answer(client.makefile("rb"))


def attempt(words, work):
    try:
        return work()
    except Exception as error:  # What goes wrong is the finding.
        check(False, f"{words}: {error!r}")
        return None


def is_well():
    status, _ = ask("POST", "/v1/score", b'{"customers":[{"age":35}]}')
    return process.poll() is None and status == 200


# Clients that are slow: a head by drips, a body by drips, an answer that nobody reads.
def drips(text, pause):
    with connect() as client:
        start = time.time()
        try:
            for byte in text:
                client.sendall(bytes([byte]))
                time.sleep(pause)
                if time.time() - start > 8:
                    return False
        except ConnectionError:
            return True
        client.settimeout(6)
        return not client.recv(1) or True


slow = []


def slowly(text, words):
    def work():
        held = attempt(words, lambda: drips(text, 0.1))
        if held is False:
            slow.append(words)
    thread = threading.Thread(target=work)
    thread.start()
    return thread


waiting = [slowly(b"GET /health HTTP/1.1\r\nX-" + b"a" * 200, "a head by drips holds a connection")
           for _ in range(50)]
waiting += [slowly(head("POST", "/v1/score", 200) + b" " * 200, "a body by drips holds a connection")
            for _ in range(10)]
silent = [connect() for _ in range(50)]

# Beside them the others are answered.
start = time.time()
for _ in range(100):
    check(bool(attempt("beside slow clients", is_well)), "beside slow clients it does not answer")
beside = time.time() - start

# Requests that are none.
malformed = [
    b"\r\n\r\n\r\n\r\n", b"GET\r\n\r\n", b"GET / HTTP/9.9\r\n\r\n", b"\x00" * 5000,
    b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + bytes(range(256)),
    b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", b"GET /health HTTP/1.1\r\nHost x\r\n\r\n",
    b"GET /health HTTP/1.1\r\nHost: x\r\nX: a\x00b\r\n\r\n",
    b"POST /v1/score HTTP/1.1\r\nHost: x\r\nContent-Length: -5\r\n\r\n",
    b"POST /v1/score HTTP/1.1\r\nHost: x\r\nContent-Length: 99999999999999999999\r\n\r\n",
    b"POST /v1/score HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\nabcde",
    b"POST /v1/score HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\nContent-Length: 3\r\n\r\nzz",
    head("POST", "/v1/score", further="Transfer-Encoding: chunked\r\n") + b"zz\r\nhello\r\n",
    head("POST", "/v1/score", further="Transfer-Encoding: chunked\r\n") + b"fffffffffffffffff\r\nx",
    b"GET /" + b"a" * 200_000 + b" HTTP/1.1\r\nHost: x\r\n\r\n",
    b"GET /health HTTP/1.1\r\nHost: x\r\n" + b"X-A: b\r\n" * 50_000 + b"\r\n",
    b"GET /%zz%00%ff/../../etc/passwd HTTP/1.1\r\nHost: x\r\n\r\n",
    b"GET http://[::1 HTTP/1.1\r\nHost: x\r\n\r\n", b"OPTIONS * HTTP/1.1\r\nHost: x\r\n\r\n",
    b"CONNECT a:1 HTTP/1.1\r\nHost: x\r\n\r\n",
]


def hurl(text):
    with connect() as client:
        try:
            client.sendall(text)
            client.shutdown(socket.SHUT_WR)
        except OSError:
            pass
        answer = drain(client)
        status = answer[9:12].decode("latin1") if answer.startswith(b"HTTP/1.") else ""
        check(status[:1] in ("", "4"), f"{text[:60]!r} is answered {status}")


for text in malformed:
    attempt(f"malformed {text[:40]!r}", lambda: hurl(text))
check(bool(attempt("malformed", is_well)), "malformed requests end it")

# Bodies that are no requests: each gets one sentence.
bodies = [
    b"", b"{", b"[" * 200_000, b'{"a":' * 100_000, b"\xff\xfe", b'"' + b"a" * 1_000_000, b"null",
    b'{"customers":[' + b"{}," * 10_001 + b"{}]}", b'{"customers":[{"age":1e999}]}',
    b'{"customers":[{"age":"\\ud800"}]}', b'{"customers":[{"a\\u0000":1}],"x":0}',
    b'{"customers":[{"age":' + b"9" * 500_000 + b"}]}", b'{"customers":[{}]}}',
]
for path in ("/v1/score", "/v1/rank", "/v1/explain", "/invocations"):
    for body in bodies:
        answer = attempt(f"{path} {body[:40]!r}", lambda: ask("POST", path, body))
        if answer:
            check(400 <= answer[0] < 500 and b'"message"' in answer[1],
                  f"{path} {body[:40]!r} is answered {answer[0]}")


# A body larger than the limit is refused whether announced or not.
def too_large():
    with connect() as client:
        client.sendall(head("POST", "/v1/score", 10 ** 12) + b"{")
        check(read_answer(client.makefile("rb"))[0] == 413, "a huge announced body is not refused")
    with connect() as client:
        try:
            client.sendall(head("POST", "/v1/score", further="Transfer-Encoding: chunked\r\n"))
            for _ in range(40):
                client.sendall(b"20000\r\n" + b" " * 131072 + b"\r\n")
        except ConnectionError:
            pass
        answer = drain(client)
        check(not answer or b" 413 " in answer[:20], "a huge unannounced body is not refused")


attempt("a huge body", too_large)


# Clients that go away in the middle, of the request and of the answer.
def cut_off(text, reset):
    with connect() as client:
        client.sendall(text)
        if reset:
            client.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")


bank = open(os.path.join(data, "bank.csv"), "rb").read()
whole = head("POST", "/v1/batch", len(bank), "text/csv") + bank
for turn in range(60):
    attempt("a cut-off request", lambda: cut_off(whole[:turn * len(whole) // 60], turn % 2))
check(bool(attempt("cut-off", is_well)), "cut-off requests end it")

# Numbers are those of the commands, to the bit.
rows = list(csv.DictReader(bank.decode().splitlines(), delimiter=";"))
described = json.loads(ask("GET", "/v1/models/boosted")[1])
kinds = {column["name"]: column["kind"] for column in described["columns"]}


def customer(row):
    return {name: float(row[name]) if kind == "number" else row[name] for name, kind in kinds.items()}


def run(*arguments):
    return json.loads(subprocess.run(
        [program, *arguments, "--json"], check=True, capture_output=True, text=True).stdout)["models"][0]


lines = "".join(json.dumps(customer(row)) + "\n" for row in rows).encode()
for name in ("boosted", "logistic"):
    model = os.path.join(models, name + ".offerscope")
    predicted = os.path.join(out, name + ".csv")
    subprocess.run([program, "predict", os.path.join(data, "bank.csv"), "--model", model,
                    "--out", predicted, "--quiet"], check=True, stdout=subprocess.DEVNULL)
    with open(predicted) as file:
        reader = csv.reader(file)
        next(reader)
        expected = [float(line[2]) for line in reader]
    check(len(expected) == len(rows), f"predict has {len(expected)} rows of {len(rows)}")
    status, body = ask("POST", f"/v1/batch?model={name}", lines, "application/x-ndjson")
    answered = [json.loads(line)["probability"] for line in body.splitlines()]
    check(status == 200 and answered == expected, f"JSON lines of {name} differ from predict")
    for index in (4, 777) if name == "boosted" else (0,):
        asked = {"model": name, "customers": [customer(rows[index])]}
        body = json.dumps(asked).encode()
        score = json.loads(ask("POST", "/v1/score", body)[1])["scores"][0]
        check(score["probability"] == expected[index], f"score {index} of {name} is not predict's")
        place = ["--row", str(index + 1), "--model", model]
        why = json.loads(ask("POST", "/v1/explain", body)[1])["explanations"][0]
        told = run("explain", data, *place, "--repeats", "0")["customer"]
        check(why["probability"] == told["probability"], f"explain {index} of {name}: probability")
        check({part["column"]: part["contribution"] for part in why["reasons"]}
              == {column: value for column, value in told["contributions"].items()
                  if column in {part["column"] for part in why["reasons"]} or value != 0},
              f"explain {index} of {name}: contributions")
        ranked = json.loads(ask("POST", "/v1/rank", body)[1])["rankings"][0]
        told = run("rank", data, *place)
        keys = ("id", "probability", "expectedValue")
        check([[offer[key] for key in keys] for offer in ranked["offers"]]
              == [[offer[key] for key in keys] for offer in told["offers"]],
              f"rank {index} of {name}: offers")
        check([(offer["id"], offer["reasons"]) for offer in ranked["notEligible"]]
              == [(offer["id"], offer["reasons"]) for offer in told["notEligible"]],
              f"rank {index} of {name}: not eligible")

# Models change under load, and no request is dropped.
stop = threading.Event()
counts = []
values = set()


def load(turn):
    done = 0
    body = json.dumps({"customers": [customer(rows[0])]}).encode()
    text = head("POST", ("/v1/score", "/v1/rank", "/v1/explain")[turn % 3], len(body)) + body
    try:
        with connect() as client:
            stream = client.makefile("rb")
            while not stop.is_set():
                client.sendall(text)
                status, answer = read_answer(stream)
                if status != 200:
                    raise ValueError(f"{status} {answer[:100]!r}")
                if turn % 3 == 0:
                    values.add(json.loads(answer)["scores"][0]["probability"])
                done += 1
    except Exception as error:
        check(False, f"under changing models a request is dropped: {error!r}")
    counts.append(done)


workers = [threading.Thread(target=load, args=(turn,)) for turn in range(6)]
for worker in workers:
    worker.start()
swaps = 12
for swap in range(swaps):
    source = "logistic" if swap % 2 == 0 else "boosted"
    beside_it = os.path.join(served, "next")
    shutil.copy(os.path.join(models, source + ".offerscope"), beside_it)
    os.rename(beside_it, os.path.join(served, "boosted.offerscope"))
    if swap % 3:
        check(ask("POST", "/v1/reload")[0] == 200, "it does not reload")
    else:
        process.send_signal(signal.SIGHUP)
    time.sleep(0.15)
# A broken file changes nothing.
with open(os.path.join(served, "boosted.offerscope"), "r+b") as file:
    file.truncate(1000)
check(ask("POST", "/v1/reload")[0] == 409, "a broken model file is taken up")
check(is_well(), "a broken model file ends it")
stop.set()
for worker in workers:
    worker.join()
check(len(values) == 2, f"changing models gave {len(values)} scores")

for client in silent:
    try:
        client.settimeout(5)
        drain(client)
    except OSError as error:
        check(False, f"a silent connection stays open: {error!r}")
for thread in waiting:
    thread.join()
check(not slow, f"{len(slow)} slow clients were not closed: {set(slow)}")

# More clients than it takes: some are turned away, all that it took are answered, then it is well.
crowd = []
for _ in range(500):
    try:
        crowd.append(connect())
    except OSError:
        break
for client in crowd:
    client.close()
time.sleep(0.3)
check(bool(attempt("after a crowd", is_well)), "a crowd ends it")

# What runs when it is told to stop is finished.
with connect() as client:
    client.sendall(whole[:-1000])
    time.sleep(0.2)
    process.send_signal(signal.SIGTERM)
    time.sleep(0.2)
    client.sendall(whole[-1000:])
    answer = attempt("a batch at the end", lambda: read_answer(client.makefile("rb")))
    check(answer and answer[0] == 200 and answer[1].count(b"\n") == len(rows) + 1,
          "what runs at the end is cut off")
try:
    code = process.wait(15)
except subprocess.TimeoutExpired:
    process.kill()
    code = "nothing"
check(code == 0, f"it ends with {code}")
text = open(log_path).read()
check("a request failed" not in text and "atal error" not in text, "its log has failures:\n" + text)
shutil.rmtree(out)
print(f"attack_server: {len(faults)} faults; {sum(counts)} requests under {swaps} changes of models; "
      f"100 beside slow clients in {beside:.1f} s; {time.time() - began:.1f} s")
sys.exit(1 if faults else 0)
