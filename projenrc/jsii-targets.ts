import { awscdk } from 'projen';

/** Where the library is published. */
export const jsiiTargets = {
  publishToPypi: { distName: 'cdk-ecs-network-modes', module: 'cdk_ecs_network_modes' },
  publishToMaven: {
    javaPackage: 'io.github.cdkecsnetworkmodes',
    mavenGroupId: 'io.github.cdk-ecs-network-modes',
    mavenArtifactId: 'cdk-ecs-network-modes',
  },
  publishToGo: { moduleName: 'github.com/cdk-ecs-network-modes/cdk-ecs-network-modes-go', packageName: 'ecsnetworkmodes' },
  publishToNuget: { dotNetNamespace: 'EcsNetworkModes', packageId: 'EcsNetworkModes' },
} satisfies Partial<awscdk.AwsCdkConstructLibraryOptions>;

/** Corrections to projen's packaging tasks. */
export function addJsiiTargets(project: awscdk.AwsCdkConstructLibrary): void {
  const manifest = project.package.manifest as { jsii?: object };
  project.package.addField('jsii', { ...manifest.jsii, metadata: { jsii: { rosetta: { strict: true } } } });
  const rosetta = project.addTask('rosetta', { description: 'Compile every snippet of the docs', exec: 'jsii-rosetta extract --strict --compile' });
  project.tasks.tryFind('package:python')?.prependSpawn(rosetta);
  // no .NET SDK is needed to write the sources
  project.tasks.tryFind('package:dotnet')?.reset('jsii-pacmak -v --code-only --target dotnet');
  // the checksum of the floor version is not in the public checksum database
  project.tasks.tryFind('package:go')?.env('GONOSUMDB', 'github.com/aws/*,github.com/cdklabs/*');
}
