/** What is said again. Rules: PRG-27 in services/mini/SPEC.md. */
import { expect, it } from 'vitest';
import type { EventId } from '@shared/ids.ts';
import { fail, ok } from '@shared/result.ts';
import { FakeClock } from '@adapters/memory/clock/fakeClock.ts';
import { systemRandom } from '@adapters/system/systemRandom.ts';
import type { SayFailure } from '@services/mini/programLog.ts';
import { SaidOnce, wordIds } from '@services/mini/saidOnce.ts';
import { SendQueue } from '@services/mini/sendQueue.ts';
import { idOf } from '../../../../support/shared/storeFixtures.ts';

const stream = { instance: idOf<EventId>('card'), document: null, scope: 'instance' } as const;

it('PRG-27 an update whose answer was lost, or comes late, is said once', async () => {
  const clock = new FakeClock();
  const engine = new SaidOnce<SayFailure>();
  const said: number[] = [];
  let lost = 2;
  const queue = new SendQueue(
    {
      clock,
      newId: wordIds(systemRandom),
      writer: {
        say: async (_, bytes, id) => {
          const answer = await engine.say(id, () => {
            said.push(...bytes);
            return Promise.resolve(ok());
          });
          if (lost === 0) return answer;
          lost -= 1;
          return fail('later', 'the other window does not answer');
        },
      },
    },
    { onChange: () => undefined, onRefused: () => undefined, onSaid: () => undefined },
  );
  for (const byte of [1, 2]) queue.add(stream, Uint8Array.of(byte));
  await clock.advance(60_000);
  expect([said, lost]).toEqual([[1, 2], 0]);
});

it('PRG-27 what was not said may be said again, and two words alike are two', async () => {
  const engine = new SaidOnce<SayFailure>();
  const newId = wordIds(systemRandom);
  const [first, second] = [newId(), newId()];
  let said = 0;
  const refuse = () => Promise.resolve(fail('later', 'the disk is full'));
  const say = () => {
    said += 1;
    return Promise.resolve(ok());
  };
  expect((await engine.say(first, refuse)).ok).toBe(false);
  expect([await engine.say(first, say), await engine.say(second, say), await engine.say(first, say)]).toEqual([
    ok(),
    ok(),
    ok(),
  ]);
  expect(said).toBe(2);
});

it('PRG-27 what a tab says that names no words is said each time', async () => {
  const engine = new SaidOnce<SayFailure>();
  const said: string[] = [];
  const say = (word: string) => () => {
    said.push(word);
    return Promise.resolve(ok());
  };
  for (const word of ['one', 'two', 'two']) expect(await engine.say(undefined, say(word))).toEqual(ok());
  expect(said).toEqual(['one', 'two', 'two']);
});
