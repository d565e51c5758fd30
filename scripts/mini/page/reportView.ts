import * as v from 'valibot';
import { REPORT_TYPE, type ReportKind, reportKinds } from '../client/report.ts';
import { button, element } from './element.ts';
import type { Peer } from './peer.ts';

const reportSchema = v.strictObject({
  type: v.literal(REPORT_TYPE),
  kind: v.picklist(reportKinds),
  text: v.pipe(v.string(), v.maxLength(1000)),
});
const WORDS: Readonly<Record<ReportKind | 'note', string>> = {
  policy: 'stopped by the policy',
  error: 'error',
  misuse: 'not in programs',
  note: 'note',
};
const SHOWN = 200;

/** What the programs' pages tell of themselves, and what happened that no update tells. */
export class ReportView {
  private readonly list = element('ol', { 'aria-live': 'polite' });

  constructor(place: HTMLElement) {
    place.replaceChildren(
      element('h2', {}, 'Reports'),
      button('Clear', () => this.list.replaceChildren()),
      this.list,
    );
  }

  /** Hears the pages of `people`: each is known by its origin. */
  hear(people: () => readonly Peer[]): void {
    window.addEventListener('message', ({ data, origin }: MessageEvent<unknown>) => {
      const parsed = v.safeParse(reportSchema, data);
      const label = new URL(origin).hostname.split('.')[0];
      const peer = people().find((other) => other.label === label);
      if (parsed.success && peer !== undefined) this.add(peer, parsed.output.kind, parsed.output.text);
    });
  }

  add(peer: Peer, kind: ReportKind | 'note', text: string): void {
    const item = element('li', { 'data-kind': kind }, `${peer.name}, ${WORDS[kind]}: ${text}`);
    this.list.prepend(item);
    while (this.list.childElementCount > SHOWN) this.list.lastElementChild?.remove();
  }
}
