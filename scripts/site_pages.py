"""Made-up sites, to measure what the memory of a site is worth: pages of random words in several languages, with junk in
the body that the site repeats, and with text that it repeats by right.

A site has a template of its own. Its stories have paragraphs of their own, some subheads and paragraphs of background
that other stories have as well: these are content. Promotion, letters to subscribe to, notes on authors and rights and
"read also" lines stand between the paragraphs, made like them: these are junk.
"""
import html
import random
from dataclasses import dataclass, field

WORDS = {
    "en": "river bridge council market winter road people school garden window paper letter summer stone field harbour night "
    "morning teacher doctor music story village mountain train station water light house family question answer plan "
    "work price year week house near under before after many some every other small great old new public open",
    "de": "Fluss Brücke Rat Markt Winter Straße Leute Schule Garten Fenster Papier Brief Sommer Stein Feld Hafen Nacht Morgen "
    "Lehrer Ärztin Musik Geschichte Dorf Berg Zug Bahnhof Wasser Licht Haus Familie Frage Antwort Plan Arbeit Preis Jahr "
    "Woche nahe unter vor nach viele einige jede andere klein groß alt neu offen",
    "fr": "fleuve pont conseil marché hiver route gens école jardin fenêtre papier lettre été pierre champ port nuit matin "
    "maître médecin musique histoire village montagne train gare eau lumière maison famille question réponse plan travail "
    "prix année semaine près sous avant après plusieurs chaque autre petit grand vieux nouveau public ouvert",
    "ar": "النهر الجسر المجلس السوق الشتاء الطريق الناس المدرسة الحديقة النافذة الورق الرسالة الصيف الحجر الحقل الميناء الليل "
    "الصباح المعلم الطبيب الموسيقى القصة القرية الجبل القطار المحطة الماء الضوء البيت العائلة السؤال الجواب الخطة العمل "
    "السعر السنة الأسبوع قرب تحت قبل بعد كثير بعض كل آخر صغير كبير قديم جديد عام مفتوح",
    "fa": "رودخانه پل شورا بازار زمستان جاده مردم مدرسه باغ پنجره کاغذ نامه تابستان سنگ دشت بندر شب صبح آموزگار پزشک موسیقی "
    "داستان روستا کوه قطار ایستگاه آب نور خانه خانواده پرسش پاسخ برنامه کار بها سال هفته نزدیک زیر پیش پس بسیار برخی هر "
    "دیگر کوچک بزرگ کهنه تازه همگانی باز",
    "ru": "река мост совет рынок зима дорога люди школа сад окно бумага письмо лето камень поле гавань ночь утро учитель врач "
    "музыка рассказ деревня гора поезд вокзал вода свет дом семья вопрос ответ план работа цена год неделя около под перед "
    "после много каждый другой малый большой старый новый общий открытый",
}
WRAPPERS = (("article", "story"), ("div", "post-content"), ("section", "entry"), ("div", "c4"), ("main", "text"))
JUNK = ("promotion", "letter", "read_also", "author", "rights", "application", "follow", "read_also_list")
JUNK_OF_A_SITE = 4
SHARE_OF_PAGES = {"promotion": 1.0, "letter": 0.8, "read_also": 0.9, "author": 1.0, "rights": 1.0, "application": 0.6,
                  "follow": 1.0, "read_also_list": 0.7}


@dataclass
class Page:
    name: str
    html: str
    text: str  # what an extractor should give


@dataclass
class Site:
    name: str
    language: str
    pages: list = field(default_factory=list)


class Writer:
    """Text of one language, from one source of chance."""

    def __init__(self, language, chance):
        self.words, self.chance = WORDS[language].split(), chance
        self.comma = "،" if language in ("ar", "fa") else ","

    def phrase(self, least, most):
        text = " ".join(self.chance.choices(self.words, k=self.chance.randint(least, most)))
        return text[:1].upper() + text[1:]

    def sentence(self):
        words = self.phrase(8, 20).split()
        words[self.chance.randrange(3, len(words) - 2)] += self.comma
        return " ".join(words) + "."

    def paragraph(self, least=2, most=5):
        return " ".join(self.sentence() for _ in range(self.chance.randint(least, most)))


class Template:
    """What the pages of a site have in common."""

    def __init__(self, number, language, chance):
        self.chance, self.write = chance, Writer(language, chance)
        self.host = f"site-{number}.example"
        self.language = language
        self.wrapper = chance.choice(WRAPPERS)
        self.paragraph_tag = chance.choice(("p", "p", "div"))
        self.has_canonical = number % 2 == 0
        self.menu = [self.write.phrase(1, 2) for _ in range(8)]
        self.headlines = [self.write.phrase(5, 9) for _ in range(12)]
        self.subheads = [self.write.phrase(1, 3) for _ in range(4)] if chance.random() < 0.6 else []
        self.background = [self.write.paragraph(2, 3) for _ in range(4)]
        self.junk = chance.sample(JUNK, JUNK_OF_A_SITE)
        self.phrases = {kind: [self.write.paragraph(1, 2) for _ in range(3)] for kind in JUNK}
        self.labels = {kind: self.write.phrase(2, 3) for kind in JUNK}

    def block(self, text):
        return f"<{self.paragraph_tag}>{text}</{self.paragraph_tag}>"

    def link(self, text):
        return f'<a href="/{self.chance.randrange(10 ** 6)}">{html.escape(text)}</a>'

    def junk_block(self, kind):
        first = html.escape(self.phrases[kind][0])
        if kind == "letter":
            return f"<div><h3>{html.escape(self.labels[kind])}</h3>{self.block(first)}</div>"
        if kind == "read_also":
            return self.block(f"<strong>{html.escape(self.labels[kind])}:</strong> {self.link(self.chance.choice(self.headlines))}")
        if kind == "author":
            return self.block(html.escape(self.chance.choice(self.phrases[kind])))
        if kind == "follow":
            return self.block(f"{html.escape(self.labels[kind])}: {self.link('Facebook')} {self.link('Telegram')} {self.link('RSS')}")
        if kind == "read_also_list":
            items = "".join(f"<li>{self.link(headline)}</li>" for headline in self.chance.sample(self.headlines, 3))
            return f"{self.block(html.escape(self.labels[kind]))}<ul>{items}</ul>"
        return self.block(first)

    def body(self):
        """[(html, text or None where it is junk)] of a story."""
        parts = []
        for _ in range(self.chance.randint(4, 12)):
            if self.subheads and parts and self.chance.random() < 0.25:
                subhead = self.chance.choice(self.subheads)
                parts.append((f"<h2>{html.escape(subhead)}</h2>", subhead))
            text = self.write.paragraph()
            parts.append((self.block(html.escape(text)), text))
        if self.chance.random() < 0.4:
            text = self.chance.choice(self.background)
            parts.insert(self.chance.randrange(1, len(parts)), (self.block(html.escape(text)), text))
        for kind in self.junk:
            if self.chance.random() < SHARE_OF_PAGES[kind]:
                place = len(parts) if kind in ("author", "rights", "follow") else self.chance.randrange(2, len(parts))
                parts.insert(place, (self.junk_block(kind), None))
        return parts

    def page(self, number):
        title, parts = self.write.phrase(5, 9), self.body()
        direction = ' dir="rtl"' if self.language in ("ar", "fa") else ""
        canonical = f'<link rel="canonical" href="https://{self.host}/story-{number}">' if self.has_canonical else ""
        menu = "".join(f"<li>{self.link(entry)}</li>" for entry in self.menu)
        latest = "".join(f"<li>{self.link(headline)}</li>" for headline in self.chance.sample(self.headlines, 5))
        tag, name = self.wrapper
        text = "\n\n".join(text for _, text in parts if text is not None)
        return Page(
            f"story-{number:03}",
            f'<!doctype html><html lang="{self.language}"{direction}><head><meta charset="utf-8"><title>{html.escape(title)}'
            f"</title>{canonical}</head><body><header><ul>{menu}</ul></header><{tag} class=\"{name}\"><h1>{html.escape(title)}"
            f"</h1>{''.join(block for block, _ in parts)}</{tag}><aside><ul>{latest}</ul></aside>"
            f"<footer><p>{html.escape(self.labels['rights'])} {self.host}</p></footer></body></html>",
            text,
        )


def make_sites(count=12, pages=30, seed=1):
    """The same for the same numbers."""
    sites = []
    for number in range(count):
        chance = random.Random(f"{seed}/{number}")
        language = list(WORDS)[number % len(WORDS)]
        template = Template(number, language, chance)
        sites.append(Site(f"site-{number:02}-{language}", language, [template.page(page) for page in range(pages)]))
    return sites
