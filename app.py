"""The server: `streamlit run app.py`. The gate before everything, our own addresses, and the screens behind them."""

import streamlit as st
from starlette.middleware import Middleware

from ktp_core.ui import errors, frames, scripts, warm_up
from ktp_core.web.gate import Gate
from ktp_core.web.lifespan import lifespan
from ktp_core.web.routes import ROUTES

app = st.App(
    "ktp_core/ui/main.py",
    routes=ROUTES,
    middleware=[Middleware(Gate, frames=frames.FRAMES, inline_scripts=scripts.SOURCES)],
    lifespan=lifespan(warm_up.run),
    on_script_error=errors.show,
)
