import { cleanLine, newId } from '../../shared/reading.ts';
import { sheet } from '../../shared/sheet.ts';
import { choice, field, form, tabs } from '../../shared/parts.ts';
import { type View, h } from '../../shared/view.ts';
import { type Draft, change, fieldTime, nameOf, page, routeOf, say, session, speech, timeOf } from './program.ts';
import { MAX_SEATS } from './rules.ts';

/** A ride that leaves in the morning, to be filled in. */
export function emptyDraft(now: number): Draft {
  const morning = new Date(now + 24 * 60 * 60 * 1000).setHours(8, 0, 0, 0);
  return { id: null, kind: 'offer', from: '', to: '', leaves: fieldTime(morning), seats: '3', note: '' };
}

/** Draws the form of a ride. */
export function rideSheet(draft: Draft): View {
  const close = () => change({ draft: null });
  const sizes = Array.from({ length: MAX_SEATS }, (_, index) => index + 1);
  return sheet(
    { key: 'ride', title: say(draft.id === null ? 'newRide' : 'edit'), onClose: close },
    form(
      'ride',
      () => publish(draft),
      draft.id === null &&
        tabs(
          [
            { name: 'offer', label: say('offer') },
            { name: 'seek', label: say('seek') },
          ],
          draft.kind,
          (kind) => change({ draft: { ...draft, kind, seats: kind === 'seek' ? '1' : '3' } }),
        ),
      h(
        'div',
        { class: 'pair' },
        field(say('from'), draft.from, {
          onInput: (from) => (draft.from = from),
          attributes: { required: true, maxlength: 60 },
        }),
        field(say('to'), draft.to, { onInput: (to) => (draft.to = to), attributes: { required: true, maxlength: 60 } }),
        field(say('leaves'), draft.leaves, {
          onInput: (leaves) => (draft.leaves = leaves),
          attributes: { type: 'datetime-local', required: true },
        }),
        choice(say('seats'), draft.seats, {
          options: sizes.map((size) => [String(size), speech.number(size)]),
          onChange: (seats) => (draft.seats = seats),
        }),
      ),
      field(say('note'), draft.note, { onInput: (note) => (draft.note = note), attributes: { maxlength: 200 } }),
      page.problem !== '' && h('p', { class: 'problem', role: 'alert' }, page.problem),
      h(
        'div',
        { class: 'actions' },
        h('button', { type: 'button', class: 'quiet', on: { click: close } }, say('cancel')),
        h('button', { type: 'submit', class: 'primary' }, say(draft.id === null ? 'publish' : 'save')),
      ),
    ),
  );
}

function publish({ id, kind, ...draft }: Draft): void {
  const from = cleanLine(draft.from, 60);
  const to = cleanLine(draft.to, 60);
  const leaves = new Date(draft.leaves).getTime();
  if (from === '' || to === '') return;
  if (Number.isNaN(leaves) || leaves < Date.now()) return change({ problem: say('pastTime') });
  page.draft = null;
  const words = `${nameOf(session.me)} ${say(kind === 'offer' ? 'offersTag' : 'seeksTag')}: ${routeOf({ from, to })}, ${timeOf(leaves)}`;
  session.act(
    {
      t: 'ride',
      id: id ?? newId(),
      kind,
      from,
      to,
      leaves,
      seats: Number(draft.seats),
      note: cleanLine(draft.note, 200),
    },
    id === null ? { info: words } : {},
  );
}
