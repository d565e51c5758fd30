import type { HandActs, HandAnswer, HandPerson, HandProblem, HandState } from '@services/workspace/handWorkspace.ts';
import type { Outcome } from '@services/workspace/workspace.ts';

/** What a test can do to connecting by hand. */
export interface FakeHand {
  state: HandState;
  /** Whose code is read; what is wrong with it. */
  person: HandPerson | null;
  problem: HandProblem;
  /** Codes that were said yes to. */
  readonly accepted: string[];
  /** What comes of saying yes. */
  next: HandState;
}

const FIRST: HandState = { status: 'first', code: 'banyan://hand#oFIRST', expiresAt: 2_000_000_000_000 };

export function createFakeHand(act: <T>(task: () => T) => Outcome<T>): {
  readonly controls: FakeHand;
  readonly workspace: HandActs;
} {
  const controls: FakeHand = {
    state: { status: 'none' },
    person: null,
    problem: 'hand-foreign',
    accepted: [],
    next: { status: 'none' },
  };
  const answer = <T>(value: T | null): HandAnswer<T> =>
    value === null ? { problem: controls.problem } : { problem: null, value };
  return {
    controls,
    workspace: {
      beginHand: () => act(() => answer((controls.state = FIRST))),
      readHand: () => act(() => answer(controls.person)),
      acceptHand: (text) =>
        act(() => {
          controls.accepted.push(text);
          return answer((controls.state = controls.next));
        }),
      lookHand: () => act(() => controls.state),
      endHand: () => act(() => void (controls.state = { status: 'none' })),
    },
  };
}
