import { AgentChannel } from '../../src/agent/agent-channel';
import type { AgentEnd } from '../../src/agent/agent-channel';
import type { AgentHandshake } from '../../src/agent/agent-handshake';
import { ClientChannel } from '../../src/client/client-channel';
import type { SessionEnd } from '../../src/client/client-channel';
import { decodeFrame } from '../../src/frame/decode';
import type { Frame } from '../../src/frame/frame';
import { VirtualTime } from './virtual-time';

/** What becomes of one message: the delays, in milliseconds, of each copy that arrives. No copy: it is lost. */
export type Fate = readonly number[];

export const ARRIVES: Fate = [0];

/** A client and an agent on one virtual clock, joined by a line whose every message has a fate. */
export class Pair {
  readonly time = new VirtualTime();
  readonly toAgent: Frame[] = [];
  readonly toClient: Frame[] = [];
  readonly sizes: string[] = [];
  received = Buffer.alloc(0);
  typed = Buffer.alloc(0);
  opened = 0;
  writable = 0;
  clientEnd?: SessionEnd;
  agentEnd?: AgentEnd;
  readonly client: ClientChannel;
  readonly agent: AgentChannel;
  private ids = 0;
  private generation = 0;

  readonly flags: number[] = [];

  constructor(private readonly fate: (frame: Frame, towards: 'agent' | 'client') => Fate = () => ARRIVES, handshake?: AgentHandshake, binary = false) {
    this.client = new ClientChannel({
      timers: this.time,
      uuid: () => this.uuid(),
      terminal: { columns: 120, rows: 40 },
      handler: {
        output: (bytes) => {
          this.received = Buffer.concat([this.received, bytes]);
        },
        ended: (end) => {
          this.clientEnd = end;
        },
      },
    });
    this.agent = new AgentChannel({
      sessionId: 'ecs-execute-command-0',
      timers: this.time,
      uuid: () => this.uuid(),
      ...(handshake ? { handshake } : {}),
      binary,
      handler: {
        flagged: (flag) => void this.flags.push(flag),
        opened: () => {
          this.opened += 1;
        },
        input: (bytes) => {
          this.typed = Buffer.concat([this.typed, bytes]);
        },
        resized: ({ columns, rows }) => {
          this.sizes.push(`${columns}x${rows}`);
        },
        writable: () => {
          this.writable += 1;
        },
        closed: (end) => {
          this.agentEnd = end;
        },
      },
    });
  }

  /** Joins both by a new socket; what was on its way over the old one is lost. */
  connect(): void {
    this.generation += 1;
    const { generation } = this;
    const line = (towards: 'agent' | 'client') => (data: string | Uint8Array): void => {
      if (typeof data === 'string') return;
      const decoded = decodeFrame(data);
      if ('refused' in decoded) throw new Error(decoded.refused);
      (towards === 'agent' ? this.toAgent : this.toClient).push(decoded.frame);
      const peer = towards === 'agent' ? this.agent : this.client;
      for (const delay of this.fate(decoded.frame, towards)) {
        this.time.after(delay, () => {
          if (generation === this.generation) peer.receive(data);
        });
      }
    };
    this.client.attach({ send: line('agent'), close: () => undefined }, 'token');
    this.agent.attach({ send: line('client'), close: () => undefined }, 'client');
  }

  disconnect(): void {
    this.generation += 1;
    this.client.detach();
    this.agent.detach();
  }

  private uuid(): string {
    return `00000000-0000-4000-8000-${(this.ids++).toString(16).padStart(12, '0')}`;
  }
}
