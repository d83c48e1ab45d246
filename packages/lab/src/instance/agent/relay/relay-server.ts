import { createServer, type IncomingMessage, type RequestListener, type Server, type ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import type { LabLog } from '../../../lab';
import type { InstanceSignals } from '../instance-signals';
import type { MetadataAnswer, MetadataRequest } from '../metadata/instance-metadata';
import type { ProtectionAnswer, ProtectionRequest } from '../task-protection';
import { RelayConnection } from './connection';
import { INSTANCE_METADATA } from './instance-metadata-script';
import { INTROSPECTION_PORT } from './link-local';

/** What the local endpoints of an instance answer. `undefined` is "not found". */
export interface LocalEndpoints {
  /** Credentials of the instance's own role. */
  instanceCredentials(instanceId: string): Promise<object | undefined>;
  /** Credentials of a task or execution role, by the id in the task's environment. */
  taskCredentials(instanceId: string, credentialsId: string): Promise<object | undefined>;
  /** The instance metadata service; undefined for an instance that is not known. */
  instanceMetadata(instanceId: string, request: MetadataRequest): Promise<MetadataAnswer | undefined>;
  /** `/api/<id>/task-protection/v1/state` of a container. */
  taskProtection(instanceId: string, endpointId: string, request: ProtectionRequest): Promise<ProtectionAnswer>;
  /** What the agent tells of itself on its introspection port. */
  introspection(instanceId: string, url: URL): object | undefined;
  /** Task metadata; `path` is what follows the container's id, for example `/task`. */
  metadata(instanceId: string, version: 'v3' | 'v4', endpointId: string, path: string): Promise<object | undefined>;
}

/**
 * Serves the connections that relays hand over: the link-local services of the instance, and the AWS API for everything else.
 */
export class RelayServer {
  private readonly server: Server;

  constructor(
    private readonly endpoints: LocalEndpoints, private readonly gateway: RequestListener, private readonly log: LabLog,
    private readonly signals?: InstanceSignals,
  ) {
    this.server = createServer((request, response) => void this.serve(request, response));
    // a connection through the relay ends with its client, not by time
    this.server.keepAliveTimeout = 0;
    this.server.requestTimeout = 0;
    this.server.headersTimeout = 0;
  }

  readonly accept = (connection: RelayConnection): void => {
    this.server.emit('connection', connection);
  };

  private async serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', 'http://localhost');
    const { pathname } = url;
    const { instanceId, remoteAddress } = request.socket as unknown as RelayConnection;
    try {
      if (remoteAddress === INSTANCE_METADATA) {
        const metadata = await this.endpoints.instanceMetadata(instanceId, { method: request.method ?? '', path: pathname, headers: request.headers });
        response.writeHead(metadata?.status ?? 404, { 'content-type': 'text/plain' }).end(metadata?.body);
        return;
      }
      if (request.headers.host?.endsWith(`:${INTROSPECTION_PORT}`)) {
        const told = this.endpoints.introspection(instanceId, url);
        answer(response, told === undefined ? 404 : 200, told);
        return;
      }
      // signed by the instance itself: a container in a network of its own cannot
      if (this.signals && remoteAddress === '127.0.0.1' && request.headers.authorization?.startsWith('CFN_V1')) {
        const { status, body } = await this.signals(instanceId, new URLSearchParams(await text(request)));
        response.writeHead(status, { 'content-type': 'text/plain' }).end(body);
        return;
      }
      const [, protectedId] = /^\/api\/([^/]+)\/task-protection\/v1\/state$/.exec(pathname) ?? [];
      if (protectedId !== undefined) {
        const { status, body } = await this.endpoints.taskProtection(
          instanceId, protectedId, { method: request.method ?? '', body: await text(request) });
        answer(response, status, body);
        return;
      }
      const local = request.method === 'GET' ? this.local(instanceId, remoteAddress, pathname) : undefined;
      if (local === undefined) {
        this.gateway(request, response);
        return;
      }
      const found = await local;
      if (found !== undefined) {
        answer(response, 200, found);
      } else if (pathname.startsWith('/v2/')) {
        answer(response, 400, { code: 'InvalidIdInRequest', message: 'CredentialsV2Request: Credentials not found', HTTPErrorCode: 400 });
      } else {
        answer(response, 404, { code: 'NotFound', message: `nothing is served at ${pathname}`, HTTPErrorCode: 404 });
      }
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      this.log.warn(`${instanceId}: ${request.method ?? ''} ${pathname} failed: ${message}`);
      answer(response, 500, { code: 'ServerError', message, HTTPErrorCode: 500 });
    }
  }

  private local(instanceId: string, from: string, pathname: string): Promise<object | undefined> | undefined {
    if (pathname === '/instance-credentials') {
      // for the instance's own engine: a container in a network of its own must not get them
      return from === '127.0.0.1' ? this.endpoints.instanceCredentials(instanceId) : Promise.resolve(undefined);
    }
    const credentials = /^\/v2\/credentials\/([^/]+)$/.exec(pathname);
    if (credentials) {
      return this.endpoints.taskCredentials(instanceId, credentials[1]!);
    }
    const metadata = /^\/(v3|v4)\/([^/]+)(\/.*)?$/.exec(pathname);
    return metadata
      ? this.endpoints.metadata(instanceId, metadata[1] as 'v3' | 'v4', metadata[2]!, (metadata[3] ?? '').replace(/\/$/, ''))
      : undefined;
  }
}

function answer(response: ServerResponse, status: number, body?: object): void {
  response.writeHead(status, { 'content-type': 'application/json' });
  response.end(body === undefined ? '' : JSON.stringify(body));
}
