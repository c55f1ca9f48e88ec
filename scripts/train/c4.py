"""The line rules by which the C4 corpus was cleaned (Raffel et al. 2020, "Exploring the Limits of Transfer Learning",
section 2.2), written from that description: the baseline for cleaning plain text.

Deduplication over pages, the list of bad words and the language filter concern the corpus, not a page, and are left out.
"""
import re

TERMINAL = (".", "!", "?", '"', "”", "»", "؟", "۔", "。", "！", "？", "।")
FEWEST_WORDS = 5
FEWEST_SENTENCES = 3
SENTENCE_END = re.compile(r"[.!?؟۔。！？।](?=\s|$|[\"”»'])|[。！？]")


def clean(text):
    """The lines kept; nothing where the page as a whole is refused."""
    lowered = text.lower()
    if "lorem ipsum" in lowered or "{" in text:
        return ""
    kept = []
    for line in map(str.strip, text.splitlines()):
        if not line.endswith(TERMINAL) or line.endswith("..."):
            continue
        if len(line.split()) < FEWEST_WORDS or "javascript" in line.lower():
            continue
        kept.append(line)
    result = "\n".join(kept)
    return result if len(SENTENCE_END.findall(result)) >= FEWEST_SENTENCES else ""
