# syntax=docker/dockerfile:1

# ---------------------------------------------------------------- build: one wheel and what it needs
FROM python:3.11-slim-bookworm AS build
WORKDIR /source
RUN python -m venv /opt/saidanddone
COPY constraints.txt pyproject.toml README.md LICENSE ./
COPY bot bot
COPY surveys surveys
COPY moderation moderation
COPY exports exports
RUN /opt/saidanddone/bin/pip install --no-cache-dir --constraint constraints.txt .

# ---------------------------------------------------------------- run: no build tools, no root
FROM python:3.11-slim-bookworm
RUN useradd --uid 10001 --home-dir /var/lib/saidanddone --no-create-home --shell /usr/sbin/nologin saidanddone \
 && install -d -o saidanddone -g saidanddone -m 0700 \
      /var/lib/saidanddone /var/lib/saidanddone-keyring
COPY --from=build /opt/saidanddone /opt/saidanddone
ENV PATH=/opt/saidanddone/bin:$PATH \
    PYTHONDONTWRITEBYTECODE=1 \
    PYTHONUNBUFFERED=1 \
    SAIDANDDONE_DATA_DIR=/var/lib/saidanddone \
    SAIDANDDONE_KEYRING=/var/lib/saidanddone-keyring \
    SAIDANDDONE_HOST=0.0.0.0 \
    SAIDANDDONE_PORT=8080
USER saidanddone
WORKDIR /var/lib/saidanddone
# Two volumes on purpose: a backup of the first must never hold the second.
VOLUME ["/var/lib/saidanddone", "/var/lib/saidanddone-keyring"]
EXPOSE 8080
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=30s --timeout=5s --start-period=20s --retries=3 \
  CMD ["python", "-c", "import os, urllib.request as u; u.urlopen('http://127.0.0.1:' + os.environ['SAIDANDDONE_PORT'] + '/readyz', timeout=4)"]
ENTRYPOINT ["saidanddone"]
CMD ["serve"]
