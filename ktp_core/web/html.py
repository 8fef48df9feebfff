# ruff: noqa: E501  markup and styles read better than a fold
"""The small pages that are not Streamlit's: signing in and out, and sentences of refusal. Nothing is fetched for them."""

from __future__ import annotations

from html import escape
from string import Template

from starlette.responses import HTMLResponse

from ktp_core.web.headers import page_policy

STYLE = """
:root{color-scheme:light dark;--page:#F3F6F8;--panel:#FFFFFF;--text:#0F1A22;--soft:#516270;--line:#C3CFD7;
--main:#0B6288;--on:#FFFFFF;--bad:#A53A2B;--badbg:#FBEDEA;--good:#1E7262;--goodbg:#E7F4F1;--focus:#E09F2D}
@media(prefers-color-scheme:dark){:root{--page:#0F1A22;--panel:#172630;--text:#E3EAEF;--soft:#A9B8C3;--line:#3A4E5C;
--main:#5FB4DB;--on:#0B1720;--bad:#F0A192;--badbg:#3A211D;--good:#7FD3C2;--goodbg:#16332E;--focus:#F0B64F}}
*{box-sizing:border-box}
body{margin:0;min-height:100vh;display:flex;flex-direction:column;background:var(--page);color:var(--text);
font:15px/1.5 "Source Sans 3","Source Sans Pro","Segoe UI",Roboto,"Helvetica Neue",Arial,sans-serif}
header{background:#0E2A3B;color:#E6EEF3;padding:.9rem 1.6rem;display:flex;gap:.7rem;align-items:center;font-weight:600}
header svg{flex:none}
main{flex:1;display:flex;align-items:center;justify-content:center;padding:1.6rem}
.panel{width:100%;max-width:26rem;background:var(--panel);border:1px solid var(--line);border-radius:.6rem;padding:1.8rem}
h1{font-size:1.45rem;font-weight:650;line-height:1.25;margin:0 0 .35rem}
p{margin:0 0 1rem;color:var(--soft)}
label{display:block;font-weight:600;margin:0 0 .3rem}
input:not([type=hidden]){width:100%;font:inherit;color:inherit;background:var(--page);border:1px solid var(--line);
border-radius:.6rem;padding:.6rem .75rem;margin:0 0 1rem}
button,.button{display:block;width:100%;font:inherit;font-weight:600;text-align:center;text-decoration:none;color:var(--on);
background:var(--main);border:1px solid var(--main);border-radius:.6rem;padding:.65rem 1rem;cursor:pointer}
.button.second{background:transparent;color:var(--main);margin-top:.7rem}
input:focus-visible,button:focus-visible,a:focus-visible{outline:3px solid var(--focus);outline-offset:1px}
.note{border-radius:.6rem;padding:.65rem .8rem;margin:0 0 1rem;color:var(--bad);background:var(--badbg)}
.note.good{color:var(--good);background:var(--goodbg)}
pre{white-space:pre-wrap;overflow-wrap:anywhere;font:13px/1.5 ui-monospace,Consolas,"DejaVu Sans Mono",monospace;color:var(--text);
background:var(--page);border:1px solid var(--line);border-radius:.6rem;padding:.75rem;margin:0 0 1rem}
footer{padding:0 1.6rem 1.4rem;text-align:center;color:var(--soft);font-size:13px}
"""

LOGO = (
    '<svg width="34" height="24" viewBox="0 0 34 24" aria-hidden="true"><rect x="1" y="1" width="32" height="22" rx="3.5" '
    'fill="none" stroke="#F0B64F" stroke-width="2"/><circle cx="10" cy="9.2" r="3.1" fill="#F0B64F"/>'
    '<path d="M4.8 18.4a5.2 5.2 0 0 1 10.4 0z" fill="#F0B64F"/><path d="M19 8.2h10M19 12.2h10M19 16.2h6.5" '
    'stroke="#E6EEF3" stroke-width="1.9" stroke-linecap="round"/></svg>'
)

_ICON = (
    "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 34 34'%3E%3Crect y='5' width='34' "
    "height='24' rx='4' fill='%230B6288'/%3E%3Ccircle cx='10' cy='14' r='3.4' fill='%23F0B64F'/%3E%3Cpath d='M4.4 24a5.6 "
    "5.6 0 0 1 11.2 0z' fill='%23F0B64F'/%3E%3C/svg%3E"
)

_PAGE = Template(
    '<!DOCTYPE html><html lang="id"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, '
    'initial-scale=1"><meta name="robots" content="noindex"><title>$title · KTP-el</title><link rel="icon" href="$icon">'
    "<style>$style</style></head><body><header>$logo<span>Perekaman KTP-el</span></header><main><div "
    'class="panel"><h1>$title</h1>$body</div></main><footer>Hanya untuk petugas kantor. Setiap kegiatan dicatat.'
    "</footer></body></html>"
)

_SIGN_IN = Template(
    '<p>Gunakan akun kantor Anda.</p>$note<form method="post" action="/masuk"><input type="hidden" name="csrf" '
    'value="$csrf"><input type="hidden" name="ke" value="$wanted"><label for="nama">Nama akun</label><input id="nama" '
    'name="nama" value="$name" autocomplete="username" autocapitalize="none" spellcheck="false" maxlength="64" required '
    '$name_focus$invalid><label for="sandi">Kata sandi</label><input id="sandi" name="sandi" type="password" '
    'autocomplete="current-password" maxlength="256" required $password_focus$invalid><button type="submit">Masuk</button>'
    "</form>"
)

_FIRST = (
    "<p>Belum ada akun di pemasangan ini, jadi belum ada yang dapat masuk. Buat admin pertama di komputer server, "
    "dari folder aplikasi, lalu muat ulang halaman ini:</p>"
    "<pre>python -m ktp_core user add admin --role admin --password-stdin</pre>"
    "<p>Perintah itu meminta kata sandi (paling sedikit 10 huruf atau angka).</p>"
    '<a class="button" href="/masuk">Muat ulang</a>'
)


def sign_in(
    *, csrf: str, wanted: str, name: str = "", note: str = "", good: bool = False, status: int = 200
) -> HTMLResponse:
    """The sign-in page. `note`: what went wrong (or, when `good`, what went right); the typed name is kept."""
    kind = "note good" if good else "note"
    role = "status" if good else "alert"
    words = f'<div class="{kind}" id="catatan" role="{role}">{escape(note)}</div>' if note else ""
    focus, invalid = "autofocus ", 'aria-describedby="catatan"' if note else ""
    body = _SIGN_IN.substitute(
        note=words, csrf=csrf, wanted=escape(wanted, quote=True), name=escape(name, quote=True), invalid=invalid,
        name_focus="" if name else focus, password_focus=focus if name else "",
    )  # fmt: skip
    return page("Masuk", body, status)


def first_account() -> HTMLResponse:
    """What an installation without accounts shows."""
    return page("Buat admin pertama", _FIRST)


def sign_out(*, csrf: str) -> HTMLResponse:
    """Asks before signing out, for browsers that come by address."""
    form = f'<form method="post" action="/keluar"><input type="hidden" name="csrf" value="{csrf}">'
    button = '<button type="submit">Keluar</button></form><a class="button second" href="/">Kembali</a>'
    return page("Keluar dari aplikasi?", f"<p>Anda perlu masuk lagi untuk meneruskan pekerjaan.</p>{form}{button}")


def sentence(title: str, words: str, status: int) -> HTMLResponse:
    """A refusal with the way back."""
    return page(title, f'<p>{escape(words)}</p><a class="button" href="/">Kembali ke aplikasi</a>', status)


def page(title: str, body: str, status: int = 200) -> HTMLResponse:
    """One of our pages. `body` is markup: whatever came from outside is escaped before."""
    html = _PAGE.substitute(title=title, icon=_ICON, style=STYLE, logo=LOGO, body=body)
    return HTMLResponse(html, status, {"content-security-policy": page_policy(STYLE.encode())})
