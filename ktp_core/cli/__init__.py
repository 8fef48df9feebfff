"""The command line: what the screens do, with the same services and rules. The contract is docs/cli.md."""
