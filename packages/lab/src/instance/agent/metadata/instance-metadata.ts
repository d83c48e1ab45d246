import { randomBytes } from 'node:crypto';
import type { Clock } from '../../../clock/clock';
import { hardwareAddressOf, privateDnsName } from '../../../network/addresses';
import type { InstanceSpec } from '../../fleet';

const LONGEST_TOKEN = 21_600;

export interface MetadataRequest {
  readonly method: string;
  readonly path: string;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
}

export interface MetadataAnswer {
  readonly status: number;
  readonly body: string;
}

export interface InstanceMetadataParts {
  readonly region: string;
  readonly accountId: string;
  readonly clock: Clock;
  /** Credentials of the instance's role, in the shape of the container credentials endpoint. */
  readonly credentials: (instanceId: string) => Promise<object | undefined>;
}

/** The instance metadata service, version 2, and version 1 where an instance allows it. */
export class InstanceMetadata {
  private readonly tokens = new Map<string, { readonly instanceId: string; readonly until: number }>();

  constructor(private readonly parts: InstanceMetadataParts) {}

  async answer(spec: InstanceSpec, { method, path, headers }: MetadataRequest): Promise<MetadataAnswer> {
    if (method === 'PUT' && path === '/latest/api/token') {
      return this.token(spec, headers);
    }
    if (method !== 'GET') {
      return { status: 405, body: '' };
    }
    const token = headers['x-aws-ec2-metadata-token'];
    if (token === undefined ? spec.metadata?.tokenRequired !== false : !this.isValid(spec, String(token))) {
      return { status: 401, body: '' };
    }
    const found = await this.find(spec, path);
    return found === undefined ? { status: 404, body: '' } : { status: 200, body: found };
  }

  private token({ instanceId }: InstanceSpec, headers: MetadataRequest['headers']): MetadataAnswer {
    const seconds = Number(headers['x-aws-ec2-metadata-token-ttl-seconds']);
    if (headers['x-forwarded-for'] !== undefined) {
      return { status: 403, body: '' };
    }
    if (!Number.isInteger(seconds) || seconds < 1 || seconds > LONGEST_TOKEN) {
      return { status: 400, body: '' };
    }
    const now = this.parts.clock.now().getTime();
    [...this.tokens].filter(([, { until }]) => until <= now).forEach(([over]) => this.tokens.delete(over));
    const token = randomBytes(42).toString('base64');
    this.tokens.set(token, { instanceId, until: now + seconds * 1_000 });
    return { status: 200, body: token };
  }

  private isValid({ instanceId }: InstanceSpec, token: string): boolean {
    const known = this.tokens.get(token);
    return known?.instanceId === instanceId && known.until > this.parts.clock.now().getTime();
  }

  private async find(spec: InstanceSpec, path: string): Promise<string | undefined> {
    const { region, accountId, credentials, clock } = this.parts;
    const role = spec.roleArn?.split('/').at(-1);
    if (role !== undefined && path === `/latest/meta-data/iam/security-credentials/${role}`) {
      const keys = { Code: 'Success', LastUpdated: clock.now().toISOString(), Type: 'AWS-HMAC', ...await credentials(spec.instanceId), RoleArn: undefined };
      return JSON.stringify(keys, undefined, 2);
    }
    if (path === '/latest/user-data') {
      return spec.userData === '' ? undefined : spec.userData;
    }
    if (path === '/latest/dynamic/instance-identity/document') {
      const { availabilityZone, instanceId, instanceType, imageId, privateIpAddress: privateIp } = spec;
      return JSON.stringify({ accountId, availabilityZone, imageId, instanceId, instanceType, privateIp, region, version: '2017-09-30' }, undefined, 2);
    }
    return entry(metadataTree(spec, region, role), path);
  }
}

/** Paths below `/latest/meta-data/`. */
function metadataTree(spec: InstanceSpec, region: string, role: string | undefined): Readonly<Record<string, string>> {
  const name = privateDnsName(spec.privateIpAddress, region);
  const mac = hardwareAddressOf(spec.privateIpAddress);
  return {
    'ami-id': spec.imageId,
    'hostname': name,
    'instance-id': spec.instanceId,
    'instance-life-cycle': 'on-demand',
    'instance-type': spec.instanceType,
    'local-hostname': name,
    'local-ipv4': spec.privateIpAddress,
    mac,
    'placement/availability-zone': spec.availabilityZone,
    'placement/region': region,
    [`network/interfaces/macs/${mac}/device-number`]: '0',
    [`network/interfaces/macs/${mac}/local-hostname`]: name,
    [`network/interfaces/macs/${mac}/local-ipv4s`]: spec.privateIpAddress,
    [`network/interfaces/macs/${mac}/mac`]: mac,
    [`network/interfaces/macs/${mac}/subnet-id`]: spec.subnetId,
    [`network/interfaces/macs/${mac}/subnet-ipv4-cidr-block`]: spec.subnetCidr,
    [`network/interfaces/macs/${mac}/vpc-id`]: spec.vpcId,
    'services/domain': 'amazonaws.com',
    'services/partition': 'aws',
    ...role === undefined ? {} : { [`iam/security-credentials/${role}`]: '' },
  };
}

/** A value, or the list of what is below a path that ends in a slash. */
function entry(tree: Readonly<Record<string, string>>, path: string): string | undefined {
  const [, wanted] = /^\/latest\/meta-data(?:\/(.*))?$/.exec(path) ?? [];
  if (wanted === undefined && path !== '/latest/meta-data') {
    return undefined;
  }
  const value = tree[wanted ?? ''];
  if (value !== undefined) {
    return value;
  }
  const folder = wanted === undefined || wanted === '' ? '' : `${wanted.replace(/\/$/, '')}/`;
  const names = Object.keys(tree).filter((name) => name.startsWith(folder)).map((name) => name.slice(folder.length).replace(/\/.*$/, '/'));
  return names.length === 0 ? undefined : [...new Set(names)].join('\n');
}
