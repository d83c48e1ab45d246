import { App, aws_ecs as ecs, Stack } from 'aws-cdk-lib';
import { Ec2CapacityCluster, Scheduling } from '../../src';

/** Workers on data that nobody may carry away: they have a volume of their instance and no network. */
const app = new App();
const stack = new Stack(app, 'BatchWorker');
const cluster = new Ec2CapacityCluster(stack, 'Cluster');
cluster.addCapacity('Instances', { maxCapacity: 2 });
const worker = cluster.addNoneModeService('Worker', {
  image: ecs.ContainerImage.fromRegistry('busybox'),
  command: ['sh', '-c', 'while true; do for f in /inbox/*; do [ -f "$f" ] && sha256sum "$f" && rm "$f"; done; sleep 5; done'],
  scheduling: Scheduling.replicas(2),
});
worker.taskDefinition.addVolume({ name: 'inbox', host: { sourcePath: '/srv/inbox' } });
worker.container.addMountPoints({ sourceVolume: 'inbox', containerPath: '/inbox', readOnly: false });
