"""What the Python SDK reads: takes headers as a JSON list of texts, prints a JSON list of values by name.

The texts are on the wire what `node:http` makes of them, one octet a character.
"""

import json
import sys

import httpx2
from mcp.client.auth.utils import (
    extract_field_from_www_auth,
    extract_resource_metadata_from_www_auth,
    extract_scope_from_www_auth,
)

READERS = {
    "scope": extract_scope_from_www_auth,
    "error": lambda response: extract_field_from_www_auth(response, "error"),
    "resource_metadata": extract_resource_metadata_from_www_auth,
}


def read(header):
    response = httpx2.Response(401, headers=[(b"WWW-Authenticate", header.encode("latin-1"))])
    values = {name: reader(response) for name, reader in READERS.items()}
    return {name: value for name, value in values.items() if value is not None}


json.dump([read(header) for header in json.load(sys.stdin)], sys.stdout)
