import { randomBytes } from 'node:crypto';
import { runSession } from '@cdk-ecs-network-modes/session-channel';
import type { Context } from 'aws-lambda';
import { WebSocket } from 'ws';
import { awsClients } from './aws-clients';
import { systemClock } from './clock';
import { handleProbe } from './event/handle';
import type { ProbeEvent } from './event/probe-event';
import { responseBody } from './event/response';
import { sendResponse } from './event/send-response';

/** Characters of one entry of the log: longer ones are cut by the service. */
const LOG_ENTRY = 60_000;

const aws = awsClients(process.env.AWS_REGION ?? '');

/** Runs a probe and sends what it found to CloudFormation. */
export async function handler(event: ProbeEvent, context: Context): Promise<void> {
  const ending = await handleProbe(event, {
    aws,
    sessions: { run: (session) => runSession({ ...session, webSocket: WebSocket, maximumOutput: 4 * 1024 * 1024 }) },
    clock: systemClock,
    nonce: () => randomBytes(8).toString('hex'),
    log: logEntries,
  }, context.getRemainingTimeInMillis());
  await sendResponse(event.ResponseURL, responseBody(event, ending, `log group ${context.logGroupName}, stream ${context.logStreamName}`));
}

function logEntries(text: string): void {
  for (let at = 0; at === 0 || at < text.length; at += LOG_ENTRY) {
    console.log(text.slice(at, at + LOG_ENTRY));
  }
}
