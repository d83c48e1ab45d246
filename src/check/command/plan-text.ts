import { PlanReport, PlanRow } from './plan-report';

/** Marks parts of a text for a terminal. */
export type Paint = (style: 'bold' | 'dim' | 'red' | 'yellow', text: string) => string;

const CODES = { bold: 1, dim: 2, red: 31, yellow: 33 };

/** For a terminal that shows colours. */
export const IN_COLOUR: Paint = (style, text) => `\u001b[${CODES[style]}m${text}\u001b[0m`;

/** For everything else. */
export const PLAIN: Paint = (_, text) => text;

/** The plan as tables, one for each capacity. */
export function planText({ capacities, elsewhere, findings, holds }: PlanReport, paint: Paint): string {
  const tables = [
    ...capacities.map(({ path, minInstances, maxInstances, ports }) => [
      `${paint('bold', path)}  ${paint('dim', `min ${minInstances}, max ${maxInstances} instances`)}`,
      ...ports.length === 0 ? ['  no host ports'] : table(ports, path, paint),
    ]),
    ...elsewhere.length === 0 ? [] : [[`${paint('bold', 'not on instances that this assembly knows')}  ${paint('dim', 'not counted')}`, ...table(elsewhere, '', paint)]],
  ];
  const said = findings.map(({ level, id, message }) => `${paint(level === 'error' ? 'red' : 'yellow', level)} ${message} [${id}]`);
  const verdict = holds ? 'The plan holds.' : paint('red', 'The plan cannot hold.');
  const scope = paint('dim', 'Counted are the services of this assembly; tasks started by hand and those of other apps are not.');
  return [...tables.map((lines) => lines.join('\n')), ...said.length > 0 ? [said.join('\n')] : [], `${verdict} ${scope}`].join('\n\n') + '\n';
}

function table(rows: readonly PlanRow[], here: string, paint: Paint): string[] {
  const head = ['PROTOCOL', 'PORT', 'SERVICE', 'TASKS', 'REACH'];
  const cells = rows.map((row) => [row.protocol, String(row.port), row.service, tasksOf(row), reachOf(row, here)]);
  const widths = head.map((title, column) => Math.max(title.length, ...cells.map((line) => line[column].length)));
  const line = (texts: readonly string[]) => `  ${texts.map((text, column) => text.padEnd(widths[column])).join('  ')}`.trimEnd();
  return [paint('dim', line(head)), ...cells.map(line)];
}

function tasksOf({ everyInstance, tasks }: PlanRow): string {
  return everyInstance ? 'every instance' : tasks === null ? 'known at deploy time' : String(tasks);
}

function reachOf({ reach }: PlanRow, here: string): string {
  const others = reach.filter((path) => path !== here);
  return reach.length === 0 ? 'unknown' : others.length === 0 ? 'here' : `here or ${others.join(', ')}`;
}
