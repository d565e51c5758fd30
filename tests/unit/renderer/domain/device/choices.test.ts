import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Choice, choiceIn, laterChoice, says } from '@domain/device/choices.ts';
import { CHOICE_KIND } from '@domain/device/ownWord.ts';
import type { DeviceId, EventId, SpaceId } from '@shared/ids.ts';
import { toBase64url } from '@shared/base64url.ts';
import { bytesOf } from '../support/devices.ts';

const devices = [1, 2, 3].map((seed) => toBase64url(bytesOf(32, seed)) as DeviceId);
const choices = fc.array(
  fc.record({
    key: fc.constantFrom('note/a', 'settings/theme', 'chat/b'),
    value: fc.oneof(fc.integer(), fc.string(), fc.constant(null)),
    at: fc.nat(5),
    seq: fc.constant(0),
    device: fc.constantFrom(...devices),
  }),
  { maxLength: 20 },
);

function folded(all: readonly Choice[]): ReadonlyMap<string, Choice> {
  const known = new Map<string, Choice>();
  for (const choice of all) known.set(choice.key, laterChoice(known.get(choice.key), choice));
  return known;
}

describe('what own devices agree on', () => {
  it('DEV-11 is the same in whatever order it came, and however often', () => {
    fc.assert(
      fc.property(choices, fc.array(fc.nat(), { minLength: 20, maxLength: 20 }), (made, chance) => {
        // A chain has no two events of one time: of one device and key and time there is one value.
        const all = [...new Map(made.map((one) => [`${one.key} ${one.at} ${one.device}`, one])).values()];
        const shuffled = all
          .map((choice, at) => ({ choice, place: chance[at] ?? 0 }))
          .toSorted((one, other) => one.place - other.place)
          .map(({ choice }) => choice);
        const sorted = (view: ReadonlyMap<string, Choice>) => [...view].toSorted(([a], [b]) => (a < b ? -1 : 1));
        expect(sorted(folded([...shuffled, ...all]))).toEqual(sorted(folded(all)));
      }),
    );
  });

  it('DEV-10 is read from events of one kind, of a form that fits', () => {
    const eventOf = (kind: string, body: unknown) => ({
      content: {
        v: 1,
        space: 's' as SpaceId,
        kind,
        device: devices[0] as DeviceId,
        seq: 0,
        prev: null as EventId | null,
        at: 5,
        body,
      },
    });
    expect(choiceIn(eventOf(CHOICE_KIND, { key: 'settings/theme', value: 'dark' }))).toMatchObject({
      value: 'dark',
      at: 5,
    });
    expect(choiceIn(eventOf('chat.message', { key: 'settings/theme', value: 'dark' }))).toBeNull();
    expect(choiceIn(eventOf(CHOICE_KIND, { key: 'settings', value: 'dark' }))).toBeNull();
    expect(choiceIn(eventOf(CHOICE_KIND, { value: 1 }))).toBeNull();
  });

  it('DEV-11 what a device began with is before all that was chosen, whatever the clocks say', () => {
    const [mine, theirs] = [devices[0] as DeviceId, devices[1] as DeviceId];
    const said = (device: DeviceId, place: { readonly seq: number; readonly at: number }, body: object) => {
      const content = {
        v: 1,
        space: 's' as SpaceId,
        kind: CHOICE_KIND,
        device,
        prev: null as EventId | null,
        ...place,
      };
      const choice = choiceIn({ content: { ...content, body: { key: 'note/a', ...body } } });
      if (choice === null) throw new Error('no choice');
      return choice;
    };
    const chosen = said(theirs, { seq: 0, at: 5 }, { value: 'chosen' });
    const began = said(mine, { seq: 0, at: 9000 }, { value: 'began', began: true });
    const again = said(mine, { seq: 1, at: 9001 }, { value: 'again', began: true });
    expect([laterChoice(chosen, began), laterChoice(began, chosen)]).toEqual([chosen, chosen]);
    expect([laterChoice(again, began), laterChoice(began, again)]).toEqual([again, again]);
    const form = { v: 1, space: 's' as SpaceId, kind: CHOICE_KIND, device: mine, seq: 0, prev: null, at: 5 };
    expect(choiceIn({ content: { ...form, body: { key: 'note/a', value: 1, began: false } } })).toBeNull();
  });

  it('DEV-11 a value that was said is known from one that was not', () => {
    const choice = { key: 'a/b', value: { x: [1, new Uint8Array(2)] }, at: 1, seq: 0, device: devices[0] as DeviceId };
    expect(says(choice, { x: [1, new Uint8Array(2)] })).toBe(true);
    expect(says(choice, { x: [1] })).toBe(false);
    expect(says(undefined, null)).toBe(false);
  });
});
