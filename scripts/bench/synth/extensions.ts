import { existsSync } from 'node:fs';
import { mkdir, rename } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { Annotations, type aws_ecs as ecs, type Stack } from 'aws-cdk-lib';
import { plainCluster } from './plain';
import { image, type Variant } from './variant';
import { run } from '../../workshop/child';
import { root } from '../../workshop/lab-control';

/** What the benchmark uses of @aws-cdk-containers/ecs-service-extensions, which is not among the dependencies. */
interface Extensions {
  readonly Environment: new (stack: Stack, id: string, props: { vpc: ecs.Cluster['vpc']; cluster: ecs.Cluster; capacityType: unknown }) => object;
  readonly EnvironmentCapacityType: { readonly EC2: unknown };
  readonly ServiceDescription: new () => { add(extension: object): void };
  readonly Container: new (props: { cpu: number; memoryMiB: number; trafficPort: number; image: ecs.ContainerImage }) => object;
  readonly Service: new (stack: Stack, id: string, props: { environment: object; serviceDescription: object }) => object;
}

const specifier = '@aws-cdk-containers/ecs-service-extensions@2.0.0';
/** Below the project, so that it finds the project's aws-cdk-lib and not the old one that it names. */
const cache = join(root, 'node_modules', '.cache', 'bench-extensions');

/** Fetches the package without its dependencies where it is not there yet. Fails when the registry does not give it. */
export async function loadExtensions(): Promise<Variant> {
  const folder = join(cache, 'package');
  if (!existsSync(folder)) {
    await mkdir(cache, { recursive: true });
    const [name] = JSON.parse(await run('npm', ['pack', specifier, '--json', '--pack-destination', cache, '--loglevel=error'], { cwd: cache })) as { filename: string }[];
    const archive = join(cache, name!.filename.replace('@', '').replace('/', '-'));
    await run('tar', ['-xzf', archive, '-C', cache], { cwd: cache });
    await rename(archive, join(cache, 'package.tgz'));
  }
  const extensions = createRequire(__filename)(folder) as Extensions;
  return { name: 'ecs-service-extensions (awsvpc tasks)', define: (stack, services) => define(extensions, stack, services) };
}

function define({ Environment, EnvironmentCapacityType, ServiceDescription, Container, Service }: Extensions, stack: Stack, services: number): void {
  // it cannot set one, and the warning for each service would be measured too
  Annotations.of(stack).acknowledgeWarning('@aws-cdk/aws-ecs:shouldUseCircuitBreaker');
  const { cluster } = plainCluster(stack);
  const environment = new Environment(stack, 'Environment', { vpc: cluster.vpc, cluster, capacityType: EnvironmentCapacityType.EC2 });
  for (let n = 0; n < services; n++) {
    const serviceDescription = new ServiceDescription();
    serviceDescription.add(new Container({ cpu: 256, memoryMiB: 512, trafficPort: 80, image }));
    new Service(stack, `Service${n}`, { environment, serviceDescription });
  }
}
