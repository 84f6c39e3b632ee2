"""The papers that tell of hidden dangers to those who mend them or deal with them: notice, letters."""

from safety_desk.ledgers.hidden_danger import HiddenDanger
from safety_desk.ledgers.papers.letters import inform_of_dangers, letter_facts, not_open, transfer_of_dangers
from safety_desk.ledgers.papers.mend_notice import mend_facts, mend_of_dangers, no_notice, site_of
from safety_desk.paper import Paper

_MARGINS = (25, 25, 28, 26)

PAPERS: tuple[Paper[HiddenDanger], ...] = (
    Paper(
        "mend_notice", "隐患整改通知书", "mend_notice.html", mend_facts, margins=_MARGINS, gathers=True, apart=site_of, kind="mend", bars=no_notice,
        drafts=mend_of_dangers,
    ),
    Paper(
        "transfer", "隐患移送函", "letter.html", letter_facts, gathers=True, apart=site_of, kind="transfer", bars=not_open,
        drafts=transfer_of_dangers,
    ),
    Paper(
        "inform", "隐患抄告函", "letter.html", letter_facts, gathers=True, apart=site_of, kind="inform", bars=not_open,
        drafts=inform_of_dangers,
    ),
)  # fmt: skip
