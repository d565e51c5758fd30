import type { Extras } from './host.ts';
import type { Rules } from './log.ts';
import { type Session, openSession } from './session.ts';
import { type Child, h, render } from './view.ts';

const root = document.querySelector('#program') ?? document.body;

/** Brings the page to what `views` say. */
export function show(...views: readonly Child[]): void {
  render(root, ...views);
}

/** What a page is made of. */
export interface PageOptions<State, Op, Known extends object> {
  readonly rules: Rules<State, Op>;
  readonly say: (key: 'someone' | 'unproven') => string;
  /** What only this page knows: changed in place. */
  readonly page: Known;
  /** What the chat shows beside the program, for the one whose address is `me`. */
  readonly describe?: (state: State, me: string) => Pick<Extras, 'summary' | 'document'>;
}

/** A page that is drawn from its log and from what it knows itself. */
export interface Page<State, Op, Known extends object> {
  readonly session: Session<State, Op>;
  /** Says what draws the page, and draws it; it is called again after every change. */
  readonly drawBy: (draw: () => void) => void;
  /** Changes what the page knows, and draws it. */
  readonly change: (part: Partial<Known>) => void;
  /** Someone's name. */
  readonly nameOf: (address: string) => string;
  /** Says that nobody vouches for who wrote what, where that is so. */
  readonly doubt: () => Child;
}

/** Opens the log of a page. */
export function openPage<State, Op, Known extends object>(
  options: PageOptions<State, Op, Known>,
): Page<State, Op, Known> {
  const { rules, say, page, describe = () => ({}) } = options;
  let redraw = (): void => undefined;
  const session: Session<State, Op> = openSession({
    rules,
    onChange: () => redraw(),
    describe: (state) => describe(state, session.me),
  });
  return {
    session,
    drawBy(draw) {
      redraw = draw;
      draw();
    },
    change(part) {
      Object.assign(page, part);
      redraw();
    },
    nameOf: (address) => session.nameOf(address) || say('someone'),
    doubt: () => session.acts.some(({ isVerified }) => !isVerified) && h('p', { class: 'notice' }, say('unproven')),
  };
}
