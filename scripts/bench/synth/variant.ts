import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { App, aws_ecs as ecs, Stack } from 'aws-cdk-lib';
import { root } from '../../workshop/lab-control';

/** A way to define the same services: a container behind ports of its instance, with its log, ECS Exec and a circuit breaker. */
export interface Variant {
  readonly name: string;
  /** Defines a cluster and so many services. */
  define(stack: Stack, services: number): void;
}

export const image = ecs.ContainerImage.fromRegistry('nginx:alpine');

const { context } = JSON.parse(readFileSync(join(root, 'cdk.json'), 'utf8')) as { readonly context: Readonly<Record<string, unknown>> };

/** An app with the feature flags of cdk.json, whose stack may be as large as the benchmark wants it. */
export function newApp(outdir: string): App {
  const settings = { '@aws-cdk/core:stackResourceLimit': 0, '@aws-cdk/core:annotationsInValidationReport': false };
  return new App({ outdir, analyticsReporting: false, context: { ...context, ...settings } });
}
