import { describe, expect, it } from 'vitest';
import { createOutlet } from '../../../../../src/main/services/signaling/outlet.ts';

/** A way that takes everything and whose flushes are settled by hand. */
function fakeWay() {
  const sent: string[] = [];
  const flushes: { resolve: () => void; reject: (cause: Error) => void }[] = [];
  return {
    sent,
    flushes,
    publish: (subject: string, payload: Uint8Array) =>
      void sent.push(`${subject}:${payload.length > 20 ? payload.length : Buffer.from(payload).toString()}`),
    flush: () => new Promise<void>((resolve, reject) => flushes.push({ resolve, reject })),
  };
}

const bytes = (text: string) => Buffer.from(text);
const mebibyte = Buffer.alloc(1024 * 1024);

describe('the way out of a node', () => {
  it('SIG-17 sends while it is open, and counts what it could not send while it was closed', () => {
    const outlet = createOutlet();
    const way = fakeWay();
    outlet.send('a', bytes('early'));
    outlet.lead(way);
    outlet.send('a', bytes('now'));
    outlet.lead(null);
    outlet.send('a', bytes('late'));
    expect(way.sent).toEqual(['a:early', 'a:now']);
    expect(outlet.counters()).toEqual({ sent: 2, away: 2, busy: 0 });
  });

  it('SIG-17 keeps the last of each subject for a minute, and nothing of a subject that was left', () => {
    let time = 0;
    const outlet = createOutlet(() => time);
    outlet.send('old', bytes('forgotten'));
    time += 30_000;
    for (const text of ['1', '2', '3']) outlet.send('a', bytes(text));
    outlet.send('left', bytes('x'));
    outlet.forget('left');
    outlet.forget('never there');
    time += 31_000;
    const way = fakeWay();
    outlet.lead(way);
    expect(way.sent).toEqual(['a:3']);
    outlet.lead(null);
    outlet.lead(way);
    expect(way.sent).toEqual(['a:3']);
  });

  it('SIG-17 keeps eight megabytes at most, the newest', () => {
    const outlet = createOutlet();
    for (let index = 0; index < 20; index += 1) outlet.send(`s${index}`, mebibyte);
    const way = fakeWay();
    outlet.lead(way);
    expect(way.sent.map((line) => line.split(':')[0])).toEqual(
      Array.from({ length: 8 }, (_, index) => `s${index + 12}`),
    );
  });

  it('SIG-17 drops what a way that does not keep up would only bring late, and goes on when it has kept up', async () => {
    const outlet = createOutlet();
    const way = fakeWay();
    outlet.lead(way);
    for (let index = 0; index < 20; index += 1) outlet.send('a', mebibyte);
    expect(outlet.counters()).toEqual({ sent: 16, away: 0, busy: 4 });
    expect(way.flushes).toHaveLength(1);
    way.flushes[0]?.resolve();
    await Promise.resolve();
    // Only what had been sent before the question is known to have arrived.
    outlet.send('a', mebibyte);
    expect(outlet.counters()).toMatchObject({ sent: 17 });
    expect(way.flushes).toHaveLength(2);
  });

  it('SIG-17 a way that breaks under it is no fault, and the next one begins at nothing', async () => {
    const outlet = createOutlet();
    const broken = fakeWay();
    outlet.lead(broken);
    for (let index = 0; index < 16; index += 1) outlet.send('a', mebibyte);
    broken.flushes[0]?.reject(new Error('disconnected'));
    await Promise.resolve();
    const closed = { ...fakeWay(), publish: () => expect.fail('closed connection') };
    outlet.lead(closed);
    outlet.send('a', bytes('x'));
    expect(outlet.counters()).toMatchObject({ busy: 1 });
    const next = fakeWay();
    outlet.lead(next);
    outlet.send('a', mebibyte);
    expect(next.sent).toHaveLength(1);
  });
});
