import { readFileSync } from 'node:fs';
import { agentProgramPath, contentHash, imageFile } from './files';

/** Base image where one can be pulled. */
export const BASE_IMAGE = 'debian:bookworm-slim';

/** Debian packages of an instance, besides what the distribution counts as essential. */
export const INSTANCE_PACKAGES: readonly string[] = [
  'docker.io', 'iptables', 'iproute2', 'net-tools', 'procps', 'util-linux', 'mount', 'sudo', 'jq', 'curl', 'ca-certificates', 'perl-base',
  'bash', 'less', 'iputils-ping', 'passwd', 'login', 'kmod', 'netbase', 'hostname',
];

/** Named by some releases only: taken where the release has them. */
export const OPTIONAL_PACKAGES: readonly string[] = ['docker-cli', 'usr-is-merged', 'util-linux-extra'];

/** What a base image has already and unpacked packages need. */
export const ESSENTIAL_PACKAGES: readonly string[] = [
  'base-files', 'base-passwd', 'coreutils', 'dash', 'debianutils', 'findutils', 'grep', 'gzip', 'libc-bin', 'libpam-modules', 'libpam-runtime',
  'mawk', 'ncurses-base', 'ncurses-bin', 'sed', 'tar',
];

/** Files that lie in `/usr/lib/ecs-lab` of an instance. */
export const MACHINE_FILES = ['boot.sh', 'init.pl', 'dnf.sh', 'router-attach.sh', 'hang-up.sh', 'user-data.sh', 'seed.sh', 'machine.sh'] as const;

/** Tag of the image without the agent's image in its store. */
export function baseTag(): string {
  const files = [...MACHINE_FILES, 'finish.sh'].map(imageFile);
  return `ecs-lab/instance-base:${contentHash(BASE_IMAGE, ...INSTANCE_PACKAGES, ...OPTIONAL_PACKAGES, ...ESSENTIAL_PACKAGES, ...files)}`;
}

/** Tag of the image of the `ecs-agent` container. */
export function agentTag(): string {
  const program = agentProgramPath();
  return `ecs-lab/ecs-agent:${contentHash(imageFile('agent-finish.sh'), imageFile('carve.sh'), program ? readFileSync(program, 'utf8') : '')}`;
}

/** Tag of the image that instances are started from. */
export function instanceTag(): string {
  return `ecs-lab/instance:${contentHash(baseTag(), agentTag())}`;
}
