import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Observation } from './observation';

export interface Report {
  readonly ranAt: string;
  readonly on: 'lab' | 'aws';
  readonly seconds: number;
  readonly passed: number;
  readonly failed: number;
  /** Why the walk ended before its end, if it did. */
  readonly interruption?: string;
  readonly observations: readonly Observation[];
}

/** Writes workshop-report.json and workshop-report.html into a folder. */
export function writeReport(report: Report, folder: string): void {
  writeFileSync(join(folder, 'workshop-report.json'), `${JSON.stringify(report, null, 2)}\n`);
  writeFileSync(join(folder, 'workshop-report.html'), html(report));
}

const escape = (text: string) => text.replace(/[&<>"]/g, (sign) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[sign]!);

/** The report as one page without scripts or outside parts. */
export function html(report: Report): string {
  const rows = (page: string) => report.observations.filter((observation) => observation.page === page).map(({ command, promised, seen, holds }) => `
    <article class="${holds ? 'holds' : 'fails'}">
      <pre class="command">$ ${escape(command)}</pre>
      <dl><dt>page</dt><dd>${escape(promised)}</dd><dt>seen</dt><dd><pre>${escape(seen)}</pre></dd></dl>
      <p>${holds ? 'holds' : 'does not hold'}</p>
    </article>`).join('');
  const pages = [...new Set(report.observations.map(({ page }) => page))];
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>Workshop report</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<style>
  body { font: 16px/1.5 system-ui, sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem; color: #1b1f24; background: #fff }
  article { border-left: 4px solid #1a7f37; margin: 1rem 0; padding: .2rem 1rem; background: #f6f8fa }
  article.fails { border-color: #b3261e } article p { font-weight: 600; margin: .4rem 0; color: #1a7f37 } article.fails p { color: #b3261e }
  pre { overflow-x: auto; margin: .3rem 0; white-space: pre-wrap } .command { font-weight: 600 }
  dl { display: grid; grid-template-columns: 4rem 1fr; gap: .2rem } dd { margin: 0; min-width: 0 }
</style></head><body>
<h1>Workshop: ${report.failed === 0 && report.interruption === undefined ? 'every check holds' : 'not every check holds'}</h1>
<p>${report.passed} hold, ${report.failed} do not; on ${report.on === 'lab' ? 'a local lab' : 'an AWS account'}, ${escape(report.ranAt)}, ${report.seconds} s.</p>
${report.interruption === undefined ? '' : `<p><strong>The walk ended early: ${escape(report.interruption)}</strong></p>`}
${pages.map((page) => `<h2>${escape(page)}</h2>${rows(page)}`).join('\n')}
</body></html>
`;
}
