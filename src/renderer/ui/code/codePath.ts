/** A QR code as one SVG path in module units: each run of dark modules in a row is one rectangle. */
export function codePath(modules: readonly (readonly boolean[])[]): string {
  return modules
    .flatMap((line, row) => runsOf(line).map(([start, length]) => `M${start} ${row}h${length}v1h-${length}z`))
    .join('');
}

function runsOf(line: readonly boolean[]): readonly (readonly [number, number])[] {
  const runs: [number, number][] = [];
  let start = -1;
  for (let column = 0; column <= line.length; column += 1) {
    const isDark = line[column] === true;
    if (isDark && start < 0) start = column;
    if (!isDark && start >= 0) {
      runs.push([start, column - start]);
      start = -1;
    }
  }
  return runs;
}
