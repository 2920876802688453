"""List Apple's categories of podcasts: https://podcasters.apple.com/support/1691-apple-podcasts-categories."""

from __future__ import annotations

_LIST = """
Arts: Books, Design, Fashion & Beauty, Food, Performing Arts, Visual Arts
Business: Careers, Entrepreneurship, Investing, Management, Marketing, Non-Profit
Comedy: Comedy Interviews, Improv, Stand-Up
Education: Courses, How To, Language Learning, Self-Improvement
Fiction: Comedy Fiction, Drama, Science Fiction
Government
History
Health & Fitness: Alternative Health, Fitness, Medicine, Mental Health, Nutrition, Sexuality
Kids & Family: Education for Kids, Parenting, Pets & Animals, Stories for Kids
Leisure: Animation & Manga, Automotive, Aviation, Crafts, Games, Hobbies, Home & Garden, Video Games
Music: Music Commentary, Music History, Music Interviews
News: Business News, Daily News, Entertainment News, News Commentary, Politics, Sports News, Tech News
Religion & Spirituality: Buddhism, Christianity, Hinduism, Islam, Judaism, Religion, Spirituality
Science: Astronomy, Chemistry, Earth Sciences, Life Sciences, Mathematics, Natural Sciences, Nature, Physics, Social Sciences
Society & Culture: Documentary, Personal Journals, Philosophy, Places & Travel, Relationships
Sports: Baseball, Basketball, Cricket, Fantasy Sports, Football, Golf, Hockey, Rugby, Running, Soccer, Swimming, Tennis, Volleyball, Wilderness, Wrestling
Technology
True Crime
TV & Film: After Shows, Film History, Film Interviews, Film Reviews, TV Reviews
"""  # noqa: E501 - one category per line
CATEGORIES = {
    name: tuple(part.strip() for part in inner.split(",") if part.strip())
    for name, _, inner in (line.partition(":") for line in _LIST.strip().splitlines())
}
"""Each category with its subcategories."""


def find(text: str) -> tuple[str, ...] | None:
    """Split `Science: Nature` into `("Science", "Nature")`; return None if there is no such category."""
    name, colon, inner = (part.strip() for part in text.partition(":"))
    if name not in CATEGORIES:
        return None
    if not colon:
        return (name,)
    return (name, inner) if inner in CATEGORIES[name] else None
