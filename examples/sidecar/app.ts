import { App, aws_ecs as ecs, aws_secretsmanager as secretsmanager, Duration, Stack } from 'aws-cdk-lib';
import { BridgePort, Ec2CapacityCluster } from '../../src';

/** What a task has beside its container, by aws-cdk-lib's own methods: a sidecar, a volume that both share, environment, a secret, a health check. */
const app = new App();
const stack = new Stack(app, 'Sidecar');
const cluster = new Ec2CapacityCluster(stack, 'Cluster');
cluster.addCapacity('Instances');
const web = cluster.addBridgeModeService('Web', {
  image: ecs.ContainerImage.fromRegistry('nginx:alpine'),
  ports: [BridgePort.tcp(80)],
  memoryLimitMiB: 256,
  task: { healthCheck: { command: ['CMD-SHELL', 'wget -q -O /dev/null http://localhost/'], interval: Duration.seconds(10), retries: 3 } },
});

web.container.addEnvironment('NGINX_ENTRYPOINT_QUIET_LOGS', '1');
const password = new secretsmanager.Secret(stack, 'Password');
web.container.addSecret('PASSWORD', ecs.Secret.fromSecretsManager(password));

web.taskDefinition.addVolume({ name: 'pages' });
web.container.addMountPoints({ sourceVolume: 'pages', containerPath: '/usr/share/nginx/html', readOnly: true });
const writer = web.taskDefinition.addContainer('Writer', {
  image: ecs.ContainerImage.fromRegistry('busybox'),
  command: ['sh', '-c', 'while true; do date > /pages/index.html; sleep 5; done'],
  memoryLimitMiB: 64,
  essential: false,
});
writer.addMountPoints({ sourceVolume: 'pages', containerPath: '/pages', readOnly: false });
web.container.addContainerDependencies({ container: writer, condition: ecs.ContainerDependencyCondition.START });
