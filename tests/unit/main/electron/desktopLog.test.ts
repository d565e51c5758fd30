import { expect, test } from 'vitest';
import { createReport } from '../../../../src/main/windows/desktopLog.ts';

function setup() {
  const lines: string[] = [];
  const log = {
    append: (added: readonly string[]) => {
      lines.push(...added);
      return Promise.resolve({ ok: true as const, value: undefined });
    },
  };
  return { lines, report: createReport(log, () => new Date(0)) };
}

test('SEC-16 the log gets the kind of an error, never its words', () => {
  const { lines, report } = setup();
  report('load-failed', Object.assign(new TypeError('secret /home/anna'), { code: 'ENOSPC' }));
  report('refused-call');
  report('odd\nforged line', 'secret');
  expect(lines).toEqual([
    '1970-01-01T00:00:00.000Z warn desktop load-failed TypeError ENOSPC',
    '1970-01-01T00:00:00.000Z warn desktop refused-call',
    '1970-01-01T00:00:00.000Z warn desktop oddforgedline string',
  ]);
});
