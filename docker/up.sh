#!/bin/sh
# Builds and starts everything with Docker, waits until it is ready, and sends the demo's traffic.
set -eu
cd "$(dirname "$0")"
sh ../deploy/make-secrets.sh secrets
docker compose build
docker compose --profile tools build tools
docker compose up --detach --wait
docker compose run --rm tools demo --url http://gateway:8080
echo "API http://127.0.0.1:${PORT:-8080}   docs http://127.0.0.1:${PORT:-8080}/docs"
