"""The client of the Python SDK, and a user who consents to all that it asks for.

Calls the tool at the URL that is the argument, and prints what became of it as JSON.
"""

import asyncio
import json
import sys
from urllib.parse import parse_qs, urlparse

import httpx2
from mcp import Client
from mcp.client.auth import AuthorizationCodeResult, OAuthClientProvider, TokenStorage
from mcp.client.streamable_http import streamable_http_client
from mcp.shared.auth import OAuthClientMetadata


class Storage(TokenStorage):
    def __init__(self):
        self.tokens = self.client_info = None

    async def get_tokens(self):
        return self.tokens

    async def set_tokens(self, tokens):
        self.tokens = tokens

    async def get_client_info(self):
        return self.client_info

    async def set_client_info(self, client_info):
        self.client_info = client_info


async def use_tool(url):
    visited = []

    async def redirect(authorization_url):
        visited.append(authorization_url)

    async def callback():
        async with httpx2.AsyncClient(follow_redirects=False) as browser:
            response = await browser.get(visited[-1])
        query = parse_qs(urlparse(response.headers["location"]).query)
        return AuthorizationCodeResult(code=query["code"][0], state=query["state"][0])

    metadata = OAuthClientMetadata(
        client_name="integration",
        redirect_uris=["http://127.0.0.1/callback"],
        token_endpoint_auth_method="none",
    )
    provider = OAuthClientProvider(url, metadata, Storage(), redirect, callback)
    try:
        async with httpx2.AsyncClient(auth=provider) as http_client:
            async with Client(streamable_http_client(url, http_client=http_client)) as client:
                result = await client.call_tool("write_file", {})
                answer = result.content[0].text
    except Exception as error:
        while isinstance(error, BaseExceptionGroup):
            error = error.exceptions[0]
        answer = f"{type(error).__name__}: {error}"
    return {"answer": answer, "visited": visited}


print(json.dumps(asyncio.run(use_tool(sys.argv[1]))))
