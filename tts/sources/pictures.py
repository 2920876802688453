"""ARTICLE -> its pictures as files: those inside its document, next to it, or on the web."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from pathlib import Path

from tts.errors import FetchError
from tts.model import Article, Block, Image, Section
from tts.noun import noun
from tts.scratch import ScratchFolder
from tts.sources.places import is_address
from tts.text.divide import divide
from tts.writers.images import find_cover, find_images

_MAX_FETCHED = 100
_MAX_BYTES = 100_000_000
_MAX_FAILURES = 3  # in a row, after which no more pictures are tried


@noun
class Pictures:
    """The pictures of an article by their addresses, and a warning about each that is not a file."""

    images: Mapping[str, Image]
    warnings: tuple[str, ...] = ()


def collect_pictures(
    article: Article, folder: Path | None, source: str, fetch: Callable[[str], bytes] | None
) -> Pictures:
    """Return the pictures of `article`, of which those beside it are in `folder`; warnings name its `source`.

    Pictures on the web are fetched by `fetch`, if there is one, but not those without a description: they may be there
    to count readers.
    """
    lead = article.metadata.cover or next(iter(article.metadata.pictures), "")
    addresses = dict.fromkeys([*_list_addresses(article.blocks), *([lead] if lead else [])])
    remote = [address for address in addresses if is_address(address)]
    fetched, warnings = _fetch_all(remote, source, fetch) if fetch else ({}, [])
    inside = {**article.pictures, **fetched}
    with ScratchFolder() as nothing:
        place = folder or Path(nothing)
        undescribed = tuple(Block(kind="figure", resource=address) for _, address in article.undescribed)
        others = Section(id="undescribed", role="caption", title="", blocks=undescribed)
        found = find_images((*divide(article), others), place, inside)
        images = dict(found.images)
        problems = list(found.problems)
        if lead and lead not in images:
            cover = find_cover(replace(article.metadata, cover="", pictures=(lead,)), place, inside)
            images |= cover.images
    unknown = [problem for problem in problems if problem.address not in images]
    return Pictures(images=images, warnings=(*warnings, *(f"{source}: {problem.what}" for problem in unknown)))


def place_pictures(article: Article, images: Mapping[str, Image], folder: str) -> tuple[Article, dict[str, bytes]]:
    """Return `article` with the addresses of `images` as files in `folder`, and the files by their names."""
    names: dict[str, str] = {}
    files: dict[str, bytes] = {}
    by_content: dict[bytes, str] = {}
    for address, image in images.items():
        if image.data not in by_content:
            name = f"picture-{len(files) + 1}{Path(image.name).suffix}"
            by_content[image.data] = name
            files[name] = image.data
        names[address] = f"{folder}/{by_content[image.data]}"

    def rewrite(block: Block) -> Block:
        """Return a block with the new addresses."""
        resource = names.get(block.resource, block.resource)
        return replace(block, resource=resource, blocks=tuple(map(rewrite, block.blocks)))

    metadata = article.metadata
    lead = tuple(names.get(address, address) for address in metadata.pictures)
    metadata = replace(metadata, cover=names.get(metadata.cover, metadata.cover), pictures=lead)
    undescribed = tuple((above, names.get(address, address)) for above, address in article.undescribed)
    blocks = tuple(map(rewrite, article.blocks))
    return replace(article, metadata=metadata, blocks=blocks, undescribed=undescribed), files


def _list_addresses(blocks: Iterable[Block]) -> list[str]:
    """Return the addresses of pictures in their order."""
    return [block.resource for top in blocks for block in top.all() if block.resource]


def _fetch_all(addresses: list[str], source: str, fetch: Callable[[str], bytes]) -> tuple[dict[str, bytes], list[str]]:
    """Return the pictures at `addresses`, and a warning for each that cannot be had, until too many fail in a row."""
    fetched: dict[str, bytes] = {}
    warnings: list[str] = []
    failures = size = 0
    for number, address in enumerate(addresses):
        if failures >= _MAX_FAILURES or len(fetched) >= _MAX_FETCHED or size > _MAX_BYTES:
            left = len(addresses) - number
            shown = "1 more picture is" if left == 1 else f"{left} more pictures are"
            warnings.append(f"{source}: {shown} not fetched, so packages do not show them. Save them by hand.")
            break
        try:
            fetched[address] = fetch(address)
        except FetchError as error:
            failures += 1
            warnings.append(f"{source}: a picture cannot be fetched, so packages do not show it: {error}")
        else:
            failures = 0
            size += len(fetched[address])
    return fetched, warnings
