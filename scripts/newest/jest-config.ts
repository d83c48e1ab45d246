/** Where the copies are that the tests are to use. */
export interface Copies {
  /** Folder of aws-cdk-lib. */
  readonly cdk: string;
  /** Folder of constructs, the same for everybody. */
  readonly constructs: string;
}

/** The project's jest configuration, with every import of aws-cdk-lib led to another copy of it, wherever it is written. */
export function jestConfig(own: Readonly<Record<string, unknown>>, rootDir: string, { cdk, constructs }: Copies): Readonly<Record<string, unknown>> {
  const moduleNameMapper = { '^aws-cdk-lib$': cdk, '^aws-cdk-lib/(.*)$': `${cdk}/$1`, '^constructs$': constructs };
  return { ...own, rootDir, reporters: ['default'], moduleNameMapper };
}

/** A TypeScript configuration that checks the library against that copy. */
export function checkConfig(rootDir: string, { cdk, constructs }: Copies): Readonly<Record<string, unknown>> {
  return {
    extends: `${rootDir}/tsconfig.json`,
    compilerOptions: { noEmit: true, rootDir: '/', declaration: false, typeRoots: [`${rootDir}/node_modules/@types`],
      paths: { 'aws-cdk-lib': [cdk], 'aws-cdk-lib/*': [`${cdk}/*`], 'constructs': [constructs] } },
    include: [`${rootDir}/src/**/*.ts`],
  };
}
