"""Templates: Jinja2 that escapes everything and forgives no undefined name."""

from collections.abc import Callable
from functools import cache
from urllib.parse import urlencode

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from corpus.coverage import STATUS_NAMES
from corpus.pictures import bar, flow_diagram, histogram, share
from corpus.web import assets
from corpus.wording import retell, translate


def render(name: str, lang: str, **context: object) -> str:
    """Return the text of a template, its wording in the language ``en`` or ``zh``."""
    return _environment().get_template(name).render(context | _words(lang))


def _words(lang: str) -> dict[str, Callable[..., str]]:
    """Return what says things in a language: texts of templates, counts, and sentences that were made elsewhere."""
    return {"_": wording(lang), "_n": plural(lang), "told": lambda sentence: retell(sentence, lang)}


def wording(lang: str) -> Callable[..., str]:
    """Return what translates into a language: ``_("{n} records", n=3)``; without values braces are only braces."""
    return lambda text, /, **values: translate(text, lang).format(**values) if values else translate(text, lang)


def plural(lang: str) -> Callable[..., str]:
    """Return what counts in a language: ``_n("{n} record", "{n} records", 3)``; the tables have the second."""
    return lambda one, many, n: (one if n == 1 and lang == "en" else translate(many, lang)).format(n=number(n))


def number(value: float) -> str:
    """Write a count: ``12,345``."""
    return f"{value:,}"


def percent(value: float) -> str:
    """Write a share of 1: ``98 %``; neither nothing nor all unless it is so."""
    return f"{value if value in {0, 1} else min(max(value, 0.01), 0.99):.0%}"


def url(path: str, **query: object) -> str:
    """Return an address on this site; a tuple is several values of one name, and what is None or empty is left out."""
    given = {key: value for key, value in query.items() if value not in (None, "", ())}
    return f"{path}?{urlencode(given, doseq=True)}" if given else path


def posts(path: str) -> Markup:
    """Return the attributes of a form that is posted to a path without leaving the place on the page."""
    return Markup(
        'method="post" action="{0}" hx-post="{0}" hx-target="#main" hx-select="#main" hx-swap="outerHTML" '
        'hx-replace-url="true" hx-select-oob="#messages:innerHTML,#waiting:innerHTML"'
    ).format(path)


def token_field(token: str) -> Markup:
    """Return the hidden field without which a form is refused."""
    return Markup('<input type="hidden" name="token" value="{}">').format(token)


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("corpus.web"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters.update(number=number, percent=percent)
    environment.globals.update(posts=posts, static=assets.url, url=url)
    environment.globals.update(
        bar=bar, flow_diagram=flow_diagram, histogram=histogram, share=share, status_names=STATUS_NAMES
    )
    return environment
