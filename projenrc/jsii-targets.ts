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

const HAS_DOTNET = 'dotnet --version';

/** Corrections to projen's packaging tasks. */
export function addJsiiTargets(project: awscdk.AwsCdkConstructLibrary): void {
  const manifest = project.package.manifest as { jsii?: object };
  project.package.addField('jsii', { ...manifest.jsii, metadata: { jsii: { rosetta: { strict: true } } } });
  const rosetta = project.addTask('rosetta', { description: 'Compile every snippet of the docs', exec: 'jsii-rosetta extract --strict --compile' });
  // the READMEs of the other languages are made of the translated snippets
  for (const target of ['python', 'java', 'go', 'dotnet']) project.tasks.tryFind(`package:${target}`)?.prependSpawn(rosetta);
  // no .NET SDK is needed to write the sources
  const dotnet = project.tasks.tryFind('package:dotnet');
  dotnet?.reset();
  dotnet?.spawn(rosetta);
  dotnet?.exec('jsii-pacmak -v --target dotnet', { condition: HAS_DOTNET });
  dotnet?.exec('jsii-pacmak -v --code-only --target dotnet', { condition: `! ${HAS_DOTNET}` });
  // the checksum of the floor version is not in the public checksum database
  project.tasks.tryFind('package:go')?.env('GONOSUMDB', 'github.com/aws/*,github.com/cdklabs/*');
  // the library is experimental, and its users are told of every change that breaks them all the same
  project.tasks.tryFind('compat')?.reset('jsii-diff npm:cdk-ecs-network-modes --keys --error-on all --ignore-file .compatignore');
}
