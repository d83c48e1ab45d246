import { Readable } from 'node:stream';
import { ECSClient } from '@aws-sdk/client-ecs';

/** An answer as it came over the wire. */
export interface WireAnswer {
  readonly status: number;
  readonly type: string;
  readonly body: string;
}

/** An ECS client that keeps the last answer as it came; `target` replaces the operation that is asked for. */
export function listeningClient(target?: string): { readonly client: ECSClient; last(): WireAnswer | undefined } {
  let last: WireAnswer | undefined;
  const client = new ECSClient({ maxAttempts: 1 });
  const handler = client.config.requestHandler;
  const handle = handler.handle.bind(handler);
  handler.handle = async (request, options) => {
    const answer = await handle(request, options);
    const chunks: Buffer[] = [];
    for await (const chunk of answer.response.body as AsyncIterable<Buffer>) chunks.push(Buffer.from(chunk));
    const body = Buffer.concat(chunks);
    last = { status: answer.response.statusCode, type: answer.response.headers['content-type'] ?? '', body: body.toString('utf8') };
    answer.response.body = Readable.from([body]);
    return answer;
  };
  if (target !== undefined) {
    client.middlewareStack.add((next) => (args) => {
      (args.request as { headers: Record<string, string> }).headers['x-amz-target'] = `AmazonEC2ContainerServiceV20141113.${target}`;
      return next(args);
    }, { step: 'build', name: 'otherTarget', priority: 'low' });
  }
  return { client, last: () => last };
}
