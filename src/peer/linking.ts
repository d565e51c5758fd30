import { LINK_LIFETIME } from '@domain/device/linkCode.ts';
import { joinAccount } from '@services/application/firstStart.ts';
import type { DeviceJoiningState } from '@services/workspace/deviceWorkspace.ts';
import type { JoiningDevice } from '@services/workspace/workspace.ts';
import type { PeerParts } from './peerParts.ts';

/** Who is asked and told while the box is linked. */
export interface LinkingTalk {
  readonly say: (line: string) => void;
  /** Asks and waits for a line; null when nobody can answer. */
  readonly ask: (question: string) => Promise<string | null>;
}

const REASONS = {
  wrong: 'The digits were typed wrong three times. Show a new code on the other device and start again.',
  over: 'The code is used up or too old. Show a new code on the other device and start again.',
  busy: 'Somebody else is using this code. Show a new code on the other device and start again.',
  'not-kept': 'The keys could not be written. Look whether the data directory can be written to, and start again.',
} as const satisfies Record<(DeviceJoiningState & { readonly status: 'failed' })['reason'], string>;

const NOBODY =
  'Nobody answered. Is the code still shown on the other device? Does this machine reach the same meeting point (--signaling)?';

/** Goes into the account of the device that shows the code, as its person says yes in the terminal. True when this box belongs to it. */
export async function linkBox(
  parts: PeerParts,
  said: { readonly code: string; readonly name: string },
  talk: LinkingTalk,
): Promise<boolean> {
  const joining = await joinAccount(parts, said, () => undefined);
  if (!joining.ok) {
    talk.say(
      joining.error.code === 'device-code-malformed'
        ? 'That is not a code of a device, or it was mistyped. Copy the link from "Link a device" on your other device.'
        : `The box could not begin: ${joining.error.code}. Look whether the data directory can be written to.`,
    );
    return false;
  }
  talk.say('Looking for the device that shows this code …');
  return new Promise((resolve) => new Linking(parts, { joining: joining.value, talk, done: resolve }).start());
}

interface LinkingParts {
  readonly joining: JoiningDevice;
  readonly talk: LinkingTalk;
  readonly done: (isLinked: boolean) => void;
}

/** One linking, from the code to the yes. */
class Linking {
  private readonly parts: LinkingParts;
  private readonly clock: PeerParts['clock'];
  private shown = '';
  private isAsking = false;
  private isOver = false;
  private readonly stops: (() => void)[] = [];

  constructor({ clock }: PeerParts, parts: LinkingParts) {
    this.clock = clock;
    this.parts = parts;
  }

  start(): void {
    const { state } = this.parts.joining;
    const follow = () => this.follow(state.get());
    this.stops.push(
      state.subscribe(follow),
      this.clock.after(LINK_LIFETIME, () => this.end(false, NOBODY)),
    );
    follow();
  }

  private follow(state: DeviceJoiningState): void {
    if (state.status === 'digits' && state.digits !== this.shown) {
      this.shown = state.digits;
      this.parts.talk.say(
        `Type these digits on your other device:  ${state.digits.slice(0, 3)} ${state.digits.slice(3)}`,
      );
    }
    if (state.status === 'asking' && !this.isAsking) {
      this.isAsking = true;
      void this.ask(state);
    }
    if (state.status === 'failed') this.end(false, REASONS[state.reason]);
    if (state.status === 'linked') this.end(true, 'Linked. This box is one of your devices now.');
  }

  /** Whoever saw the code can answer it first: only the person can tell (DEV-35). */
  private async ask({ name, number }: DeviceJoiningState & { readonly status: 'asking' }): Promise<void> {
    const { talk, joining } = this.parts;
    talk.say(`The other device belongs to: ${name}`);
    talk.say(`Number of this box: ${number}`);
    talk.say('Go on only if that is you, and your other device says "Linked" now and shows the same number.');
    const answer = await talk.ask('Is it your account, and is the number the same there? [y/N] ');
    if (this.isOver) return;
    if (answer !== null && /^y(es)?$/i.test(answer.trim())) return joining.accept();
    const why = answer === null ? 'Nobody could be asked: run this in a terminal.' : 'Not linked.';
    this.end(false, `${why} Nothing was kept. If your other device lists this box, remove it there.`);
  }

  private end(isLinked: boolean, line: string): void {
    if (this.isOver) return;
    this.isOver = true;
    for (const stop of this.stops) stop();
    if (!isLinked) this.parts.joining.end();
    this.parts.talk.say(line);
    this.parts.done(isLinked);
  }
}
