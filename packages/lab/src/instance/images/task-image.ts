import { chmod, copyFile, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { HostEngine } from '../../docker/connect';
import { imageId } from '../../docker/images';
import { ROLE_LABEL } from '../../docker/labels';
import type { Progress } from '../../docker/progress';
import { imageFilePath } from './files';
import { loadFolder } from './image-archive';
import { withPackages } from './package-builder';
import { recipeTag, type TaskRecipe } from './task-recipes';

/** The stand-in on the host's engine, made from Debian packages if it is not there. Resolves with its name. */
export async function ensureTaskImage(host: HostEngine, recipe: TaskRecipe, progress: Progress): Promise<string> {
  const reference = recipeTag(recipe);
  if (await imageId(host.docker, reference)) {
    return reference;
  }
  progress(`making a stand-in for ${recipe.standsFor} from Debian packages: it is not the image of that name`);
  await withPackages(recipe.packages, [], progress, async (root) => {
    for (const [target, file] of Object.entries(recipe.helpers)) {
      await root.add(file, target);
    }
    await root.add(recipe.finish, '/finish.sh');
    const folder = await mkdtemp(join(root.path, 'image-'));
    try {
      await chmod(folder, 0o755);
      await root.run('/finish.sh', folder.slice(root.path.length));
      for (const [target, file] of Object.entries(recipe.files)) {
        await mkdir(dirname(join(folder, target)), { recursive: true });
        await copyFile(imageFilePath(file), join(folder, target));
        await chmod(join(folder, target), target.endsWith('.sh') ? 0o755 : 0o644);
      }
      await loadFolder(host.docker, folder, reference, host.architecture, {
        ...recipe.config,
        Labels: {
          [ROLE_LABEL]: 'image',
          'ecs-lab.stands-for': recipe.standsFor,
          'org.opencontainers.image.description': `Stand-in for ${recipe.standsFor}, made by ecs-lab from Debian packages`,
        },
      });
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  });
  return reference;
}
