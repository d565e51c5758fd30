import { describe, expect, it } from 'vitest';
import { FakeClock } from '@adapters/memory/clock/fakeClock.ts';
import { createMemoryHost } from '@adapters/memory/host/memoryHost.ts';
import { RingLog, redact } from '@services/diagnostics/log.ts';
import { toBase64url } from '@shared/base64url.ts';
import { bytesOf } from '../../domain/support/devices.ts';

describe('the log', () => {
  const id = toBase64url(bytesOf(32, 1));

  it('DGN-1 shortens ids, keys, tokens and links', () => {
    const hex = [...bytesOf(32, 2)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
    for (const secret of [id, hex, toBase64url(bytesOf(400, 3))]) {
      const line = redact(`at banyan://invite#${secret} and (${secret})`);
      expect(line).not.toContain(secret.slice(0, 12));
      expect(line).toContain(`${secret.slice(0, 4)}…`);
    }
    expect(redact('update-foreign-client: 12 of 4096')).toBe('update-foreign-client: 12 of 4096');
  });

  it('DGN-1 makes one short line without controls, which a host takes', async () => {
    expect(redact(`a\nb\u0000c\u001b[31m\u2028d${'e '.repeat(600)}`)).toMatch(/^a b c \[31m d/);
    expect(redact('x '.repeat(2000)).length).toBeLessThanOrEqual(500);
    const clock = new FakeClock();
    const host = createMemoryHost();
    const log = new RingLog(clock, host);
    log.write('warn', 'link', 'one\u0007two');
    log.write('debug', 'link', 'not for the file');
    await clock.advance(3000);
    expect(host.effects.log).toHaveLength(1);
    expect(host.effects.log[0]).toMatch(/ warn link: one two$/);
  });

  it('DGN-1 keeps the last 500 lines, and sends all of a burst', async () => {
    const clock = new FakeClock();
    const host = createMemoryHost();
    const log = new RingLog(clock, host);
    for (let n = 0; n < 450; n += 1) log.write('info', 'x', `line ${n}`);
    await clock.advance(10_000);
    expect(host.effects.log).toHaveLength(450);
    for (let n = 450; n < 1200; n += 1) log.write('debug', 'x', `line ${n}`);
    expect(log.recent('debug')).toHaveLength(500);
    expect(log.recent('debug').at(-1)?.text).toBe('line 1199');
  });

  it('DGN-1 tells lines by how loud they are', () => {
    const log = new RingLog(new FakeClock(), createMemoryHost());
    for (const level of ['debug', 'info', 'warn', 'error'] as const) log.write(level, 'x', level);
    expect(log.recent('warn').map(({ text }) => text)).toEqual(['warn', 'error']);
    expect(log.recent('debug')).toHaveLength(4);
  });
});
