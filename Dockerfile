# syntax=docker/dockerfile:1

# The browser's parts come from npm; only what tools/assets.py picks goes further.
FROM node:20-bookworm-slim AS packages
WORKDIR /site
COPY package.json package-lock.json .npmrc ./
RUN npm ci --omit=dev --ignore-scripts --no-audit --no-fund

FROM python:3.11-slim-bookworm AS site
ENV PYTHONDONTWRITEBYTECODE=1 PYTHONUNBUFFERED=1 PIP_NO_CACHE_DIR=1 PIP_DISABLE_PIP_VERSION_CHECK=1
RUN apt-get update \
 && apt-get install -y --no-install-recommends libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 fonts-dejavu-core gettext \
 && rm -rf /var/lib/apt/lists/* \
 && useradd --system --uid 10001 --create-home --home-dir /home/site site
WORKDIR /site
COPY requirements/base.txt requirements/base.txt
RUN pip install --require-hashes -r requirements/base.txt

COPY . .
RUN --mount=type=bind,from=packages,source=/site/node_modules,target=/site/node_modules python tools/assets.py
RUN for source in locale/*/LC_MESSAGES/*.po; do \
      [ ! -f "$source" ] || msgfmt --check-format -o "${source%.po}.mo" "$source" || exit 1; \
    done
# The keys here only let Django start; nothing that is built depends on them.
RUN SECRET_KEY=build CODE_KEY=build STATIC_ROOT=/site/staticfiles python manage.py collectstatic --no-input --verbosity 0 \
 && install -d -o site -g site /data /data/media /data/private
ENV MEDIA_ROOT=/data/media PRIVATE_ROOT=/data/private STATIC_ROOT=/site/staticfiles
USER site
EXPOSE 8000
CMD ["gunicorn", "haarlem_nd.wsgi", "--bind", "0.0.0.0:8000", "--workers", "2", "--threads", "4", "--no-control-socket", "--worker-tmp-dir", "/dev/shm"]
