# `just` lists these. Each is one plain line: without `just`, type the line itself.

# List the commands
default:
    @just --list

# Formatting and lints
check:
    cargo fmt --check && cargo clippy --all-targets -- -D warnings

# All tests; outside judges (qpdf, poppler, zbar, Python) are skipped with a notice where they are not installed
test *ARGS:
    cargo test {{ARGS}}

# Accept today's pictures as golden, after you looked at them: just accept, or just accept wallet
accept *ARGS:
    HANDBILL_ACCEPT_GOLDEN=1 cargo test --test suite golden {{ARGS}}

# Build the example with a picture of every page, and say where they lie
report:
    cargo run --release -- build --force --png 72

# The pictures of README.md, from the built example
pictures:
    cargo build --release && docs/pictures/make.sh target/release/handbill

# How fast: one flyer beside Typst, and a batch
bench:
    cargo bench --bench one_flyer && cargo bench --bench batch && cargo bench --bench stages && cargo bench --bench codes

# The manual of the code
docs:
    cargo doc --no-deps --document-private-items --open

# A release: everything that CI runs, the program as it is shipped, a tar and a Debian package in target/packages/
release:
    CI=true .ci/run && cargo build --locked --profile dist && .ci/package target/dist/handbill target/packages
