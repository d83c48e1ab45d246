import type { Summary } from './figure';

const headings = ['figure', 'median', 'min', 'max', 'goal', '', 'pairs', 'the lab', 'beside it', 'ratio', 'beside'];

/** The figures as a table of plain text. */
export function table(summaries: readonly Summary[]): string {
  const rows = [headings, ...summaries.map(cells)];
  const widths = headings.map((_, column) => Math.max(...rows.map((row) => (row[column] ?? '').length)));
  const lines = rows.map((row) => row.map((cell, column) => isText(column) ? cell.padEnd(widths[column]!) : cell.padStart(widths[column]!)).join('  ').trimEnd());
  return `${lines.join('\n')}\n`;
}

function cells({ name, unit, goal, met, pairs, median, min, max, lab, beside, besideName, ratio }: Summary): string[] {
  const show = (value: number) => `${value.toFixed(digits[unit])} ${unit}`;
  return [name, show(median), show(min), show(max), `<= ${goal} ${unit}`, met ? 'met' : 'NOT MET', String(pairs),
    show(lab), show(beside), ratio.toFixed(2), besideName];
}

const digits = { ms: 1, s: 2, MiB: 1 } as const;

const isText = (column: number) => ['figure', '', 'beside'].includes(headings[column] ?? '');
