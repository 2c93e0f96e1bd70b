#!/usr/bin/env python3
"""Stands in for the interface of GitHub on this machine: says its port, and what it was asked to do.

Issues that were opened are open; a release takes files at /upload.
"""
import json
from http.server import BaseHTTPRequestHandler, HTTPServer

issues = []


class Interface(BaseHTTPRequestHandler):
    def log_message(self, *arguments):
        pass

    def answer(self, value, status=200):
        body = json.dumps(value).encode()
        self.send_response(status)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def do_GET(self):
        self.answer(issues if "/issues" in self.path else {})

    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        if self.headers["Authorization"] != "Bearer check":
            return self.answer({}, 401)
        if self.path.endswith("/issues"):
            issues.append(json.loads(body))
            self.answer({"html_url": "issue " + issues[-1]["title"]}, 201)
        elif self.path.endswith("/releases"):
            tag = json.loads(body)["tag_name"]
            port = self.server.server_address[1]
            self.answer({"upload_url": f"http://127.0.0.1:{port}/upload/{tag}{{?name,label}}"}, 201)
        else:
            self.answer({"browser_download_url": f"{self.path} {len(body)}"}, 201)


server = HTTPServer(("127.0.0.1", 0), Interface)
print(server.server_address[1], flush=True)
server.serve_forever()
