// Traces of runs and partitions by OpenTelemetry, through BullMQ's own package; loaded only where an endpoint is set. A span
// holds names of queues, ids of jobs and how they ended.
import { context, propagation, trace } from '@opentelemetry/api';
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks';
import { W3CTraceContextPropagator } from '@opentelemetry/core';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import {
  detectResources,
  resourceAttributesEnvDetector,
  resourceFromAttributes,
  serviceNameEnvDetector,
} from '@opentelemetry/resources';
import { BatchSpanProcessor, TracerProvider } from '@opentelemetry/sdk-trace';
import type { Telemetry } from 'bullmq';
import { BullMQOtel } from 'bullmq-otel';

export interface Traces {
  readonly telemetry: Telemetry;
  /** Sends what is not sent yet, for a few seconds at most. */
  close(): Promise<void>;
}

const NAME = 'touchpoint';
/** A receiver that is away keeps nobody from stopping. */
const EXPORT_MS = 3000;

/** @param endpoint base of an OTLP endpoint by HTTP, such as `http://127.0.0.1:4318` */
export function startTraces(endpoint: string): Traces {
  const exporter = new OTLPTraceExporter({
    url: `${endpoint.replace(/\/$/, '')}/v1/traces`,
    timeoutMillis: EXPORT_MS,
  });
  const named = detectResources({ detectors: [resourceAttributesEnvDetector, serviceNameEnvDetector] });
  const provider = new TracerProvider({
    resource: resourceFromAttributes({ 'service.name': NAME }).merge(named),
    spanProcessors: [new BatchSpanProcessor({ exporter, exportTimeoutMillis: EXPORT_MS })],
  });
  // What BullMQ's package looks for: who traces, what is under way, and how that is told to the next worker.
  trace.setGlobalTracerProvider(provider);
  context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable());
  propagation.setGlobalPropagator(new W3CTraceContextPropagator());
  return {
    telemetry: new BullMQOtel({ tracerName: NAME }),
    close: async () => {
      for (const api of [trace, context, propagation]) api.disable();
      await provider.shutdown();
    },
  };
}
