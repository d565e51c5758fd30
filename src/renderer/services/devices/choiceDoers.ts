import type { Choice } from '@domain/device/choices.ts';
import type { Log } from '../diagnostics/log.ts';

/** Does what another device chose. */
export type OnChoice = (choice: Choice) => Promise<void>;
/** The same of several that came together, each of a key of its own. False where that could not be kept: they are to be done again. */
export type OnChoices = (choices: readonly Choice[]) => Promise<boolean>;

/**
 * Which choices of a section are done. `last`: of each key the last; one that was replaced is not. `each`: every one, in whatever order they
 * came: what they are about is put together from all that was said (DEV-60).
 */
export type Doing = 'last' | 'each';

interface Doer {
  readonly act: OnChoice;
  readonly which: Doing;
  readonly together?: OnChoices;
}

/** Who does what other devices chose, by section: the first part of a choice's key. */
export class ChoiceDoers {
  private readonly doers = new Map<string, Doer>();
  private readonly log: Log;

  constructor(log: Log) {
    this.log = log;
  }

  on(section: string, act: OnChoice, which: Doing): void {
    this.doers.set(section, { act, which });
  }

  /** For who does many at once sooner than one by one. */
  onTogether(section: string, act: OnChoices): void {
    this.doers.set(section, { act: async (choice) => void (await act([choice])), which: 'last', together: act });
  }

  whichOf(key: string): Doing {
    return this.doerOf(key)?.which ?? 'last';
  }

  /** Does what came together: first what is done at once, then the others in their order, as far as they are still to be done. The value are those that could not be kept. */
  async doAll(choices: readonly Choice[], isStill: (choice: Choice) => boolean): Promise<readonly Choice[]> {
    const failed: Choice[] = [];
    const together = new Map<OnChoices, Choice[]>();
    for (const choice of choices) {
      const act = this.doerOf(choice.key)?.together;
      if (act === undefined) continue;
      const known = together.get(act);
      if (known === undefined) together.set(act, [choice]);
      else known.push(choice);
    }
    for (const [act, some] of together)
      await this.trying(async () => {
        if (!(await act(some))) failed.push(...some);
      });
    for (const choice of choices)
      if (this.doerOf(choice.key)?.together === undefined && isStill(choice)) await this.doOne(choice);
    return failed;
  }

  doOne(choice: Choice): Promise<void> {
    return this.trying(() => this.doerOf(choice.key)?.act(choice));
  }

  private doerOf(key: string): Doer | undefined {
    return this.doers.get(key.slice(0, key.indexOf('/')));
  }

  private async trying(act: () => Promise<void> | undefined): Promise<void> {
    try {
      await act();
    } catch (cause) {
      // A bug in one of them is not to keep the others from being done.
      this.log.write('error', 'devices', `a choice was not done: ${cause instanceof Error ? cause.name : 'no error'}`);
    }
  }
}
