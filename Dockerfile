# One image for all five services; the command names the service. Wheels bring NATS, the S3 store and the codecs along,
# so `docker run -p 8080:8080 -v matinee:/data matinee` is a whole Matinee on one machine.
FROM python:3.11-slim AS build
WORKDIR /src
COPY pyproject.toml README.md LICENSE ./
COPY proto proto
COPY services services
RUN python -m venv /opt/matinee && /opt/matinee/bin/pip install --no-cache-dir .

FROM python:3.11-slim
RUN useradd --create-home --uid 1000 matinee && install --directory --owner matinee /data
COPY --from=build /opt/matinee /opt/matinee
ENV PATH=/opt/matinee/bin:$PATH MATINEE_HOST=0.0.0.0 MATINEE_PORT=8080 MATINEE_DATA=/data
USER matinee
VOLUME /data
EXPOSE 8080
STOPSIGNAL SIGTERM
ENTRYPOINT ["matinee"]
CMD ["up"]
