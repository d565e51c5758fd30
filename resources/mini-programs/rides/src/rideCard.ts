import { iconButton } from '../../shared/icons.ts';
import { badge } from '../../shared/people.ts';
import { type Child, type View, h } from '../../shared/view.ts';
import { change, fieldTime, nameOf, routeOf, say, session, speech, timeOf } from './program.ts';
import { type Places, type Request, type Ride, placesOf } from './rules.ts';

type Standing = 'riding' | 'asked' | 'waiting' | 'refused';
const STANDINGS: readonly Standing[] = ['riding', 'asked', 'waiting', 'refused'];

/** Draws a ride with who comes along and what can be done. */
export function rideCard(ride: Ride, isOpen: boolean): View {
  const { owner, id, kind, leaves, note } = ride;
  const places = placesOf(ride);
  const isMine = owner === session.me;
  return h(
    'article',
    { key: `${owner} ${id}`, class: `card padded stack ride${isOpen ? '' : ' past'}`, 'aria-label': routeOf(ride) },
    h(
      'div',
      { class: 'row between top' },
      h('div', { class: 'grow' }, h('p', { class: 'when' }, timeOf(leaves)), routeView(ride)),
      isMine && isOpen && iconButton('edit', say('edit'), { onPress: () => edit(ride) }),
    ),
    h(
      'div',
      { class: 'row between' },
      h(
        'span',
        { class: 'row owner' },
        badge({ address: owner, name: nameOf(owner) }),
        h(
          'span',
          { class: 'small' },
          h('bdi', { class: 'who' }, nameOf(owner)),
          ` ${say(kind === 'offer' ? 'offersTag' : 'seeksTag')}`,
        ),
      ),
      freeTag(ride, places),
    ),
    note !== '' && h('p', { class: 'notice' }, h('bdi', {}, note)),
    peopleView(ride, places, isMine && isOpen),
    isOpen && h('div', { class: 'actions' }, isMine ? dropButton(ride) : joinButton(ride, places)),
  );
}

function dropButton(ride: Ride): View {
  return h('button', { type: 'button', class: 'quiet', on: { click: () => change({ dropping: ride }) } }, say('drop'));
}

function routeView({ from, to }: Ride): View {
  return h(
    'h2',
    { class: 'route' },
    h('bdi', {}, from),
    h('span', { class: 'arrow', 'aria-hidden': true }, speech.isRightToLeft ? ' ← ' : ' → '),
    h('bdi', {}, to),
  );
}

function freeTag(ride: Ride, places: Places): View {
  const { isDropped } = ride;
  const look = places.free > 0 && !isDropped ? 'tag open' : 'tag';
  return h('span', { class: look }, isDropped ? say('dropped') : freeText(ride, places));
}

function freeText({ kind, seats }: Ride, { free, riding }: Places): string {
  if (kind === 'seek') return riding.length > 0 ? say('found') : say('needs', { count: seats });
  return free > 0 ? say('free', { count: free }) : say('full');
}

function edit({ id, kind, from, to, leaves, seats, note }: Ride): void {
  change({ problem: '', draft: { id, kind, from, to, leaves: fieldTime(leaves), seats: String(seats), note } });
}

function peopleView(ride: Ride, places: Places, canAnswer: boolean): Child {
  if (ride.requests.length === 0) return null;
  return h(
    'ul',
    { class: 'people' },
    STANDINGS.flatMap((standing) =>
      places[standing].map((request) => personRow(ride, request, { standing, canAnswer })),
    ),
  );
}

function personRow(
  ride: Ride,
  { who, seats }: Request,
  { standing, canAnswer }: { standing: Standing; canAnswer: boolean },
): View {
  const name = nameOf(who);
  const answer = (isTaken: boolean) => () => {
    const words = `${say(isTaken ? 'riding' : 'refused')}: ${routeOf(ride)}`;
    session.act({ t: 'answer', id: ride.id, who, isTaken }, { notify: { [who]: words } });
  };
  return h(
    'li',
    { key: who, class: 'row' },
    badge({ address: who, name }),
    h(
      'span',
      { class: 'grow' },
      h('bdi', {}, name),
      seats > 1 && ride.kind === 'offer' && h('span', { class: 'muted' }, ` +${speech.number(seats - 1)}`),
      h('span', { class: `small block ${standing}` }, say(standing)),
    ),
    canAnswer && standing !== 'refused' && iconButton('close', say('refuse', { name }), { onPress: answer(false) }),
    canAnswer &&
      standing !== 'riding' &&
      iconButton('check', say('confirm', { name }), {
        class: 'yes',
        isDisabled: standing === 'waiting',
        onPress: answer(true),
      }),
  );
}

function joinButton(ride: Ride, { riding }: Places): Child {
  const { id, owner, kind, seats, requests } = ride;
  if (requests.some(({ who }) => who === session.me)) {
    return h(
      'button',
      { type: 'button', class: 'quiet', on: { click: () => void session.act({ t: 'leave', id, owner }) } },
      say('leave'),
    );
  }
  if (kind === 'seek' && riding.length > 0) return null;
  const words =
    kind === 'offer' ? say('wantsToJoin', { name: nameOf(session.me) }) : `${nameOf(session.me)}: ${say('take')}`;
  const join = (count: number) => () =>
    void session.act({ t: 'join', id, owner, seats: count }, { notify: { [owner]: `${words} (${routeOf(ride)})` } });
  if (kind === 'seek')
    return h('button', { type: 'button', class: 'primary', on: { click: join(seats) } }, say('take'));
  return [
    seats > 1 &&
      h(
        'button',
        {
          type: 'button',
          key: 'two',
          class: 'quiet',
          'aria-label': `${say('join')}: ${say('joinTwo')}`,
          on: { click: join(2) },
        },
        say('joinTwo'),
      ),
    h('button', { type: 'button', key: 'one', class: 'primary', on: { click: join(1) } }, say('join')),
  ];
}
