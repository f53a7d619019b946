'''The review pages: a corpus in a browser, on this machine only.

How to add a page. One page is one module ``views/<name>.py``, named in ``views.VIEWS``; it exports ``ROUTES``::

    @dataclass(frozen=True, slots=True)
    class Failures:
        """What the page shows: plain data, which msgspec can write as JSON."""
        failures: tuple[Failure, ...]

    def failures(store: Store, request: Request) -> Failures:
        return Failures(store.failures())

    ROUTES = (*page("/failures", "failures.html", failures),)

``pages.page`` opens the corpus for reading, calls the view in a thread, and renders ``templates/failures.html`` with
the model as ``page``; ``/failures.json`` answers the model itself. For what is not there a view raises
``HTTPException(404, "no record has the id …")``; it may also return a ``Response``.

How to write. ``pages.action("/history/undo", undo)`` is a POST; the token, the Origin and the size of the form have
been checked when ``undo(store, request, form)`` is called with the corpus open for writing. It returns
``Done("/history", "Undone.")``: the browser is sent there (303) and shows the message; ``pages.back(request)`` is the
page that it came from. ``pages.site(request).who`` is who decides. A ``BicorpusError`` that it raises
(``ConflictError``) is told to the person, with status 409. A form in a template is::

    <form {{ posts("/history/undo") }}>{{ token_field }}<button data-key="u">{{ _("Undo") }}</button></form>

It works without JavaScript; with it, the same redirect is followed and only ``#main`` and the messages are replaced by
those of the page that comes, so that nothing scrolls. ``pages.download`` is the route of a file.

Templates. ``{% extends "base.html" %}``, blocks ``title``, ``head`` (``<link rel="stylesheet"
href="{{ static('record.css') }}">``), ``main``, ``aside``, ``scripts``. Inline styles and scripts don't run: the policy
of ``security`` forbids them. All know ``page``, ``frame`` (``lang``, ``corpus``, ``path``, ``who``), ``token_field``,
``static(name)``, ``_(text, **values)``, ``_n(one, many, n)``, ``url(path, **query)``, and the filters ``number`` and
``percent``. ``data-key="a"`` on a link or button makes it pressable by that key, and puts it on the list that ``?``
opens. Whatever else lies in ``static/`` is served.

Wording. ``{{ _("{n} beads", n=3) }}``; Chinese goes into ``corpus/wording/<area>.py``, table ``ZH``. A test finds what
lacks. Chinese data carry ``lang="zh-Hans"``, English data ``lang="en"``.

Tests. ``TestClient(create_app(path, token="t"), base_url="http://127.0.0.1:8765", headers={"Authorization": "Bearer t",
"X-Token": "t"})``: the first header is who may read, the second who may write.
'''
