import type { Clock } from '@ports/clock.ts';
import type { Disposer } from '@ports/snapshot.ts';
import { AppLock } from '@services/lock/appLock.ts';
import type { LockPlace } from '@services/lock/lockPlace.ts';
import { appKeys } from '@ui/keys/appKeys.ts';
import { chordOf } from '@ui/keys/chord.ts';

/** What watching works with. */
export interface LockWatchParts {
  readonly place: LockPlace;
  readonly clock: Pick<Clock, 'after'>;
  /** Takes everything off the screen, and out of memory: the lock was closed. */
  readonly leave: () => void;
  /** Whether something was pressed a moment ago, in the frame of a program too. */
  readonly isPressed: () => boolean;
  /** Shows where a lock is turned on. */
  readonly showSettings: () => void;
}

/** How often it is looked whether a hand is on the app, ms: a press in the frame of a program is known of for five seconds. */
const LOOK = 4000;
/** How many looks go by between two words to the host. */
const LOOKS = 5;
const SIGNS = ['pointerdown', 'pointermove', 'wheel', 'keydown', 'input'] as const;

/** Keeps the lock informed that somebody is there, hears its key, and leaves when it closes, in whichever window that was done. */
export function watchLock({ place, clock, leave, isPressed, showSettings }: LockWatchParts): Disposer {
  const lock = new AppLock(place);
  let isOpen = false;
  let isOn = false;
  let isOver = false;
  let isInUse = false;
  const closed = () => {
    if (!isOpen || isOver) return;
    isOver = true;
    leave();
  };
  const begin = async () => {
    const state = await lock.describe();
    if (!state.ok || state.value === null) return;
    isOn = state.value.isOn;
    if (state.value.isLocked) closed();
    else isOpen = isOn;
  };
  const stopHearing = lock.onChanged((isLocked) => {
    if (isLocked) closed();
    else void begin();
  });
  const onKey = (event: KeyboardEvent) => {
    if (event.isComposing || chordOf(event) !== appKeys.lock) return;
    event.preventDefault();
    if (isOn) void lock.close();
    else showSettings();
  };
  const noticed = () => {
    isInUse = true;
  };
  const keep = async () => {
    const used = isInUse;
    isInUse = false;
    if (isOn && (await lock.keep(used)) === false) closed();
  };
  const look = (turn: number) => {
    if (isOver) return;
    if (isPressed() || isSomethingPlaying()) noticed();
    if (turn % LOOKS === 0) void keep();
    clock.after(LOOK, () => look(turn + 1));
  };
  const stopListening = listen(onKey, noticed);
  void begin().then(() => look(0));
  return () => {
    isOver = true;
    stopHearing();
    stopListening();
  };
}

/** Hears keys, and every sign of a hand. */
function listen(onKey: (event: KeyboardEvent) => void, noticed: () => void): Disposer {
  document.addEventListener('keydown', onKey);
  for (const sign of SIGNS) document.addEventListener(sign, noticed, { capture: true, passive: true });
  return () => {
    document.removeEventListener('keydown', onKey);
    for (const sign of SIGNS) document.removeEventListener(sign, noticed, { capture: true });
  };
}

/** Who looks at a film has no hand on anything. */
function isSomethingPlaying(): boolean {
  const media = document.querySelectorAll<HTMLMediaElement>('video, audio');
  return [...media].some(({ paused, ended, srcObject }) => !paused && !ended && srcObject === null);
}
