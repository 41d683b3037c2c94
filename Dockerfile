# The service as an image: web, worker or both, with Node from the base and no build step.

FROM node:24-slim AS packages
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
# The base brings Node itself. PostgreSQL stays, for where no DATABASE_URL is set: its programs need this base's glibc.
RUN npm ci --omit=dev --ignore-scripts --no-audit --no-fund && rm -rf node_modules/node-* node_modules/.bin/node

FROM node:24-slim
# One heap of native memory: several keep what a busy service gave back.
ENV NODE_ENV=production DATA_DIR=/data MALLOC_ARENA_MAX=1
# The embedded database belongs to the image's user: mount a volume here.
RUN install --directory --owner=node --group=node --mode=700 /data
WORKDIR /app
COPY --from=packages /app/node_modules ./node_modules
COPY package.json LICENSE ./
COPY migrations ./migrations
COPY src ./src
USER node
EXPOSE 3000
HEALTHCHECK --interval=10s --timeout=5s --start-period=60s --retries=3 \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT || 3000}/healthz`).then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))"]
# Node itself, without a shell or npm between: SIGTERM must reach it.
CMD ["node", "--max-semi-space-size=16", "--heap-growing-percent=50", "src/main.ts"]
