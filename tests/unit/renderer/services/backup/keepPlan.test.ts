import { describe, expect, it } from 'vitest';
import { TRY_AGAIN, WAIT_FOR_REST, isDue } from '@services/backup/keepPlan.ts';
import { fileLock } from '@domain/backup/fileLock.ts';

const DAY = 86_400_000;
const NOW = 1_000 * DAY;
const plan = (changed: Partial<Parameters<typeof isDue>[0]> = {}): Parameters<typeof isDue>[0] => ({
  every: 'day',
  lastAt: NOW - DAY,
  triedAt: NOW - DAY,
  problem: null,
  ...changed,
});

describe('when a backup is due', () => {
  it('RST-11 a day or a week after the last, at once when there was none, never when it is off', () => {
    expect(isDue(plan(), NOW, false)).toBe(true);
    expect(isDue(plan(), NOW - 1, false)).toBe(false);
    expect(isDue(plan({ every: 'week' }), NOW, false)).toBe(false);
    expect(isDue(plan({ every: 'week', lastAt: NOW - 7 * DAY }), NOW, false)).toBe(true);
    expect(isDue(plan({ lastAt: null, triedAt: null }), NOW, true)).toBe(true);
    expect(isDue(plan({ every: 'off', lastAt: null }), NOW, false)).toBe(false);
  });

  it('RST-11 it leaves who is at work alone for two hours, and no longer', () => {
    expect(isDue(plan(), NOW, true)).toBe(false);
    expect(isDue(plan(), NOW + WAIT_FOR_REST, true)).toBe(true);
  });

  it('RST-11 what went wrong waits an hour, what was interrupted does not', () => {
    const failed = plan({ triedAt: NOW - 1, problem: 'storage-full' });
    expect(isDue(failed, NOW, false)).toBe(false);
    expect(isDue(failed, NOW - 1 + TRY_AGAIN, false)).toBe(true);
    expect(isDue(plan({ triedAt: NOW - 1, problem: 'backup-interrupted' }), NOW, false)).toBe(true);
  });

  it('RST-11 a clock that was set back stops nothing', () => {
    expect(isDue(plan({ lastAt: NOW + 400 * DAY }), NOW, false)).toBe(true);
  });
});

it('RST-12 a file tells what opens it', () => {
  const bytes = (text: string) => new TextEncoder().encode(text);
  expect(fileLock(bytes('age-encryption.org/v1\n-> X25519 abc\n'))).toBe('phrase');
  expect(fileLock(bytes('age-encryption.org/v1\n-> scrypt abc 18\n'))).toBe('passphrase');
  expect(fileLock(bytes('a letter'))).toBeNull();
  expect(fileLock(new Uint8Array())).toBeNull();
});
