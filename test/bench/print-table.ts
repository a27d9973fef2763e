/** Rows of a table: the figures of each row by column. */
export type Figures = Readonly<Record<string, Readonly<Record<string, string>>>>;

export function printTable(title: string, figures: Figures): void {
  const rows = Object.entries(figures);
  const columns = [...new Set(rows.flatMap(([, row]) => Object.keys(row)))];
  const table = [['', ...columns], ...rows.map(([name, row]) => [name, ...columns.map((column) => row[column] ?? '')])];
  const widths = ['', ...columns].map((_, index) => Math.max(...table.map((cells) => cells[index]?.length ?? 0)));
  const lines = table.map((cells) =>
    cells
      .map((cell, index) => (index === 0 ? cell.padEnd(widths[index] ?? 0) : cell.padStart(widths[index] ?? 0)))
      .join('  '),
  );
  process.stdout.write(`\n${title}\n${lines.map((line) => `  ${line}\n`).join('')}`);
}

/** Prints notes on the table above. */
export function printNotes(notes: readonly string[]): void {
  process.stdout.write(notes.map((note) => `  - ${note}\n`).join(''));
}

/** A count with thousands separators, without decimals. */
export function toCount(value: number): string {
  return Math.round(value).toLocaleString('en-US');
}
