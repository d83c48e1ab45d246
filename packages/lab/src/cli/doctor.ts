import { diagnose, type Finding } from './diagnosis';
import { EXIT } from './failure';
import { homeOf } from './home';
import { bold, green, print, printJson, red, yellow } from './output';
import { withProgress } from './progress';
import type { NamedOptions } from './program';

const MARKS: Readonly<Record<Finding['state'], string>> = { ok: green('ok  '), missing: red('miss'), optional: yellow('opt ') };

/** Says what this machine lacks; fails when something is missing without which no lab can run. */
export async function doctor({ name, json }: NamedOptions): Promise<void> {
  const findings = await withProgress('looking at this machine', diagnose(homeOf(name)));
  const ready = findings.every(({ state }) => state !== 'missing');
  if (json) printJson({ ready, findings });
  else {
    for (const { state, what, found, cure } of findings) print(`${MARKS[state]} ${bold(what)}: ${found}${cure === undefined ? '' : `\n     ${cure}`}`);
    print(ready ? 'This machine can run labs.' : 'This machine cannot run labs yet.');
  }
  if (!ready) process.exitCode = EXIT.failed;
}
