import { randomBytes } from 'node:crypto';
import { runSession } from '@cdk-ecs-network-modes/session-channel';
import { WebSocket } from 'ws';
import type { ProbeSpec } from '../../../src/probe/private/probe-spec';
import { awsClients } from '../../../src/probe/provider/aws-clients';
import { handleProbe } from '../../../src/probe/provider/event/handle';

/** How a probe ended, and all that it said. */
export interface ProbeReport {
  readonly status: string;
  readonly said: string;
}

/** How much faster time goes: the grace for new permissions need not be waited for. */
const HASTE = 30;

/** Runs the probe of the arguments as its function would, with the credentials of the environment. */
async function main([spec = '', stackId = '']: string[]): Promise<void> {
  const lines: string[] = [];
  const began = Date.now();
  const event = {
    RequestType: 'Update' as const, RequestId: 'r', StackId: stackId, LogicalResourceId: 'Probe', ResponseURL: '',
    ResourceProperties: { Probe: JSON.parse(spec) as ProbeSpec },
  };
  const { status } = await handleProbe(event, {
    aws: awsClients(process.env.AWS_REGION ?? ''),
    sessions: { run: (session) => runSession({ ...session, webSocket: WebSocket }) },
    clock: {
      now: () => began + (Date.now() - began) * HASTE,
      sleep: (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds / HASTE)),
    },
    nonce: () => randomBytes(8).toString('hex'),
    log: (line) => lines.push(line),
  }, 900_000);
  const report: ProbeReport = { status, said: lines.join('\n') };
  process.stdout.write(JSON.stringify(report));
}

void main(process.argv.slice(2));
