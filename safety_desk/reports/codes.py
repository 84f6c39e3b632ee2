"""Two-dimensional codes on papers: they hold the text itself, so that a telephone reads them without a network."""

from base64 import b64encode
from io import BytesIO


def qr_code(text: str) -> str:
    """A QR code (ISO/IEC 18004) of a text in UTF-8, as the source of a picture. At most about 700 Chinese signs."""
    import segno

    drawn = BytesIO()
    segno.make(text, error="m", mode="byte", encoding="utf-8", micro=False).save(drawn, kind="png", scale=10, border=2)
    return f"data:image/png;base64,{b64encode(drawn.getvalue()).decode('ascii')}"
