"""Unggah daftar: a roster in four steps, from the file to the residents. The address survives a refresh."""

from ktp_core.access.permissions import Permission
from ktp_core.ui import roster_problems, roster_review, roster_steps, rosters
from ktp_core.ui.i18n import _
from ktp_core.ui.page import open_page

user = open_page(
    _("Unggah daftar"),
    permission=Permission.ROSTER_VIEW,
    intro=_("Daftar dari sekolah, pesantren, atau desa, bentuk apa pun. Tidak ada yang ditulis sebelum diterapkan."),
)
upload = rosters.opened(user)

if upload is None:
    rosters.start(user)
    rosters.earlier(user)
else:
    roster_steps.heading(upload)
    step = roster_steps.step_of(upload)
    if step == roster_steps.UNDERSTOOD:
        roster_steps.understood(user, upload)
    elif step == roster_steps.PROBLEMS:
        roster_problems.problems(user, upload)
    else:
        roster_review.finish(user, upload)
