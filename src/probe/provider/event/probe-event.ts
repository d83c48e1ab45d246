import { createHash } from 'node:crypto';
import { SPEC_PROPERTY } from '../../private/probe-spec';
import type { ProbeSpec } from '../../private/probe-spec';

/** What CloudFormation sends to the function of a custom resource. */
export interface ProbeEvent {
  readonly RequestType: 'Create' | 'Update' | 'Delete';
  readonly RequestId: string;
  readonly StackId: string;
  readonly LogicalResourceId: string;
  readonly PhysicalResourceId?: string;
  readonly ResponseURL: string;
  readonly ResourceProperties: Readonly<Record<string, unknown>>;
}

/** The probe of an event. */
export function specOf({ ResourceProperties, LogicalResourceId }: ProbeEvent): ProbeSpec {
  const text = ResourceProperties[SPEC_PROPERTY];
  if (typeof text !== 'string') {
    throw new Error(`property ${SPEC_PROPERTY} of ${LogicalResourceId} describes the probe: got ${typeof text}, allowed is JSON text as the constructs write it`);
  }
  return JSON.parse(text) as ProbeSpec;
}

/** Id of the probe as a resource; it stays the same, since a new one would be a new resource. */
export function physicalIdOf({ PhysicalResourceId, LogicalResourceId, StackId }: ProbeEvent): string {
  return PhysicalResourceId ?? `${LogicalResourceId}-${fingerprint(StackId)}`;
}

/** `startedBy` of the tasks of one probe: at most 36 characters, and the same in every run. */
export function markerOf({ StackId, LogicalResourceId }: ProbeEvent): string {
  return `probe-${fingerprint(StackId, LogicalResourceId)}`;
}

function fingerprint(...texts: string[]): string {
  return createHash('sha256').update(texts.join('\n')).digest('hex').slice(0, 24);
}
