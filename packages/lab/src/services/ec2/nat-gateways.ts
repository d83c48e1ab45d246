import type { NatGateway } from '@aws-sdk/client-ec2';
import { scaled } from '../../clock/timers';
import type { Ec2 } from './ec2';
import type { NatGatewayRecord } from './model';

export const natGatewayView = ({ gateway, createdAt, deletedAt }: NatGatewayRecord): NatGateway => ({
  ...gateway, CreateTime: new Date(createdAt), DeleteTime: deletedAt === undefined ? undefined : new Date(deletedAt),
});

/** What is gone stays visible for a while, as on AWS: gateways as long as instances. */
export const stillShown = ({ lab }: Pick<Ec2, 'lab'>, goneAt: number | undefined): boolean =>
  goneAt === undefined || lab.clock.now().getTime() - goneAt < scaled('terminatedInstanceRetention', lab.timeScale);
