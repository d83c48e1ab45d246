import { contentHash, imageFile } from './files';
import type { ImageConfig } from './image-archive';

/** A task image of the workshop, or of AWS's own examples, that can be made from Debian packages where it cannot be pulled. */
export interface TaskRecipe {
  /** Name of the image that it stands in for. */
  readonly standsFor: string;
  /** Other images whose job, a web page on port 80, it does too. */
  readonly alsoFor: readonly string[];
  readonly packages: readonly string[];
  /** Image files by the path that they are put to before `finish` runs. */
  readonly helpers: Readonly<Record<string, string>>;
  /** Image files by the path that they have in the image. */
  readonly files: Readonly<Record<string, string>>;
  /** Script that fills the image's folder, given as its argument. */
  readonly finish: string;
  readonly config: ImageConfig;
}

const PATH = 'PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';

export const TASK_RECIPES: readonly TaskRecipe[] = [
  {
    standsFor: 'nginx:alpine',
    alsoFor: ['nginx:latest', 'public.ecr.aws/nginx/nginx:latest', 'amazon/amazon-ecs-sample:latest', 'public.ecr.aws/ecs-sample-image/amazon-ecs-sample:latest'],
    packages: ['nginx', 'curl', 'busybox', 'ca-certificates', 'libc-bin', 'dash', 'coreutils', 'findutils', 'grep', 'bash', 'usr-is-merged'],
    helpers: { '/carve.sh': 'carve.sh', '/wget.sh': 'wget.sh' },
    files: {
      '/docker-entrypoint.sh': 'nginx-entrypoint.sh',
      '/etc/nginx/nginx.conf': 'nginx.conf',
      '/etc/nginx/conf.d/default.conf': 'nginx-default.conf',
    },
    finish: 'nginx-finish.sh',
    config: {
      Env: [PATH], Entrypoint: ['/docker-entrypoint.sh'], Cmd: ['nginx', '-g', 'daemon off;'], StopSignal: 'SIGQUIT', ExposedPorts: { '80/tcp': {} },
    },
  },
  {
    standsFor: 'busybox:latest',
    alsoFor: [],
    packages: ['busybox', 'bash', 'dash', 'coreutils', 'findutils', 'grep', 'libc-bin', 'usr-is-merged'],
    helpers: { '/carve.sh': 'carve.sh', '/wget.sh': 'wget.sh' },
    files: {},
    finish: 'busybox-finish.sh',
    config: { Env: [PATH], Cmd: ['sh'] },
  },
];

/** The recipe for an image name in any of its spellings; undefined for an image that has none. */
export function findRecipe(reference: string): TaskRecipe | undefined {
  const short = reference.replace(/^(docker\.io\/|index\.docker\.io\/|public\.ecr\.aws\/docker\/)/, '').replace(/^library\//, '');
  return TASK_RECIPES.find(({ standsFor, alsoFor }) => [standsFor, ...alsoFor].some((name) => name === short || name === `${short}:latest`));
}

/** Name under which the host's engine keeps it: never the name that it stands in for. */
export function recipeTag({ standsFor, packages, helpers, files, finish, config }: TaskRecipe): string {
  const contents = [...Object.values(helpers), ...Object.values(files), finish].map(imageFile);
  return `ecs-lab/workshop-${standsFor.replace(/:.*$/, '')}:${contentHash(JSON.stringify(config), ...packages, ...contents)}`;
}
