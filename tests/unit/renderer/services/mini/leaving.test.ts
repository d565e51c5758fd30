/** What a program says at its end. Rules: MPH-16 in services/mini/SPEC.md. */
import { describe, expect, it } from 'vitest';
import { FakeClock } from '@adapters/memory/clock/fakeClock.ts';
import { LEAVE_DEADLINE } from '@services/mini/programPage.ts';
import { OpenProgram, twoPeople } from '../../../../support/web/programWorld.ts';

describe('the end', () => {
  it('MPH-16 what a program says when it goes out of sight is sent before it is closed', async () => {
    // Of time that stands still nobody takes too long.
    const { ann, ben } = twoPeople({ clock: new FakeClock() });
    const { webxdc, document } = ann.page();
    document.addEventListener('visibilitychange', () => webxdc.sendUpdate({ payload: document.visibilityState }));
    await ann.host.close();
    await ann.host.close();
    expect(ben.log.all(ben.stream).map(({ bytes }) => new TextDecoder().decode(bytes))).toEqual([
      '{"payload":"hidden"}',
    ]);
  });

  it('MPH-16 a page that does not answer is closed all the same', async () => {
    const clock = new FakeClock();
    const program = new OpenProgram({ clock });
    const said: unknown[] = [];
    let isClosed = false;
    program.host.attach({
      post: (message) => said.push(message),
      onMessage: () => () => undefined,
      close: () => (isClosed = true),
    });
    const closing = program.host.close();
    await clock.advance(LEAVE_DEADLINE - 1);
    expect(isClosed).toBe(false);
    await clock.advance(1);
    await closing;
    expect(isClosed).toBe(true);
    expect(said).toEqual([{ type: 'visibility', isHidden: true }]);
  });
});
