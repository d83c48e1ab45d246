import Module from 'node:module';

type Resolve = (request: string, ...rest: unknown[]) => string;

/** The second copy of aws-cdk-lib, an alias in package.json. */
const NEWEST = 'aws-cdk-lib-newest';

// the library, the app and everything below them get the newest aws-cdk-lib where they ask for the oldest that is supported
const loader = Module as unknown as { _resolveFilename: Resolve };
const resolve = loader._resolveFilename;
loader._resolveFilename = (request, ...rest) => resolve(request.replace(/^aws-cdk-lib(?=\/|$)/, NEWEST), ...rest);

void import(process.argv[2]);
