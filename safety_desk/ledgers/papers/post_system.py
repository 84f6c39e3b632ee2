"""The paper of an enterprise's system of responsibilities: 全员安全生产责任清单公示 of all its posts (domain F09)."""

from typing import Any

from safety_desk.ledgers.papers.post import system_facts, without_posts
from safety_desk.paper import Paper

PAPERS: tuple[Paper[Any], ...] = (
    Paper("system_post_list", "全员安全生产责任清单公示", "post_list.html", system_facts, True, (18, 18, 15, 15), bars=without_posts),
)
