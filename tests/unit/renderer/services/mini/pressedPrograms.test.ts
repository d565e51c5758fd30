import { beforeEach, describe, expect, it } from 'vitest';
import type { AccountId, EventId, SpaceId } from '@shared/ids.ts';
import { fail, ok } from '@shared/result.ts';
import { FakeClock } from '@adapters/memory/clock/fakeClock.ts';
import { MemoryProgramViews } from '@adapters/memory/views/memoryProgramViews.ts';
import type { OpenInstance } from '@services/mini/hostParts.ts';
import { PASSING, PRESS_LASTS, PressedPrograms, seatOf } from '@services/mini/pressedPrograms.ts';
import type { FoundProgram, ProgramLookup } from '@services/mini/programLookup.ts';
import { MemoryTabs } from '../../../../integration/support/memoryTabs.ts';
import { makeBlob } from '../../../../support/shared/blobFixtures.ts';
import { PROGRAM_SELF } from '../../../../support/shared/programSelf.ts';
import { settle } from '../../../../support/shared/settle.ts';
import { idOf } from '../../../../support/shared/storeFixtures.ts';

const instance = idOf<EventId>('card');
const open: OpenInstance = {
  instance,
  space: idOf<SpaceId>('space'),
  label: 'b'.repeat(26),
  name: 'Poll',
  declared: { permissions: [], net: [] },
  self: PROGRAM_SELF,
};

let clock: FakeClock;
let views: MemoryProgramViews;
let tabs: MemoryTabs;
let found: Awaited<ReturnType<ProgramLookup['take']>>;
let pressed: PressedPrograms;

function foundProgram(change: Partial<FoundProgram> = {}) {
  return ok({
    open,
    package: makeBlob(Uint8Array.of(1)).id,
    isChanged: false,
    kept: Promise.resolve(ok(open)),
    ...change,
  });
}

/** Whether another window can have the instance without this one being asked. */
async function isFree(): Promise<boolean> {
  const leave = await tabs.programSeats().takeFree(seatOf(instance), () => undefined);
  leave?.();
  return leave !== null;
}

beforeEach(() => {
  clock = new FakeClock();
  views = new MemoryProgramViews();
  tabs = new MemoryTabs();
  found = foundProgram();
  pressed = new PressedPrograms({
    self: idOf<AccountId>('self'),
    views,
    seats: tabs.programSeats(),
    lookup: { take: () => Promise.resolve(found) },
    clock,
    onAsked: (asked) => void pressed.forget(asked),
  });
});

describe('a program whose button is pressed', () => {
  it('PRG-13 is served once and has not begun, and is there for the click at once', async () => {
    pressed.press(instance);
    pressed.press(instance);
    await settle();
    expect(views.views).toHaveLength(1);
    const ready = pressed.takeNow(instance);
    expect(ready?.view).toBe(views.views[0]);
    expect(views.views[0]?.begun).toBeUndefined();
    expect(pressed.takeNow(instance)).toBeNull();
    await clock.advance(PRESS_LASTS);
    await settle();
    expect(views.views[0]?.state.get()).toBe('ready');
    expect(await isFree()).toBe(false);
  });

  it('PRG-13 is served as well when the pointer or the keyboard stays at its button, and not where it only passes', async () => {
    pressed.approach(instance);
    await clock.advance(PASSING - 1);
    pressed.approach(null);
    await clock.advance(PASSING);
    await settle();
    expect(views.views).toHaveLength(0);
    pressed.approach(instance);
    await clock.advance(PASSING);
    await settle();
    expect(views.views).toHaveLength(1);
    await clock.advance(PRESS_LASTS - 1);
    pressed.press(instance);
    await clock.advance(PRESS_LASTS - 1);
    expect(pressed.takeNow(instance)?.view).toBe(views.views[0]);
    expect(views.views).toHaveLength(1);
  });

  it('PRG-13 of several one after the other only the last is served', async () => {
    const next = idOf<EventId>('next');
    pressed.press(instance);
    await settle();
    pressed.approach(next);
    await clock.advance(PASSING);
    await settle();
    expect(views.views.map(({ state }) => state.get())).toEqual(['closed', 'ready']);
    expect([pressed.takeNow(instance), pressed.takeNow(next)?.view]).toEqual([null, views.views[1]]);
  });

  it('PRG-13 is waited for by a click that comes before it is ready', async () => {
    pressed.press(instance);
    expect(pressed.takeNow(instance)).toBeNull();
    expect((await pressed.take(instance))?.open).toBe(open);
  });

  it('PRG-13 is not served any more when no click comes, or it is not to be opened as it is', async () => {
    for (const end of [() => clock.advance(PRESS_LASTS), () => pressed.forget(instance), () => pressed.forgetAll()]) {
      pressed.press(instance);
      await settle();
      expect(await isFree()).toBe(false);
      await end();
      await settle();
      expect(views.views.at(-1)?.state.get()).toBe('closed');
      expect(await isFree()).toBe(true);
      expect(pressed.takeNow(instance)).toBeNull();
    }
  });

  it('PRG-13 stays with the window that has it, and goes to one that asks for it', async () => {
    let asked = 0;
    const leave = await tabs.programSeats().take(seatOf(instance), () => (asked += 1));
    pressed.press(instance);
    await settle();
    expect([asked, views.views.length, pressed.takeNow(instance)]).toEqual([0, 0, null]);
    leave();
    await pressed.forget(instance);
    pressed.press(instance);
    await settle();
    const other = await tabs.programSeats().take(seatOf(instance), () => undefined);
    expect(views.views[0]?.state.get()).toBe('closed');
    other();
  });

  it('PRG-13 is left to the click where the person is to be told something first, and no seat is kept for it', async () => {
    const faults = [
      foundProgram({ isChanged: true }),
      foundProgram({ kept: Promise.resolve(fail('host-unreachable', '')) }),
      fail('file-missing', 'on its way'),
    ] as const;
    for (found of faults) {
      pressed.press(instance);
      expect(await pressed.take(instance)).toBeNull();
    }
    found = foundProgram();
    views.fault = 'host-unreachable';
    pressed.press(instance);
    expect(await pressed.take(instance)).toBeNull();
    expect([views.views.length, await isFree()]).toEqual([0, true]);
  });
});
