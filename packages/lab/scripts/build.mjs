// bundles the lab into dist/ecs-lab.cjs; does nothing when no source is newer. `--force` builds anyway
import { cpSync, mkdirSync, renameSync, utimesSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import stale from './stale.cjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));

function build() {
  const { buildSync } = createRequire(import.meta.url)('esbuild');
  const started = new Date();
  mkdirSync(join(root, 'dist'), { recursive: true });
  // written aside and moved, so that two builds at once do not mix
  const unfinished = `${stale.bundle}.${process.pid}`;
  buildSync({
    entryPoints: [join(root, 'src/cli/main.ts')],
    outfile: unfinished,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    minifySyntax: true,
    minifyWhitespace: true,
    keepNames: true,
    legalComments: 'none',
    logLevel: 'error',
    // parts of the Docker client that the lab does not use and should not load
    alias: Object.fromEntries(['ssh2', '@grpc/grpc-js', '@grpc/proto-loader', 'protobufjs'].map((name) => [name, join(root, 'scripts/left-out.cjs')])),
    // native parts are loaded from node_modules
    external: ['classic-level', 'bufferutil', 'utf-8-validate'],
  });
  cpSync(join(root, 'src/lambda/child'), join(root, 'dist/lambda/child'), { recursive: true });
  // as old as the sources were when they were read
  utimesSync(unfinished, started, started);
  renameSync(unfinished, stale.bundle);
}

if (process.argv.includes('--force') || stale.isStale()) build();
