import { announce } from '../../shared/announce.ts';
import { icon } from '../../shared/icons.ts';
import { show } from '../../shared/page.ts';
import { emptyView, titleRow } from '../../shared/parts.ts';
import { badge } from '../../shared/people.ts';
import { cleanLine } from '../../shared/reading.ts';
import { openSession } from '../../shared/session.ts';
import { speakHere } from '../../shared/texts.ts';
import { type View, h } from '../../shared/view.ts';
import { type Draft, askForm, emptyDraft } from './askForm.ts';
import { type Poll, type PollState, pollRules, shareOf, votersOf } from './rules.ts';
import { pollTexts } from './texts.ts';

const speech = speakHere(pollTexts, 'title');
const { say } = speech;
let draft: Draft | null = null;

const session = openSession({ rules: pollRules, onChange: draw, describe });
draw();

function describe({ polls }: PollState): { summary?: string } {
  const last = polls.at(-1);
  return last === undefined ? {} : { summary: say('votes', { count: Object.keys(last.votes).length }) };
}

const nameOf = (address: string) => (address === session.me ? say('you') : session.nameOf(address) || say('someone'));

function draw(): void {
  const { polls } = session.state;
  const isEmpty = polls.length === 0 && draft === null;
  show(
    h(
      'div',
      { class: 'page' },
      titleRow(say('title'), draft === null && !isEmpty && startButton('quiet')),
      draft !== null && askForm({ draft, speech, onChange: setDraft, onAsk: ask, onCancel: () => setDraft(null) }),
      isEmpty && session.isReady && emptyView(say('emptyTitle'), h('p', {}, say('emptyText')), startButton('primary')),
      polls.toReversed().map(pollCard),
    ),
  );
}

function startButton(look: string): View {
  const click = () => setDraft(emptyDraft());
  return h('button', { type: 'button', class: look, on: { click } }, icon('add'), say('newPoll'));
}

function setDraft(next: Draft | null): void {
  draft = next;
  draw();
}

function ask({ question, options, isMany, isQuiet }: Draft): void {
  const filled = options.map((option) => cleanLine(option, 80)).filter((option) => option !== '');
  draft = null;
  session.act(
    { t: 'ask', question: cleanLine(question, 200), options: filled, many: isMany, quiet: isQuiet },
    { info: say('askInfo', { name: session.nameOf(session.me) || say('someone'), question: cleanLine(question, 60) }) },
  );
}

function pollCard(poll: Poll): View {
  const count = Object.keys(poll.votes).length;
  const isVoter = Object.hasOwn(poll.votes, session.me);
  return h(
    'section',
    { key: poll.id, class: 'card padded stack poll', 'aria-label': poll.question },
    h(
      'div',
      { class: 'stack tight' },
      h('h2', {}, h('bdi', {}, poll.question)),
      h(
        'p',
        { class: 'muted small' },
        poll.author === session.me ? say('askedByYou') : say('askedBy', { name: nameOf(poll.author) }),
        ' · ',
        poll.isClosed ? say('closed') : say(poll.isMany ? 'pickMany' : 'pickOne'),
      ),
    ),
    h(
      'div',
      { class: 'stack tight', role: poll.isMany ? 'group' : 'radiogroup', 'aria-label': poll.question },
      poll.options.map((option, index) => optionRow(poll, option, index)),
    ),
    poll.isQuiet && h('p', { class: 'notice' }, icon('lock'), say('quietNote')),
    h(
      'div',
      { class: 'row between foot' },
      h(
        'span',
        { class: 'muted small' },
        say('votes', { count }),
        isVoter && !poll.isClosed ? ` · ${say('change')}` : '',
      ),
      poll.author === session.me && closeButton(poll),
    ),
  );
}

function closeButton(poll: Poll): View {
  const click = () => {
    const info = poll.isClosed ? {} : { info: say('closeInfo', { question: cleanLine(poll.question, 60) }) };
    session.act({ t: 'close', poll: poll.id, closed: !poll.isClosed }, info);
  };
  return h(
    'button',
    { type: 'button', class: 'quiet small', on: { click } },
    say(poll.isClosed ? 'reopen' : 'closePoll'),
  );
}

function optionRow(poll: Poll, option: string, index: number): View {
  const voters = votersOf(poll, index);
  const share = shareOf(poll, index);
  const picks = poll.votes[session.me] ?? [];
  const isMine = picks.includes(index);
  const most = Math.max(...poll.options.map((_, at) => votersOf(poll, at).length));
  return h(
    'button',
    {
      key: String(index),
      type: 'button',
      class: `option${isMine ? ' mine' : ''}${voters.length === most && most > 0 ? ' leading' : ''}`,
      role: poll.isMany ? 'checkbox' : 'radio',
      'aria-checked': isMine,
      'aria-label': say('optionState', { option, share, count: voters.length }),
      disabled: poll.isClosed,
      styles: { '--share': `${share}%` },
      on: { click: () => pick(poll, index), keydown: moveBetween },
    },
    h('span', { class: `mark ${poll.isMany ? 'square' : ''}` }, isMine && icon('check')),
    h('span', { class: 'grow' }, h('bdi', {}, option)),
    !poll.isQuiet &&
      h(
        'span',
        { class: 'faces' },
        voters.slice(-4).map((address) => badge({ address, name: session.nameOf(address) })),
      ),
    h('span', { class: 'number share' }, speech.number(share / 100, { style: 'percent' })),
  );
}

/** Arrows lead from answer to answer, as among radio buttons, but pick nothing yet. */
function moveBetween(event: KeyboardEvent): void {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (step === undefined || !(event.currentTarget instanceof HTMLElement)) return;
  const next = step > 0 ? event.currentTarget.nextElementSibling : event.currentTarget.previousElementSibling;
  if (!(next instanceof HTMLElement)) return;
  event.preventDefault();
  next.focus();
}

function pick(poll: Poll, index: number): void {
  const before = poll.votes[session.me] ?? [];
  const rest = before.filter((other) => other !== index);
  const isTaken = rest.length < before.length;
  const added = isTaken ? [] : [index];
  session.act({ t: 'vote', poll: poll.id, picks: poll.isMany ? [...rest, ...added] : added });
  announce(say('voted'));
}
