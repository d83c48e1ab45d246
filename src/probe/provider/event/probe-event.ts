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

/** Members of a probe that are numbers. */
const NUMBERS = ['timeoutSeconds', 'count', 'code'];
const KINDS: readonly unknown[] = ['exec', 'instance', 'placement'] satisfies ProbeSpec['kind'][];

/** The probe of an event. */
export function specOf({ ResourceProperties, LogicalResourceId }: ProbeEvent): ProbeSpec {
  const found = withNumbers(ResourceProperties[SPEC_PROPERTY]);
  if (!isProbe(found)) {
    throw new Error(`property ${SPEC_PROPERTY} of ${LogicalResourceId} describes the probe: got ${JSON.stringify(found)}, `
      + `allowed is what the constructs write, of kind ${KINDS.join(', ')}`);
  }
  return found;
}

/** The rest is what the constructs of the same version wrote. */
function isProbe(value: unknown): value is ProbeSpec {
  return typeof value === 'object' && value !== null && 'kind' in value && KINDS.includes(value.kind);
}

function withNumbers(value: unknown): unknown {
  if (Array.isArray(value)) {
    return value.map(withNumbers);
  }
  if (typeof value !== 'object' || value === null) {
    return value;
  }
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, NUMBERS.includes(key) ? Number(member) : withNumbers(member)]));
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
