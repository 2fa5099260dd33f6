# One image; web, worker and scheduler start it with different commands (docker-compose.yml).

FROM node:22-bookworm-slim AS front-end
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN npm ci --omit=dev --ignore-scripts

FROM python:3.11-slim-bookworm AS packages
WORKDIR /app
COPY requirements/runtime.txt requirements/
RUN python -m venv .venv \
    && .venv/bin/pip install --no-cache-dir --disable-pip-version-check \
        --require-hashes --no-deps --only-binary :all: --requirement requirements/runtime.txt

FROM python:3.11-slim-bookworm
RUN apt-get update \
    && apt-get install -y --no-install-recommends \
        libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 \
    && rm -rf /var/lib/apt/lists/* \
    && useradd --system --uid 1000 --home-dir /state kinerja \
    && install -d -o kinerja -m 0750 /state
WORKDIR /app
COPY --from=packages /app/.venv .venv
COPY --from=front-end /app/node_modules node_modules
COPY . .
RUN .venv/bin/python -m sabang_kinerja.translations compile
ENV DJANGO_SETTINGS_MODULE=sabang_kinerja.settings.production \
    KINERJA_STATE=/state \
    PATH=/app/.venv/bin:$PATH \
    PYTHONUNBUFFERED=1
USER kinerja
VOLUME /state
EXPOSE 8000
CMD ["script/web"]
