"""`articast serve`: serve the packages to this computer, or to the local network."""

from __future__ import annotations

import argparse
from dataclasses import replace
from ipaddress import ip_address

from tts.cli.alike import group_warnings
from tts.cli.console import Console
from tts.cli.folders import require_packages
from tts.cli.settings import settings_from_args
from tts.config.channel import FEED
from tts.config.settings import Settings
from tts.library.live import LiveLibrary
from tts.library.serve import Server, open_server


def run(options: argparse.Namespace, console: Console) -> int:
    """Serve the output folder until Ctrl+C is pressed."""
    settings = settings_from_args(options)
    require_packages(settings.output, is_named=options.output is not None)
    log = (lambda _: None) if options.quiet else console.say
    with open_server(settings.output, options.host, options.port, log) as server:
        try:
            _welcome(server, settings, options, console)
            server.serve_forever()
        except KeyboardInterrupt:
            console.say("Stopped.")
    return 0


def _welcome(server: Server, settings: Settings, options: argparse.Namespace, console: Console) -> None:
    """Print the address first and the QR code last, so that a screen reader can be stopped before it."""
    library = LiveLibrary(settings.output, replace(settings.channel, base_url=server.url))
    server.site.generated_files = library
    console.say(f"The library is at {server.url}")
    if library() or (settings.output / FEED).exists():
        console.say(f"The podcast feed is at {server.url}{FEED}")
    for warning in group_warnings(library.warnings):
        console.error(f"Warning: {warning}")
    console.say("Press Ctrl+C to stop.")
    if not ip_address(server.server_name).is_loopback and not options.no_qr:
        from tts.library.qr import draw_qr_code

        code = draw_qr_code(server.url, has_colours=console.has_colours)
        console.say(f"The address of the library as a QR code of {code.count(chr(10))} lines:")
        console.text(code)
