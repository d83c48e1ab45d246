import type { Clock } from '../clock/clock';
import type { AttachedStreams } from '../docker/attach';
import { ResponderLink } from './responder-link';

/** The private names of VPCs. */
export interface PrivateNames {
  /** Where the names of the whole VPC are answered, beside its subnets' own addresses for that. */
  addresses(vpcId: string): readonly string[];
  /** Names of the zones that a VPC resolves. */
  zones(vpcId: string): readonly string[];
  /** Answers a message about one of them. */
  answer(vpcId: string, message: Buffer, transport: 'udp' | 'tcp'): Buffer | undefined;
}

export interface VpcRespondersParts {
  readonly names: PrivateNames;
  readonly clock: Pick<Clock, 'after'>;
  readonly warn: (message: string) => void;
}

interface Responder {
  readonly addresses: Set<string>;
  readonly attach: () => Promise<AttachedStreams>;
  link?: ResponderLink;
}

/** A responder that stays silent this long is none: real milliseconds. */
const SILENCE_MS = 10_000;
const RECONNECT_MS = 250;

/** The DNS responders in the routers of a lab's VPCs. */
export class VpcResponders {
  private readonly responders = new Map<string, Responder>();

  constructor(private readonly parts: VpcRespondersParts) {}

  /** Has a VPC's router answer at one more address. Resolves when it does; rejects when it does not. `attach` reaches the program in it. */
  async serve(vpcId: string, address: string, attach: () => Promise<AttachedStreams>): Promise<void> {
    const responder: Responder = this.responders.get(vpcId) ?? { addresses: new Set(), attach };
    this.responders.set(vpcId, responder);
    responder.addresses.add(address);
    await this.assign(vpcId, responder);
  }

  /** The router of a VPC is gone. */
  leave(vpcId: string): void {
    const responder = this.responders.get(vpcId);
    this.responders.delete(vpcId);
    responder?.link?.close();
  }

  /** Namespaces have come or gone. */
  zonesChanged(): void {
    for (const [vpcId, responder] of this.responders) {
      this.assign(vpcId, responder).catch((error: unknown) => this.complain(vpcId, error));
    }
  }

  /** Lets go of all; they go on answering other names. */
  close(): void {
    [...this.responders.keys()].forEach((vpcId) => this.leave(vpcId));
  }

  private async assign(vpcId: string, responder: Responder): Promise<void> {
    const { names, clock } = this.parts;
    const link = responder.link ?? await this.connect(vpcId, responder);
    const cancel = clock.after(SILENCE_MS, () => link.close());
    await link.assign({ addresses: [...new Set([...responder.addresses, ...names.addresses(vpcId)])], zones: names.zones(vpcId) }).finally(cancel);
  }

  private async connect(vpcId: string, responder: Responder): Promise<ResponderLink> {
    const { names, clock } = this.parts;
    const streams = await responder.attach();
    if (responder.link !== undefined || this.responders.get(vpcId) !== responder) {
      streams.close();
      return responder.link ?? Promise.reject(new Error(`the router of ${vpcId} was removed`));
    }
    const link = new ResponderLink(streams, (message, transport) => names.answer(vpcId, message, transport));
    responder.link = link;
    void link.closed.then(() => {
      responder.link = undefined;
      clock.after(RECONNECT_MS, () => this.reconnect(vpcId, responder));
    });
    return link;
  }

  private reconnect(vpcId: string, responder: Responder): void {
    if (this.responders.get(vpcId) !== responder || responder.link !== undefined) {
      return;
    }
    this.assign(vpcId, responder).catch((error: unknown) => {
      this.complain(vpcId, error);
      this.parts.clock.after(RECONNECT_MS * 4, () => this.reconnect(vpcId, responder));
    });
  }

  private complain(vpcId: string, error: unknown): void {
    if (this.responders.has(vpcId)) {
      this.parts.warn(`the names of ${vpcId} are not answered: ${error instanceof Error ? error.message : String(error)}`);
    }
  }
}
