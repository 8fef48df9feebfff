"""`python -m ktp_core COMMAND …`"""

from ktp_core.cli.main import run

if __name__ == "__main__":
    run()
