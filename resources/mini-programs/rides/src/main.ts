import { icon } from '../../shared/icons.ts';
import { show } from '../../shared/page.ts';
import { emptyView, tabs, titleRow } from '../../shared/parts.ts';
import { question } from '../../shared/sheet.ts';
import { type Child, type View, h } from '../../shared/view.ts';
import { type Filter, change, doubt, drawBy, page, routeOf, say, session } from './program.ts';
import { rideCard } from './rideCard.ts';
import { emptyDraft, rideSheet } from './rideForm.ts';
import { type Ride, sortRides } from './rules.ts';

/** How often a ride that has left is folded away, ms. */
const CLOCK = 60_000;

const filters: Readonly<Record<Filter, (ride: Ride) => boolean>> = {
  all: () => true,
  offers: ({ kind }) => kind === 'offer',
  seeks: ({ kind }) => kind === 'seek',
  mine: ({ owner, requests }) => owner === session.me || requests.some(({ who }) => who === session.me),
};

function draw(): void {
  const { coming, past } = sortRides(session.state, Date.now());
  const isEmpty = coming.length === 0 && past.length === 0;
  show(
    h(
      'div',
      { class: 'page' },
      titleRow(say('title'), !isEmpty && newButton()),
      isEmpty
        ? session.isReady && emptyView(say('emptyTitle'), h('p', {}, say('emptyText')), newButton())
        : list(coming),
      past.length > 0 && pastView(past),
      doubt(),
    ),
    page.draft !== null && rideSheet(page.draft),
    page.dropping !== null && dropSheet(page.dropping),
  );
}

function list(coming: readonly Ride[]): Child {
  const all = (['all', 'offers', 'seeks', 'mine'] as const).map((name) => ({ name, label: say(name) }));
  const shown = coming.filter(filters[page.filter]);
  return [
    tabs<Filter>(all, page.filter, (filter) => change({ filter })),
    shown.length === 0 ? emptyView(say('nothing')) : shown.map((ride) => rideCard(ride, true)),
  ];
}

function pastView(past: readonly Ride[]): View {
  return h(
    'details',
    { key: 'past' },
    h('summary', {}, say('past', { count: past.length })),
    h(
      'div',
      { class: 'stack' },
      past.slice(0, 50).map((ride) => rideCard(ride, false)),
    ),
  );
}

function newButton(): View {
  const click = () => change({ draft: emptyDraft(Date.now()), problem: '' });
  return h('button', { type: 'button', class: 'primary', on: { click } }, icon('add'), say('newRide'));
}

function dropSheet(ride: Ride): View {
  const close = () => change({ dropping: null });
  return question({
    key: 'drop',
    title: say('drop'),
    text: ride.requests.length > 0 ? say('dropAsk') : routeOf(ride),
    yes: say('drop'),
    no: say('cancel'),
    onClose: close,
    onYes: () => {
      page.dropping = null;
      const words = `${say('dropped')}: ${routeOf(ride)}`;
      const told = ride.requests.slice(0, 60).map(({ who }) => [who, words] as const);
      session.act({ t: 'drop', id: ride.id }, told.length > 0 ? { notify: Object.fromEntries<string>(told) } : {});
    },
  });
}

drawBy(draw);
setInterval(draw, CLOCK);
