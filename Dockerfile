# ria-deck with its fonts and Pango, as a user without rights:
#   docker build -t ria-deck .
#   docker run --rm --user "$(id -u)" -v "$PWD:/project" ria-deck build
FROM python:3.11-slim-bookworm AS made
COPY . /opt/ria-deck
ENV UV_COMPILE_BYTECODE=1 UV_LINK_MODE=copy
RUN /opt/ria-deck/deck setup \
    && python3 -m compileall -q /opt/ria-deck/src \
    && rm -rf /opt/ria-deck/.venv-tools

FROM python:3.11-slim-bookworm
# The same three libraries as in ./deck; everything else comes out of the first stage.
RUN apt-get update -qq \
    && apt-get install -y -qq --no-install-recommends libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 \
    && rm -rf /var/lib/apt/lists/* \
    && useradd --no-create-home --uid 10001 ria
COPY --from=made /opt/ria-deck /opt/ria-deck
# Any user id may run it, so nothing relies on a home that can be written.
ENV PATH=/opt/ria-deck/.venv/bin:$PATH HOME=/tmp PYTHONDONTWRITEBYTECODE=1
USER 10001
WORKDIR /project
ENTRYPOINT ["ria-deck"]
CMD ["build"]
